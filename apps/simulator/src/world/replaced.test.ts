import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice } from "../testing/client.ts";
import { addPolicy } from "../testing/policy.ts";

test("policies that come with a configuration file count from when it is restored, whoever looks when", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device, { logtraffic: "all" });
  const { text } = await device.post("monitor/system/config/backup", { destination: "file", scope: "global" });
  await device.delete(`cmdb/firewall/policy/${id}`);
  clock.advance(3600);
  const restore = { source: "upload", scope: "global", file_content: Buffer.from(text).toString("base64") };
  const { status } = await device.post("monitor/system/config/restore", restore);
  assert.equal(status, 200);
  clock.advance(600);
  const [policy] = (await device.get(`monitor/firewall/policy?policyid=${id}`)).body.results;
  assert.ok(policy.hit_count > 100 && policy.hit_count <= 301, `${policy.hit_count}`);
  await device.post("monitor/firewall/session/close-all");
  const { total_lines: lines } = (await device.get("log/disk/traffic/forward")).body;
  assert.equal(lines, policy.hit_count);
});
