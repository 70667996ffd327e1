import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";
import type { UploadFile } from "./upload.ts";

function connect() {
  const events: AuditEvent[] = [];
  const transport = createScriptedTransport(() => ({ body: { status: "success", results: { restored: true } } }));
  const fgt = createFortiGate({ transport, runtime: createManualClock(), audit: [(event) => void events.push(event)] });
  return { events, fgt, transport };
}

const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
const files: Readonly<Record<string, UploadFile>> = { text: "config ünïcode", bytes, blob: new Blob([bytes]) };

for (const [kind, file] of Object.entries(files)) {
  test(`${kind} goes out in base64, beside the other parameters`, async () => {
    const { fgt, transport } = connect();
    const answer = await fgt.monitor("system/config/restore").upload(file, { source: "upload", scope: "global" });
    assert.deepEqual(answer, { restored: true });
    const { body, idempotent } = transport.requests[0] ?? {};
    const { file_content, ...rest } = body as { file_content: string };
    assert.deepEqual(rest, { source: "upload", scope: "global" });
    assert.deepEqual(Buffer.from(file_content, "base64"), Buffer.from(kind === "text" ? String(file) : bytes));
    assert.equal(idempotent, false);
  });
}

test("the audit shows the size of a file and nothing of what is in it", async () => {
  const { events, fgt } = connect();
  await fgt.monitor("system/config/restore").upload("set password hunter2", { source: "upload", scope: "global" });
  assert.deepEqual(events[0]?.body, { source: "upload", scope: "global", file_content: "[file of 20 bytes]" });
});

test("an empty file, and an endpoint that takes none, are refused before anything is sent", async () => {
  const { fgt, transport } = connect();
  const refused = (promise: Promise<unknown>, words: RegExp) =>
    assert.rejects(promise, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));
  await refused(fgt.monitor("system/config/restore").upload("", { source: "upload", scope: "global" }), /is empty/);
  await refused(fgt.untyped().monitor("user/banned/clear_all").upload("x"), /takes no file/);
  assert.equal(transport.requests.length, 0);
});
