import assert from "node:assert/strict";
import { test } from "node:test";
import { makeChange } from "../../examples/fortimanager-change.ts";
import { openManager } from "./manager.ts";

const manager = await openManager();
const TARGET = { adom: "root", package: "default", device: "fortigate-1" };

/** The calls that write FortiManager's objects and policies, by request. */
async function writes(): Promise<number> {
  const requests = await manager.requests();
  return requests.filter(({ items }) =>
    items.some(({ method, url }) => /^(?:add|set|update)$/.test(method) && url.startsWith("pm/config")),
  ).length;
}

test("a change goes from the lock to the FortiGate, and a second one changes and installs nothing", async () => {
  await manager.reset();
  await manager.settings({ workspace: "normal" });
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  const told: string[] = [];

  const first = await makeChange(fmg, TARGET, (line) => told.push(line));
  assert.deepEqual([first.changed, first.installed], [true, true]);
  assert.ok((await writes()) <= 3, `100 addresses, a group and a policy took ${await writes()} writes`);
  assert.match(told.join("\n"), /100 % done/);

  // The preview tells exactly that: the hosts, the group, the policy, and nothing else.
  const edits = first.preview.match(/^ {4}edit .*$/gm)?.map((line) => line.trim()) ?? [];
  assert.equal(edits.length, 102);
  assert.deepEqual(
    edits.slice(0, 100).sort(),
    Array.from({ length: 100 }, (_, index) => `edit "example-host-${index + 1}"`).sort(),
  );
  assert.deepEqual(edits.slice(100), ['edit "example-hosts"', "edit 4711"]);
  assert.deepEqual(first.preview.match(/^config .*$/gm), [
    "config firewall address",
    "config firewall addrgrp",
    "config firewall policy",
  ]);

  // The FortiGate itself says so, and FortiManager's proxy says the same.
  await using direct = manager.fortigates[0]?.connect() ?? assert.fail("There is no FortiGate");
  const proxied = fmg.device("root", "fortigate-1");
  for (const fgt of [direct, proxied]) {
    assert.equal((await fgt.cmdb("firewall/address").get("example-host-100")).subnet, "198.51.100.100 255.255.255.255");
    assert.equal((await fgt.cmdb("firewall/addrgrp").get("example-hosts")).member?.length, 100);
    assert.equal((await fgt.cmdb("firewall/policy").get(4711)).action, "deny");
  }
  assert.deepEqual(await manager.locks(), []);

  await manager.forget();
  const before = await manager.snapshot();
  const second = await makeChange(fmg, TARGET, (line) => told.push(line));
  assert.deepEqual([second.changed, second.installed, second.preview], [false, false, ""]);
  assert.deepEqual(await manager.snapshot(), before);
  assert.equal(await writes(), 0);
  assert.deepEqual(
    (await manager.calls()).filter((call) => call === "exec securityconsole/install/package").length,
    1,
    "the preview alone asks for a package",
  );
  assert.deepEqual(await manager.locks(), []);
});
