import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { auditEvent } from "../../test/events.ts";
import { createRequest } from "../../test/requests.ts";
import type { AuditEvent } from "../audit/event.ts";
import { isFortiError } from "../errors.ts";
import { audit } from "../middleware/audit.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { fileAuditSink } from "./file-audit-sink.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
});
after(() => rm(folder, { recursive: true }));

const event = (id: string): AuditEvent => auditEvent({ id });

/** Bytes of one line whose event has an id of one character. */
const LINE = JSON.stringify(event("1")).length + 1;

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

test("a full file becomes path.1, older ones move up, and what is beyond keep goes", async () => {
  const path = join(folder, "full.jsonl");
  const sink = fileAuditSink(path, { maxBytes: 2 * LINE, keep: 2 });
  await Promise.all([..."123456789"].map((id) => sink(event(id))));
  assert.deepEqual(await idsIn(path), ["9"]);
  assert.deepEqual(await idsIn(`${path}.1`), ["7", "8"]);
  assert.deepEqual(await idsIn(`${path}.2`), ["5", "6"]);
  const files = await readdir(folder);
  assert.deepEqual(files.filter((file) => file.startsWith("full.jsonl")).sort(), [
    "full.jsonl",
    "full.jsonl.1",
    "full.jsonl.2",
  ]);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test("however many old files there may be, no more are touched than there are", async () => {
  const path = join(folder, "many.jsonl");
  await writeFile(`${path}.3`, `${JSON.stringify(event("old"))}\n`);
  const sink = fileAuditSink(path, { maxBytes: LINE, keep: 2_000_000_000 });
  for (const id of "123") await sink(event(id));
  const all = await Promise.all(["", ".1", ".2", ".3"].map((suffix) => idsIn(`${path}${suffix}`)));
  assert.deepEqual(all, [["3"], ["2"], ["1"], ["old"]]);
});

test("what the file held before counts, and one event at a time is rotated like many", async () => {
  const path = join(folder, "before.jsonl");
  await fileAuditSink(path)(event("1"));
  const sink = fileAuditSink(path, { maxBytes: 2 * LINE });
  for (const id of "234") await sink(event(id));
  assert.deepEqual(await idsIn(path), ["3", "4"]);
  assert.deepEqual(await idsIn(`${path}.1`), ["1", "2"]);
});

test("a line that is larger than a whole file is never cut", async () => {
  const path = join(folder, "large.jsonl");
  const sink = fileAuditSink(path, { maxBytes: 10, keep: 3 });
  await Promise.all([..."123"].map((id) => sink(event(id))));
  assert.deepEqual([await idsIn(path), await idsIn(`${path}.1`), await idsIn(`${path}.2`)], [["3"], ["2"], ["1"]]);
});

test("without old files to keep, a full one is removed", async () => {
  const path = join(folder, "none.jsonl");
  const sink = fileAuditSink(path, { maxBytes: LINE, keep: 0 });
  await Promise.all([..."123"].map((id) => sink(event(id))));
  assert.deepEqual(await idsIn(path), ["3"]);
  assert.ok(!(await readdir(folder)).includes("none.jsonl.1"));
});

test("a file that cannot be rotated loses no event, and the trouble is reported", async () => {
  const path = join(folder, "stuck.jsonl");
  // A folder with something in it, in the way of the old file.
  await mkdir(`${path}.1`);
  await writeFile(join(`${path}.1`, "x"), "");
  const sink = fileAuditSink(path, { maxBytes: LINE, keep: 1 });
  await sink(event("1"));
  await assert.rejects(
    Promise.resolve(sink(event("2"))),
    /stuck\.jsonl cannot be rotated; the event was written all the same/,
  );
  assert.deepEqual(await idsIn(path), ["1", "2"]);
});

test("a file may be made for others to read", async () => {
  const path = join(folder, "open.jsonl");
  await fileAuditSink(path, { mode: 0o640 })(event("1"));
  assert.equal((await stat(path)).mode & 0o777, 0o640);
});

test("options that make no sense are refused at once", () => {
  for (const options of [{ maxBytes: 0 }, { maxBytes: 1.5 }, { keep: -1 }]) {
    assert.throws(
      () => fileAuditSink(join(folder, "never"), options),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
