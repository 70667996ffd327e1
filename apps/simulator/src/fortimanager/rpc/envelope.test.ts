/**
 * The envelope, as clients in the wild write it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager, type TestManager } from "../../testing/manager.ts";

const STATUS = { url: "sys/status" };
/** Nested so deep that whatever goes through it level by level runs out of stack. */
const DEEP = "[".repeat(100_000) + "]".repeat(100_000);

function bearer({ handle }: TestManager): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${handle.apiKey}` };
}

test("an id comes back as it was sent, and none when none was", async (t) => {
  const manager = await startManager(t);
  for (const id of [1, "abc", 0, null, undefined]) {
    const { body } = await manager.post({ id, method: "get", params: [STATUS] }, bearer(manager));
    assert.deepEqual([body.id, body.result[0].status], [id, { code: 0, message: "OK" }]);
  }
  const { text } = await manager.post({ method: "get", params: [STATUS] }, bearer(manager));
  assert.doesNotMatch(text, /"id"/);
});

test("members beside the items are taken in every form, and content types do not matter", async (t) => {
  const manager = await startManager(t);
  for (const more of [
    { jsonrpc: "1.0" },
    { jsonrpc: "2.0" },
    { session: null },
    { session: "made-up" },
    { skip: 1 },
    { verbose: 1 },
    { verbose: true },
    { root: "deployment/proxy" },
    { client: "gui", src: "1", keep_session_idle: 1 },
  ]) {
    for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain", ""]) {
      const envelope = { id: 1, method: "get", params: [STATUS], ...more };
      const { body } = await manager.post(envelope, { ...bearer(manager), "content-type": type });
      assert.equal(body.result[0].status.code, 0, JSON.stringify(more));
    }
  }
});

test("slashes round a url do not matter, and it is echoed as it was written", async (t) => {
  const manager = await startManager(t);
  for (const url of ["sys/status", "/sys/status", "/sys/status/", "//sys/status"]) {
    const result = await manager.call("get", url);
    assert.deepEqual([result.status.code, result.url], [0, url]);
  }
});

test("each item has its own result, in order, whatever became of the others", async (t) => {
  const manager = await startManager(t);
  const params = [STATUS, { url: "no/such/thing" }, {}, { url: "cli/global/system/status" }];
  const { body, status } = await manager.post({ id: 1, method: "get", params }, bearer(manager));
  assert.equal(status, 200);
  assert.deepEqual(
    body.result.map(({ status: { code }, url }: { status: { code: number }; url?: string }) => [code, url]),
    [
      [0, "sys/status"],
      [-6, "no/such/thing"],
      [-6, undefined],
      [0, "cli/global/system/status"],
    ],
  );
});

test("what is no request is refused in the usual form", async (t) => {
  const manager = await startManager(t);
  for (const [envelope, code] of [
    ["{", -8],
    ["", -8],
    ["[]", -8],
    [`{"id":${DEEP},"method":${DEEP},"params":[{"url":"sys/status"}]}`, -8],
    [`{"method":"exec","params":[{"url":"sys/login/user","data":{"user":${DEEP}}}]}`, -8],
    [`{"method":"get","params":[{"url":"dvmdb/adom","filter":${DEEP}}]}`, -8],
    ['"text"', -8],
    [{ id: 7, method: "get" }, -8],
    [{ id: 7, method: "get", params: [] }, -8],
    [{ id: 7, method: "get", params: ["sys/status"] }, -8],
    [{ id: 7, params: [STATUS] }, -9],
    [{ id: 7, method: "fetch", params: [STATUS] }, -9],
    [{ id: 7, method: ["get"], params: [STATUS] }, -9],
    [{ id: 7, method: "exec", params: [STATUS] }, -9],
    [{ id: 7, method: "get", params: [{ url: 3 }] }, -6],
    [{ id: 7, method: "get", params: [{ url: `sys/status${"/".repeat(200_000)}` }] }, -6],
  ] as const) {
    const { status, body } = await manager.post(envelope, bearer(manager));
    assert.equal(status, 200);
    assert.deepEqual([body.id, body.result[0].status.code], [typeof envelope === "string" ? undefined : 7, code]);
  }
  assert.equal((await manager.control("GET", "/requests")).status, 200);
});

test("a refusal tells the number of the session that it befell", async (t) => {
  const manager = await startManager(t);
  const session = await manager.logIn();
  const [{ number }] = (await manager.control("GET", "/sessions")).body;
  const refused = await manager.post({ id: 1, method: "get", params: [{ url: "no/such" }], session });
  assert.equal(refused.body.session, number);
  const fine = await manager.post({ id: 1, method: "get", params: [STATUS], session });
  assert.equal(fine.body.session, undefined);
});

test("only POST to /jsonrpc is served, and bodies up to 10 MiB", async (t) => {
  const manager = await startManager(t);
  assert.equal((await manager.post({}, {}, "/api/v2/cmdb")).status, 404);
  const answer = await fetch(manager.handle.control).catch(() => undefined);
  assert.equal(answer?.status, 404);
  const filler = (bytes: number) =>
    JSON.stringify({ id: 1, method: "get", params: [STATUS], filler: "x".repeat(bytes) });
  const limit = 10 * 1024 * 1024;
  assert.equal((await manager.post(filler(limit - 200), bearer(manager))).status, 200);
  const { status, text } = await manager.post(filler(limit), bearer(manager));
  assert.equal(status, 413);
  assert.match(text, /<title>413/);
});

test("with apiver 3 the result is no list, and a refusal is an error", async (t) => {
  const manager = await startManager(t);
  const ask = (url: string) =>
    manager.post({ jsonrpc: "2.0", id: "7", method: "get", params: [{ apiver: 3, url }] }, bearer(manager));
  const fine = (await ask("sys/status")).body;
  assert.deepEqual([fine.jsonrpc, fine.id, fine.result.Major], ["2.0", "7", 7]);
  const refused = (await ask("no/such")).body;
  assert.deepEqual([refused.error, refused.result], [{ code: -6, message: "Invalid url" }, undefined]);
  const nobody = await manager.post({ jsonrpc: "2.0", id: 1, method: "get", params: [{ apiver: 3, ...STATUS }] });
  assert.equal(nobody.body.error.code, -11);
});

test("what the machine is told to do answers a result that is in no list", async (t) => {
  const manager = await startManager(t);
  const exec = (params: object[]) => manager.post({ id: 4, method: "exec", params }, bearer(manager));
  const backup = { url: "sys/backup", data: { server: "192.0.2.9", service: "ftp", filename: "x", passwd: "pass" } };
  const { body } = await exec([backup]);
  assert.deepEqual(body, { id: 4, result: { status: { code: 0, message: "OK" }, taskid: 1 } });
  assert.equal((await exec([{ url: "sys/backup", data: {} }])).body.result.status.code, -10);
  assert.equal((await exec([backup, backup])).body.result.length, 2);
});

test("a write may be carried out as a task, whose number is all that is answered", async (t) => {
  const manager = await startManager(t);
  const params = [1, 2].map((number) => ({
    url: "pm/config/adom/root/obj/firewall/address",
    data: { name: `web${number}`, subnet: [`10.0.0.${number}`, "255.255.255.255"] },
  }));
  const envelope = { id: 1, method: "add", params, "create task": { adom: "root", name: "two addresses" } };
  const { result } = (await manager.post(envelope, bearer(manager))).body;
  const [{ data, url }] = result;
  assert.deepEqual([result.length, url], [1, undefined]);
  const task = (await manager.call("get", `task/task/${data.task}`)).data;
  assert.deepEqual([task.title, task.state, task.num_done, task.num_err], ["two addresses", "done", 2, 0]);
  assert.equal((await manager.call("get", "pm/config/adom/root/obj/firewall/address/web2")).status.code, 0);
  const again = (await manager.post(envelope, bearer(manager))).body.result[0].data.task;
  const failed = (await manager.call("get", `task/task/${again}`)).data;
  assert.deepEqual([failed.num_err, failed.line[0].detail], [2, "Object already exists"]);
});
