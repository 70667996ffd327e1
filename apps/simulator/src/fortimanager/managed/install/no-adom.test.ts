import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager } from "../../../testing/manager.ts";

test("an installation in an ADOM that is none, or no longer one, is no reason to end", async (t) => {
  const manager = await startManager(t);
  await manager.call("exec", "securityconsole/install/device", { data: { adom: "ghost", scope: [] } });
  await manager.call("add", "dvmdb/adom", { data: { name: "short-lived" } });
  await manager.call("exec", "securityconsole/install/device", { data: { adom: "short-lived", scope: [] } });
  await manager.call("delete", "dvmdb/adom/short-lived");
  assert.equal((await manager.call("get", "sys/status")).status.code, 0);
});
