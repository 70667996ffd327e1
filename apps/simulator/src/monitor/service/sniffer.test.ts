import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

async function addCapture(device: TestDevice, name: string, more: object = {}): Promise<void> {
  const { status, text } = await device.post("cmdb/firewall/on-demand-sniffer", { name, interface: "port1", ...more });
  assert.equal(status, 200, text);
}

test("captures are started, stopped, downloaded and thrown away", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addCapture(device, "lan", { "max-packet-count": 1000 });
  const act = (verb: string) => device.post(`service/sniffer/${verb}`, { mkey: "lan" });
  const state = async () => (await device.get("service/sniffer/list")).body.results[0];
  const before = await state();
  assert.deepEqual(
    [before.mkey, before.status, before.vdom, before.config.interface, before.start_time],
    ["lan", "not_started", "root", "port1", undefined],
  );
  assert.equal((await act("download")).status, 404);
  assert.deepEqual((await act("start")).body.results, { mkey: "lan", status: "in_progress" });
  clock.advance(10);
  assert.deepEqual([(await state()).status, (await state()).start_time], ["in_progress", clock.now() / 1000 - 10]);
  assert.equal((await act("stop")).status, 200);
  clock.advance(100);
  assert.deepEqual([(await state()).status, (await state()).end_time], ["completed", clock.now() / 1000 - 100]);
  const { headers } = await act("download");
  assert.match(String(headers["content-disposition"]), /sniffer_lan\.pcap/);
  assert.equal(Number(headers["content-length"]), 24 + 200 * (16 + 51));
  assert.equal((await act("delete")).status, 200);
  assert.equal((await state()).status, "not_started");
});

test("a capture ends by itself when it is full, and only so many run", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const { max_packet_captures } = (await device.get("service/sniffer/meta")).body.results;
  for (let index = 0; index <= max_packet_captures; index += 1)
    await addCapture(device, `c${index}`, { "max-packet-count": 100 });
  const start = (index: number) => device.post("service/sniffer/start", { mkey: `c${index}` });
  for (let index = 0; index < max_packet_captures; index += 1) assert.equal((await start(index)).status, 200);
  assert.equal((await start(max_packet_captures)).status, 500);
  clock.advance(6);
  assert.equal((await device.get("service/sniffer/list?mkey=c0")).body.results[0].status, "completed");
  assert.equal((await start(max_packet_captures)).status, 200);
  assert.equal((await device.post("service/sniffer/start", { mkey: "none" })).status, 404);
  assert.equal((await device.post("service/sniffer/start", {})).status, 424);
});

test("captures of the older kind have numbers", async (t) => {
  const device = await startDevice(t, { fortios: "7.2.13" });
  assert.equal((await device.post("cmdb/firewall/sniffer", { id: 3, interface: "port1" })).status, 200);
  assert.equal((await device.post("monitor/system/sniffer/start", { mkey: 3 })).status, 200);
  const { results } = (await device.get("monitor/system/sniffer")).body;
  assert.deepEqual(
    results.map(({ id, interface: name, status }: Record<string, unknown>) => [id, name, status]),
    [[3, "port1", "running"]],
  );
  await device.post("monitor/system/sniffer/stop", { mkey: 3 });
  assert.equal((await device.get("monitor/system/sniffer")).body.results[0].status, "not_running");
});
