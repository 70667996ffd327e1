import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager } from "../../testing/manager.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";

test("one request gets no more than fits into an answer, and the others are not kept waiting", async (t) => {
  const manager = await startManager(t);
  const comment = "x".repeat(255);
  const data = Array.from({ length: 400 }, (_, index) => ({ name: `host-${index}`, comment }));
  await manager.call("add", ADDRESS, { data });
  const params = Array.from({ length: 1000 }, () => ({ url: ADDRESS }));
  const headers = { authorization: `Bearer ${manager.handle.apiKey}` };
  let isOver = false;
  const long = manager.post({ id: 1, method: "get", params }, headers).finally(() => {
    isOver = true;
  });
  assert.equal((await manager.call("get", "sys/status")).status.code, 0);
  assert.equal(isOver, false, "the short request overtook the long one");
  const { status, body, text } = await long;
  assert.equal(status, 200);
  const codes = body.result.map((result: { status: { code: number } }) => result.status.code);
  assert.equal(codes.length, 1000);
  assert.deepEqual([codes[0], codes.at(-1)], [0, -1]);
  assert.ok(text.length > 64 * 1024 * 1024 && text.length < 70 * 1024 * 1024, String(text.length));
});
