import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet } from "../../testing/fleet.ts";

const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";
const OPEN = { srcaddr: ["all"], dstaddr: ["all"], service: ["ALL"], schedule: ["always"], action: "accept" };

test("hits are those of all devices that the package is installed on", async () => {
  const fleet = await startFleet({ gates: 2 });
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", [{ name: "All_FortiGate" }]);
  await fleet.ask("add", POLICIES, { policyid: 5, name: "out", srcintf: ["port3"], dstintf: ["port1"], ...OPEN });
  await fleet.ask("add", POLICIES, { policyid: 6, name: "never", srcintf: ["port7"], dstintf: ["port8"], ...OPEN });
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default" });
  for (const gate of [0, 1]) {
    await fleet.gate(gate, "PUT", "cmdb/system/interface/port3", { ip: "10.5.0.1/24", mode: "static" });
    await fleet.gate(gate, "PUT", "cmdb/system/interface/port1", { ip: "198.51.100.2/24", mode: "static" });
    await fleet.gate(gate, "POST", "cmdb/router/static", { device: "port1", gateway: "198.51.100.1" });
  }
  for (const device of fleet.gates) device.advance(3_600_000);
  const { taskid } = await fleet.call("exec", "sys/hitcount", { adom: "root", pkg: "default" });
  const result = await fleet.ask("exec", "sys/task/result", { taskid });
  const [out, never] = result["firewall policy"];
  const rows = await Promise.all([0, 1].map((gate) => fleet.gate(gate, "GET", "monitor/firewall/policy?policyid=5")));
  const hits = rows.map(({ results }) => results[0].hit_count);
  assert.ok(
    hits.every((count) => count > 0),
    String(hits),
  );
  assert.deepEqual([out.policyid, out.name, out.hitcount], [5, "out", hits[0] + hits[1]]);
  assert.ok(out.byte > 0 && out.pkts > 0 && out.first_hit > 0 && out.first_hit < out.last_hit, JSON.stringify(out));
  const { byte, hitcount, first_hit, last_hit } = never;
  assert.deepEqual({ byte, hitcount, first_hit, last_hit }, { byte: 0, hitcount: 0, first_hit: 0, last_hit: 0 });
});

test("a device meant by its name and by a group has one line in the status of packages", async () => {
  const fleet = await startFleet();
  const members = [{ name: "All_FortiGate" }, { name: "fortigate-1", vdom: "root" }];
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", members);
  const rows = await fleet.ask("get", "pm/config/adom/root/_package/status");
  assert.deepEqual(
    rows.map(({ dev }: { dev: string }) => dev),
    ["fortigate-1"],
  );
});
