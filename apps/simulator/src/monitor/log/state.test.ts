import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

async function results(device: TestDevice, path: string): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, `${path}: ${text}`);
  return body.results;
}

test("where logs go follows the model and the configuration", async (t) => {
  const machine = await startDevice(t);
  const { disk, memory, fortianalyzer } = await results(machine, "log/device/state");
  assert.deepEqual([disk?.is_available, memory?.is_available, fortianalyzer?.is_enabled], [true, true, false]);
  const desk = await startDevice(t, { model: "FGT-60F" });
  assert.equal((await results(desk, "log/device/state")).disk?.is_available, false);
  assert.deepEqual(await results(desk, "log/current-disk-usage"), { used_bytes: 0, free_bytes: 0, total_bytes: 0 });
});

test("the disk fills with the lines of the logs", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const usage = async () => {
    const { used_bytes: used, free_bytes: free, total_bytes: total } = await results(device, "log/current-disk-usage");
    assert.equal(Number(used) + Number(free), Number(total));
    return Number(used);
  };
  const start = await usage();
  await addPolicy(device, { logtraffic: "all" });
  clock.advance(7200);
  const later = await usage();
  assert.ok(later > start + 1_000_000);
  const stats = await results(device, "log/stats?dev=disk");
  const { total_lines: lines } = (await device.get("log/disk/traffic/forward")).body;
  assert.deepEqual([stats.traffic, stats.device], [lines, "disk"]);
  const { body } = await device.get("monitor/log/hourly-disk-usage");
  const hours = body.results.map((row: { used_bytes: number }) => row.used_bytes);
  assert.deepEqual([hours.length, hours[0]], [24, 0]);
  assert.ok(hours[22] > 100_000 && hours[23] > 100_000);
  await device.control("POST", "/logs", { path: "disk/traffic/forward", count: 10_000 });
  assert.ok((await usage()) >= later + 4_000_000);
  assert.equal(
    (await device.get("monitor/log/policy-archive/download?mkey=1&srcip=1.1.1.1&dstip=2.2.2.2")).status,
    404,
  );
});
