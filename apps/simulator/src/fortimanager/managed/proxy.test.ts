import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet } from "../testing/fleet.ts";

const PROXY = "sys/proxy/json";

test("a call goes to the FortiGate as it is, and its answer comes back whole", async () => {
  const fleet = await startFleet();
  const target = ["adom/root/device/fortigate-1"];
  const body = {
    target,
    action: "post",
    resource: "/api/v2/cmdb/firewall/address",
    payload: { name: "a/b", comment: "x" },
  };
  const [made] = await fleet.ask("exec", PROXY, body);
  assert.deepEqual([made.target, made.status, made.response.mkey], ["fortigate-1", { code: 0, message: "OK" }, "a/b"]);
  const read = { target, action: "get", resource: "/api/v2/cmdb/firewall/address/a%2Fb?format=comment&vdom=root" };
  const [found] = await fleet.ask("exec", PROXY, read);
  assert.equal(found.response.results[0].comment, "x");
  const [missing] = await fleet.ask("exec", PROXY, { ...read, resource: "/api/v2/cmdb/firewall/address/missing" });
  assert.deepEqual([missing.status.code, missing.response.http_status, missing.response.error], [0, 404, -3]);
  const [page] = await fleet.ask("exec", PROXY, { ...read, resource: "/nowhere" });
  assert.match(page.response, /404 Not Found/);
});

test("a group answers for each device, and one that does not answer spoils nothing", async () => {
  const fleet = await startFleet({ gates: 3 });
  fleet.manager.changeSettings({ unreachable: ["fortigate-2"] });
  for (const target of ["adom/root/group/All_FortiGate", "/adom/root/group/All_FortiGate", "group/All_FortiGate"]) {
    const rows = await fleet.ask("exec", PROXY, {
      target: [target],
      action: "get",
      resource: "/api/v2/monitor/system/status",
    });
    assert.deepEqual(
      rows.map(
        ({ target, status, response }: { target: string; status: { code: number }; response?: { serial: string } }) => [
          target,
          status.code,
          response?.serial,
        ],
      ),
      [
        ["fortigate-1", 0, "FGVMSM0000000001"],
        ["fortigate-2", -20, undefined],
        ["fortigate-3", 0, "FGVMSM0000000003"],
      ],
    );
  }
});

test("devices are also found by their number, and without their ADOM", async () => {
  const fleet = await startFleet({ gates: 2 });
  const { oid } = await fleet.ask("get", "dvmdb/device/fortigate-2");
  const target = ["device/fortigate-1", `dev_oid/${oid}`];
  const rows = await fleet.ask("exec", PROXY, { target, action: "get", resource: "/api/v2/monitor/system/status" });
  assert.deepEqual(
    rows.map((row: { target: string }) => row.target),
    ["fortigate-1", "fortigate-2"],
  );
});

test("what names no device, and what is no action, is refused", async () => {
  const fleet = await startFleet();
  const call = { target: ["device/none"], action: "get", resource: "/api/v2/monitor/system/status" };
  assert.equal((await fleet.call("exec", PROXY, call)).status.code, -3);
  assert.equal((await fleet.call("exec", PROXY, { ...call, target: ["nonsense"] })).status.code, -10);
  assert.equal(
    (await fleet.call("exec", PROXY, { ...call, target: ["device/fortigate-1"], action: "patch" })).status.code,
    -10,
  );
});

test("from 8.0.1 on a call can be a task, whose result is what each device answered", async () => {
  const fleet = await startFleet({ gates: 2, version: "8.0.1" });
  fleet.manager.changeSettings({ unreachable: ["fortigate-2"] });
  const { taskid } = await fleet.call("exec", PROXY, {
    target: ["group/All_FortiGate"],
    action: "get",
    resource: "/api/v2/monitor/system/status",
    flags: ["create_task", "nonblocking"],
  });
  const task = await fleet.ask("get", `task/task/${taskid}`);
  assert.deepEqual([task.num_lines, task.num_err], [2, 1]);
  const rows = await fleet.ask("exec", "sys/task/result", { taskid });
  assert.equal(rows[0].response.serial, "FGVMSM0000000001");
});
