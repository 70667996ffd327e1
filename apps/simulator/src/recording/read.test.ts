import assert from "node:assert/strict";
import { test } from "node:test";
import { startSimulator } from "../simulator.ts";
import { parseRecording, readRecording } from "./read.ts";
import { bytesOf, toRecordedBody } from "./recorded.ts";

const EXCHANGE = {
  device: "fortigate-1",
  product: "FortiGate",
  version: "7.6.5",
  at: "2026-11-22T00:00:00.000Z",
  ms: 1,
  request: { method: "GET", url: "/api/v2/monitor/system/status", headers: {}, body: null },
  response: { status: 200, headers: { "content-type": "application/json" }, body: { json: { status: "success" } } },
};
const LINE = JSON.stringify(EXCHANGE);

test("lines and arrays are both read, and half a line at the end is passed over", () => {
  for (const text of [
    `${LINE}\n`,
    `${LINE}\r\n\r\n`,
    `[${LINE}]`,
    JSON.stringify([EXCHANGE], undefined, 2),
    `${LINE}\n${LINE.slice(0, 90)}`,
  ]) {
    assert.deepEqual(parseRecording(text), [EXCHANGE], text);
  }
  assert.equal(parseRecording(`${LINE}\n${LINE}\n`).length, 2);
});

test("what is no recording is refused with the place", async () => {
  for (const [text, message] of [
    ["", /no exchange/],
    ["[]", /no exchange/],
    ["{not json", /Line 1 is not JSON/],
    [`${LINE}\n{broken\n${LINE}\n`, /Line 2 is not JSON/],
    [`${LINE}\n{}\n`, /Line 2 names no device/],
    [JSON.stringify([{ ...EXCHANGE, product: "FortiWeb" }]), /Item 1 has product "FortiWeb".*FortiGate/],
    [JSON.stringify({ ...EXCHANGE, request: {} }), /no request with a method/],
    [JSON.stringify({ ...EXCHANGE, response: undefined }), /neither a response/],
    ...[{ status: 42 }, { status: 200.5 }, { status: "200" }].map(
      (response) => [JSON.stringify({ ...EXCHANGE, response }), /neither a response with a status/] as const,
    ),
    ...["text", 5, {}, { text: 5 }, { omitted: "x" }, ["text"]].flatMap((body) => [
      [
        JSON.stringify({ ...EXCHANGE, request: { ...EXCHANGE.request, body } }),
        /Line 1, in the request, the body is neither/,
      ] as const,
      [
        JSON.stringify({ ...EXCHANGE, response: { status: 200, body } }),
        /Line 1, in the response, the body is neither/,
      ] as const,
    ]),
    ...[{ "bad name": "x" }, { name: "line\nline" }, { name: 5 }, { name: [{}] }].map(
      (headers) =>
        [
          JSON.stringify({ ...EXCHANGE, response: { status: 200, headers } }),
          /Line 1, in the response, the headers cannot be sent/,
        ] as const,
    ),
  ] as const) {
    assert.throws(() => parseRecording(text), message, text);
  }
  await assert.rejects(readRecording("/no/such/file"), /Cannot replay \/no\/such\/file: .*ENOENT/);
});

test("bodies become the same bytes again", () => {
  for (const bytes of [
    Buffer.from(""),
    Buffer.from('{"b":1,"a":[1.5,"ü\\n"]}'),
    Buffer.from('{ "a": 1 }'),
    Buffer.from('{"a":1e3,"a":2}'),
    Buffer.from("config system global\nend\n"),
    Buffer.from([0xff, 0xfe, 0, 1]),
  ]) {
    const body = toRecordedBody(bytes);
    assert.deepEqual(bytesOf(JSON.parse(JSON.stringify(body))), bytes);
  }
  assert.deepEqual(toRecordedBody(Buffer.from('{"a":1}')), { json: { a: 1 } }, "and what is JSON can be read as such");
  assert.equal(bytesOf({ omitted: 5 }), undefined);
});

test("options that cannot work are refused", async () => {
  await assert.rejects(startSimulator({ record: "" }), /Name a file/);
  await assert.rejects(startSimulator({ record: "a", replay: "./b/../a" }), /another file than a/);
  await assert.rejects(startSimulator({ record: "a", state: "./a" }), /Keep the state in another file than \.\/a/);
  await assert.rejects(startSimulator({ record: "/no/such/folder/x" }), /Cannot record to .*ENOENT/);
  await assert.rejects(startSimulator({ replay: "/no/such/file" }), /Cannot replay/);
});
