import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRequest } from "../../test/requests.ts";
import { type AuditEvent, audit } from "../middleware/audit.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { fileAuditSink } from "./file-audit-sink.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
});
after(() => rm(folder, { recursive: true }));

function event(id: string): AuditEvent {
  return {
    id,
    at: "2026-11-05T10:00:00.000Z",
    operation: "cmdb firewall/address create",
    effect: "write",
    method: "POST",
    path: "/",
    outcome: "ok",
    durationMs: 1,
  };
}

async function idsIn(path: string): Promise<string[]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line).id);
}

test("events are appended in order, one line each, to a file for its owner alone", async () => {
  const path = join(folder, "ordered.jsonl");
  const sink = fileAuditSink(path);
  const ids = Array.from({ length: 100 }, (_, i) => String(i));
  await Promise.all(ids.map((id) => sink(event(id))));
  assert.deepEqual(await idsIn(path), ids);
  assert.equal((await stat(path)).mode & 0o777, 0o600);

  await fileAuditSink(path)(event("again"));
  assert.deepEqual(await idsIn(path), [...ids, "again"]);
});

test("a file that is there keeps its mode", async () => {
  const path = join(folder, "shared.jsonl");
  await fileAuditSink(path)(event("1"));
  await chmod(path, 0o640);
  await fileAuditSink(path)(event("2"));
  assert.equal((await stat(path)).mode & 0o777, 0o640);
});

test("a file that is rotated away is made anew", async () => {
  const path = join(folder, "rotated.jsonl");
  const sink = fileAuditSink(path);
  await sink(event("1"));
  await rename(path, `${path}.1`);
  await sink(event("2"));
  assert.deepEqual(await idsIn(path), ["2"]);
});

test("a line that cannot be written is reported and does not hold up the next", async () => {
  const path = join(folder, "late", "audit.jsonl");
  const sink = fileAuditSink(path);
  await assert.rejects(Promise.resolve(sink(event("1"))), /ENOENT/);
  await mkdir(join(folder, "late"));
  await sink(event("2"));
  assert.deepEqual(await idsIn(path), ["2"]);
});

test("after flush everything is on disk", async () => {
  const path = join(folder, "flushed.jsonl");
  const step = audit({ sinks: [fileAuditSink(path)], runtime: createManualClock() });
  const send = step(createScriptedTransport(() => ({})).send);
  await Promise.all(Array.from({ length: 20 }, () => send(createRequest())));
  await step.flush();
  assert.equal((await idsIn(path)).length, 20);
});
