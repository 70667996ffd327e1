import assert from "node:assert/strict";
import { test } from "node:test";
import { readAnswer, sessionIn } from "./answer.ts";
import type { SentRpc } from "./envelope.ts";

const sent = (operations = 1, more: Partial<SentRpc> = {}): SentRpc => ({
  id: 7,
  method: "get",
  params: Array.from({ length: operations }, () => ({ url: "dvmdb/adom" })),
  ...more,
});
const OK = { code: 0, message: "OK" };
const faultOf = (body: unknown, request = sent()): string | undefined => readAnswer(body, request).fault;

test("each operation has its result, in order", () => {
  const result = [
    { status: OK, url: "a", data: [1] },
    { status: { code: -3, message: "Object does not exist" }, url: "b" },
  ];
  assert.deepEqual(readAnswer({ id: 7, result }, sent(2)).results, result);
});

test("a bare object is a list of one", () => {
  assert.deepEqual(readAnswer({ id: 7, result: { status: OK, data: 5 } }, sent()).results, [{ status: OK, data: 5 }]);
});

test("what stands beside data is kept", () => {
  const [result] = readAnswer({ id: 7, result: [{ status: OK, taskid: 12 }] }, sent()).results ?? [];
  assert.equal(result?.taskid, 12);
});

test("one refusal for several operations stands for all of them", () => {
  const refusal = { status: { code: -11, message: "No permission" }, url: "a" };
  assert.deepEqual(readAnswer({ id: 7, result: [refusal] }, sent(3)).results, [refusal, refusal, refusal]);
});

test("a task has one result, however many operations it has", () => {
  const result = [{ status: OK, data: { task: 5 } }];
  assert.deepEqual(readAnswer({ id: 7, result }, sent(3, { "create task": { adom: "root" } })).results, result);
});

test("malformed answers are told apart", () => {
  assert.match(faultOf(undefined) ?? "", /is empty where an object was expected/);
  assert.match(faultOf([]) ?? "", /is a list where/);
  assert.match(faultOf("text") ?? "", /is a string where/);
  assert.match(faultOf({ id: 7 }) ?? "", /has no "result"/);
  assert.match(faultOf({ id: 7, result: null }) ?? "", /has no "result"/);
  assert.match(faultOf({ id: 7, result: [{ data: [] }] }) ?? "", /has no "status" with a code in its result/);
  assert.match(faultOf({ id: 7, result: [{ status: { message: "OK" } }] }) ?? "", /has no "status"/);
  assert.match(faultOf({ id: 7, result: [{ status: OK }, {}] }, sent(2)) ?? "", /in result 2 of 2/);
  assert.match(faultOf({ id: 7, result: [] }) ?? "", /holds 0 results for 1 operations/);
  assert.match(faultOf({ id: 7, result: [{ status: OK }] }, sent(2)) ?? "", /holds 1 results for 2/);
});

test("an answer to another request is no answer to this one", () => {
  assert.match(faultOf({ id: 6, result: [{ status: OK }] }) ?? "", /has the id 6, not 7/);
  assert.equal(faultOf({ id: "7", result: [{ status: OK }] }), undefined);
  assert.equal(faultOf({ result: [{ status: OK }] }), undefined);
  assert.equal(faultOf({ id: null, result: [{ status: OK }] }), undefined);
});

test("in JSON-RPC 2.0 the whole result is the data", () => {
  const v3 = sent(1, { jsonrpc: "2.0" });
  const read = (body: object) => readAnswer({ id: 7, jsonrpc: "2.0", ...body }, v3);
  assert.deepEqual(read({ result: { tid: 5 } }).results, [{ status: OK, data: { tid: 5 } }]);
  assert.deepEqual(read({ result: { status: "ok", data: [] } }).results?.[0]?.status, OK);
  assert.deepEqual(read({}).results, [{ status: OK }]);
  const status = { code: -3, message: "gone" };
  assert.deepEqual(read({ result: { status } }).results?.[0]?.status, status);
  assert.deepEqual(read({ result: [{ status }] }).results?.[0]?.status, status);
});

test("in JSON-RPC 2.0 an error object is the status", () => {
  const v3 = sent(1, { jsonrpc: "2.0" });
  const error = { code: -32_601, message: "Method not found", data: "x" };
  assert.deepEqual(readAnswer({ id: 7, error }, v3).results, [
    { status: { code: -32_601, message: "Method not found" } },
  ]);
  assert.match(faultOf({ id: 7, error: {} }, v3) ?? "", /"error" without a code/);
});

test("an answer tells the key or the number of a session", () => {
  assert.equal(sessionIn({ session: "abc==" }), "abc==");
  assert.equal(sessionIn({ session: 40_213 }), 40_213);
  assert.equal(sessionIn({ session: null }), undefined);
  assert.equal(sessionIn(undefined), undefined);
});
