import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const OBJECTS = "pm/config/adom/root/obj";
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const INSTALL = { adom: "root", scope: SCOPE, flags: ["none"] };

async function assignScript(fleet: TestFleet, name: string, script: string): Promise<void> {
  await fleet.ask("add", `${OBJECTS}/cli/template`, { name, type: "cli", script });
  await fleet.ask("add", `${OBJECTS}/cli/template/${name}/scope member`, SCOPE);
}

async function aliasOf(fleet: TestFleet, position: number): Promise<string> {
  return (await fleet.gate(position, "GET", "cmdb/system/global")).results.alias;
}

test("a CLI template is applied with the variables of the device, once", async () => {
  const fleet = await startFleet({ gates: 2 });
  const mapping = [{ _scope: [{ name: "fortigate-1", vdom: "global" }], value: "zurich" }];
  await fleet.ask("add", `${OBJECTS}/fmg/variable`, { name: "site", value: "nowhere", dynamic_mapping: mapping });
  await assignScript(fleet, "alias", "config system global\nset alias $(site)\nend");
  const task = await fleet.task("securityconsole/install/device", INSTALL);
  assert.equal(task.num_err, 0, task.line[0].detail);
  assert.equal(await aliasOf(fleet, 0), "zurich");
  assert.notEqual(await aliasOf(fleet, 1), "zurich");
  assert.equal((await fleet.task("securityconsole/install/device", INSTALL)).num_warn, 1, "nothing is left to do");
});

test("the templates of a group are applied in its order, each on what the one before it wrote", async () => {
  const fleet = await startFleet();
  const edit = (subnet: string) => `config firewall address\nedit "branch"\nset subnet ${subnet}\nnext\nend`;
  for (const [name, subnet] of [
    ["first", "10.1.0.0 255.255.0.0"],
    ["second", "10.2.0.0 255.255.0.0"],
  ] as const) {
    await fleet.ask("add", `${OBJECTS}/cli/template`, { name, type: "cli", script: edit(subnet) });
  }
  const group = { name: "all", member: ["first", "second"], "scope member": SCOPE };
  await fleet.ask("add", `${OBJECTS}/cli/template-group`, group);
  await fleet.task("securityconsole/install/device", INSTALL);
  const { results } = await fleet.gate(0, "GET", "cmdb/firewall/address/branch");
  assert.equal(results[0].subnet, "10.2.0.0 255.255.0.0");
});

test("a template that cannot be understood fails the line of the device", async () => {
  const fleet = await startFleet();
  await assignScript(fleet, "wrong", "config firewall nonsense\nedit 1\nnext\nend");
  const task = await fleet.task("securityconsole/install/device", INSTALL);
  assert.equal(task.num_err, 1);
  assert.match(task.line[0].detail, /CLI template wrong/);
});

test("the settings of a system template come to the devices that it is assigned to", async () => {
  const fleet = await startFleet({ gates: 2 });
  await fleet.ask("add", "pm/devprof/adom/root", { name: "branch", type: "devprof", "scope member": SCOPE });
  const ntp = { ntpsync: "enable", type: "custom", ntpserver: [{ id: 1, server: "192.0.2.123" }] };
  await fleet.ask("set", "pm/config/adom/root/devprof/branch/system/ntp", ntp);
  await fleet.task("securityconsole/install/device", {
    ...INSTALL,
    scope: [...SCOPE, { name: "fortigate-2", vdom: "root" }],
  });
  const serversOf = async (position: number) => {
    const { ntpserver } = (await fleet.gate(position, "GET", "cmdb/system/ntp")).results;
    return ntpserver.map(({ server }: { server: string }) => server);
  };
  assert.deepEqual(await serversOf(0), ["192.0.2.123"]);
  assert.equal((await serversOf(1)).includes("192.0.2.123"), false);
});
