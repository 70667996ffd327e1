import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager, type TestManager } from "../testing/manager.ts";
import type { Trouble } from "./parts.ts";
import { createTroubles } from "./troubles.ts";

async function startTask(manager: TestManager): Promise<number> {
  const data = { server: "10.0.0.1", service: "scp", passwd: "secret" };
  return (await manager.call("exec", "sys/backup", { data })).taskid as number;
}

test("troubles strike as often as they were asked for, after so many chances, and on their device", () => {
  const troubles = createTroubles();
  const taken = (kind: Trouble["kind"], device?: string) => troubles.take(kind, device) !== undefined;
  troubles.add({ kind: "drop-poll", times: 2, after: 1 });
  assert.deepEqual(
    [1, 2, 3, 4].map(() => taken("drop-poll")),
    [false, true, true, false],
  );
  troubles.add({ kind: "failed-line", device: "FGT1" });
  assert.deepEqual(
    [taken("failed-line", "FGT2"), taken("failed-line"), taken("failed-line", "FGT1")],
    [false, false, true],
  );
  troubles.clear();
  assert.equal(taken("failed-line", "FGT1"), false);
});

test("a poll is dropped, and the next one is answered", async (t) => {
  const manager = await startManager(t);
  const id = await startTask(manager);
  await manager.trouble({ kind: "drop-poll", times: 1 });
  assert.equal((await manager.call("get", "sys/status")).status.code, 0, "other calls are not hit");
  await assert.rejects(manager.call("get", `task/task/${id}`), { code: "ECONNRESET" });
  assert.equal((await manager.call("get", `task/task/${id}`)).status.code, 0);
});

test("a session ends in the middle", async (t) => {
  const manager = await startManager(t);
  const session = await manager.logIn();
  await manager.trouble({ kind: "expire-session", after: 2, times: 1 });
  const codes: number[] = [];
  for (let round = 0; round < 4; round += 1)
    codes.push((await manager.callAs(session, "get", "sys/status")).status.code);
  assert.deepEqual(codes, [0, 0, -11, -11]);
  assert.equal((await manager.callAs(await manager.logIn(), "get", "sys/status")).status.code, 0);
});

test("an install is done, but nobody is told", async (t) => {
  const manager = await startManager(t);
  await manager.trouble({ kind: "no-answer-after-install", times: 1 });
  const data = { adom: "root", scope: [] };
  await assert.rejects(manager.call("exec", "securityconsole/install/device", { data }), { code: "ECONNRESET" });
  assert.ok(Number.isInteger((await manager.call("exec", "securityconsole/install/device", { data })).status.code));
});

test("a restart drops the connection and every session", async (t) => {
  const manager = await startManager(t);
  const session = await manager.logIn();
  await manager.trouble({ kind: "restart", times: 1 });
  await assert.rejects(manager.callAs(session, "get", "sys/status"), { code: "ECONNRESET" });
  assert.equal((await manager.callAs(session, "get", "sys/status")).status.code, -11);
});
