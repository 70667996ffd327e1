/**
 * Every call of the catalogue answers as a device would: with a status, and with data of the form it is known to have.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager as catalogue, type RpcEntry } from "@fortiweave/catalog/fortimanager";
import { type Result, startManager, type TestManager } from "../../testing/manager.ts";

/** Calls that end sessions or restart the device, which have tests of their own. */
const APART: ReadonlySet<string> = new Set(["sys/login/user", "sys/login/challenge", "sys/logout", "sys/reboot"]);

function urlOf(path: string): string {
  return path.replace("{adom}", "root").replaceAll(/\{[^}]*\}/g, "1");
}

async function entries(): Promise<readonly RpcEntry[]> {
  const rows = catalogue.rows("call").filter(({ path }) => !APART.has(path));
  return Promise.all(rows.map(async ({ path }) => (await catalogue.load("call", path)) as RpcEntry));
}

test("every call answers a status, whatever it is called with", async (t) => {
  const manager = await startManager(t, { fortigates: 1 });
  let count = 0;
  for (const { path, calls, item, itemMethods = [] } of await entries()) {
    for (const method of calls.flatMap(({ methods }) => methods)) {
      const url = itemMethods.includes(method) ? `${path}/{${item}}` : path;
      for (const data of [undefined, {}, { adom: "root" }]) {
        const result = await manager.call(method, urlOf(url), data === undefined ? {} : { data });
        assert.ok(Number.isInteger(result?.status.code), `${method} ${url}`);
        assert.notEqual(result.status.code, -1, `${method} ${url}: ${JSON.stringify(result)}`);
        // Without workspaces there is nothing to lock.
        if (!/work(?:space|flow)/.test(path)) assert.notEqual(result.status.code, -9, `${method} ${url}`);
      }
      count += 1;
    }
  }
  assert.ok(count > 320, String(count));
});

test("calls that a version does not have are -6", async (t) => {
  for (const [fortimanagerVersion, url, method, code] of [
    ["7.2.11", "securityconsole/install/objects/v2", "exec", -6],
    ["7.4.8", "sys/cloud/orchest", "exec", 0],
    ["7.2.11", "sys/cloud/orchest", "exec", -6],
    ["7.2.1", "pm/config/adom/root/_package/status", "get", -6],
    ["7.6.1", "cli/global/exec/fgfm/reclaim-dev-tunnel/1", "exec", 0],
    ["7.6.4", "cli/global/exec/fgfm/reclaim-dev-tunnel/1", "exec", -6],
  ] as const) {
    const manager = await startManager(t, { fortimanagerVersion });
    const result =
      manager.handle.version === "v7.2.1" ? await withSession(manager, method, url) : await manager.call(method, url);
    assert.equal(result.status.code, code, `${fortimanagerVersion} ${url}`);
  }
});

/** There are no keys yet. */
async function withSession(manager: TestManager, method: string, url: string): Promise<Result> {
  return manager.callAs(await manager.logIn(), method, url);
}

test("objects that a version does not have are -6", async (t) => {
  for (const [fortimanagerVersion, code] of [
    ["7.2.11", -6],
    ["7.4.8", 0],
  ] as const) {
    const manager = await startManager(t, { fortimanagerVersion });
    const { status } = await manager.call("get", "pm/config/adom/root/obj/casb/profile");
    assert.equal(status.code, code, fortimanagerVersion);
  }
});
