import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import { auditEvent } from "../../test/events.ts";
import { nextTurn } from "../runtime/system.ts";
import { streamSink } from "./stream-sink.ts";

/** A stream that keeps what it is given; a chunk is done when `take` says so. */
function collect(take: (done: (error?: Error) => void) => void = (done) => done()) {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      take(done);
    },
  });
  return { lines, stream };
}

test("a Node stream gets one line of JSON for each event, in order", async () => {
  const { lines, stream } = collect();
  const sink = streamSink(stream);
  await Promise.all(["1", "2", "3"].map((id) => sink(auditEvent({ id }))));
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).id),
    ["1", "2", "3"],
  );
  assert.ok(lines.every((line) => line.endsWith("}\n")));
  assert.equal(stream.writableEnded, false);
});

test("an event is taken once the stream is done with it", async () => {
  let finish: (() => void) | undefined;
  const { stream } = collect((done) => {
    finish = done;
  });
  let isTaken = false;
  const taken = Promise.resolve(streamSink(stream)(auditEvent())).then(() => {
    isTaken = true;
  });
  await nextTurn();
  assert.equal(isTaken, false);
  finish?.();
  await taken;
});

test("a Node stream that fails or has ended reports each event, and does not end the process", async () => {
  const { stream } = collect((done) => done(new Error("broken pipe")));
  const sink = streamSink(stream);
  await assert.rejects(Promise.resolve(sink(auditEvent())), /broken pipe/);
  await assert.rejects(Promise.resolve(sink(auditEvent())), { code: "ERR_STREAM_DESTROYED" });
  const ended = collect().stream;
  ended.end();
  await assert.rejects(Promise.resolve(streamSink(ended)(auditEvent())), { code: "ERR_STREAM_WRITE_AFTER_END" });
  await nextTurn();
});

test("a web stream gets the same, and stays free for others", async () => {
  const chunks: Uint8Array[] = [];
  const stream = new WritableStream<Uint8Array>({ write: (chunk) => void chunks.push(chunk) });
  const sink = streamSink(stream);
  await Promise.all(["1", "2"].map((id) => sink(auditEvent({ id }))));
  assert.equal(stream.locked, false);
  assert.deepEqual(
    chunks.map((chunk) => JSON.parse(new TextDecoder().decode(chunk)).id),
    ["1", "2"],
  );
});

test("a web stream that is closed, or in use by others, reports the event", async () => {
  const closed = new WritableStream<Uint8Array>();
  await closed.close();
  await assert.rejects(Promise.resolve(streamSink(closed)(auditEvent())), TypeError);
  const used = new WritableStream<Uint8Array>();
  used.getWriter();
  await assert.rejects(Promise.resolve(streamSink(used)(auditEvent())), TypeError);
  await nextTurn();
});
