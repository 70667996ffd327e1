// Hundreds of FortiGates in one process: how long they take to start, and how much memory, as nobody but the machine sees it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Connection, type FleetDevice, startFleet } from "./simulator-fleet.ts";

const FORTIGATES = 500;
const OBJECTS = 100;
const MOST_MB = 1000;
const MOST_SECONDS = 20;

const READS = [
  "/api/v2/cmdb/system/interface",
  "/api/v2/cmdb/firewall/policy",
  "/api/v2/cmdb/firewall.service/custom",
  "/api/v2/monitor/system/status",
  "/api/v2/log/memory/event/system",
];

/** Every device in turn, some of them at a time. */
async function onEach(
  devices: readonly FleetDevice[],
  work: (connection: Connection, name: string) => Promise<void>,
): Promise<void> {
  const waiting = devices.values();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const device of waiting) {
        await using connection = device.connect();
        await work(connection, device.name);
      }
    }),
  );
}

test("500 FortiGates start in seconds, in less than 1 GB, and stay in it when they are used", async (t) => {
  await using fleet = await startFleet("--fortigate", String(FORTIGATES));
  assert.equal(fleet.fortigates.length, FORTIGATES);
  const atStart = fleet.residentMb();
  await onEach(fleet.fortigates, async ({ call }) => {
    for (const path of READS) assert.equal((await call("GET", path)).status, 200, path);
  });
  const inUse = fleet.residentMb();
  await onEach(fleet.fortigates, async ({ call }, name) => {
    for (let number = 0; number < OBJECTS; number += 1) {
      const body = { name: `host-${number}`, subnet: `10.0.${number}.0/24`, comment: name };
      assert.equal((await call("POST", "/api/v2/cmdb/firewall/address", body)).status, 200);
    }
  });
  await onEach(fleet.fortigates, async ({ call }, name) => {
    const { text } = await call("GET", "/api/v2/cmdb/firewall/address?filter=name=@host-");
    const found = JSON.parse(text) as { matched_count: number; results: { comment: string }[] };
    assert.equal(found.matched_count, OBJECTS);
    assert.ok(
      found.results.every(({ comment }) => comment === name),
      "nobody else's",
    );
  });
  const written = fleet.residentMb();
  const figures = { startSeconds: fleet.startSeconds, atStart, inUse, written };
  t.diagnostic(JSON.stringify(figures));
  assert.ok(fleet.startSeconds < MOST_SECONDS, `started after ${fleet.startSeconds} s`);
  assert.ok(inUse < MOST_MB, `${inUse} MB in use`);
  assert.ok(written < MOST_MB, `${written} MB with ${FORTIGATES * OBJECTS} objects more`);
});

test("a FortiManager manages 500 of them", async (t) => {
  await using fleet = await startFleet("--fortigate", String(FORTIGATES), "--fortimanager", "1");
  const names = await fleet.managedDevices();
  assert.equal(names.length, FORTIGATES);
  const resident = fleet.residentMb();
  t.diagnostic(JSON.stringify({ startSeconds: fleet.startSeconds, resident }));
  assert.ok(fleet.startSeconds < 2 * MOST_SECONDS, `started after ${fleet.startSeconds} s`);
  assert.ok(resident < MOST_MB, `${resident} MB`);
});
