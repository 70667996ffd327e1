import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FleetDevice, type FleetOutcome, type FortiGate, fleet, isFortiError } from "@fortiweave/fortios";
import { openDevice, type TestDevice } from "./device.ts";

const [first, second, third] = await Promise.all(["7.2.11", "7.4.8", "7.6.5"].map((version) => openDevice(version)));
assert.ok(first && second && third);
const devices: readonly TestDevice[] = [first, second, third];
const names = ["hq", "branch", "lab"];

beforeEach(() => Promise.all(devices.map((device) => device.reset())));

/** A fleet whose devices are connected when their turn comes, and the clients that it made. */
function lazyFleet(times = 1) {
  const clients: FortiGate[] = [];
  const members = Array.from({ length: times }, (_, round) =>
    devices.map(
      (device, index): FleetDevice<FortiGate> => ({
        name: times === 1 ? `${names[index]}` : `${names[index]}-${round}`,
        connect: () => {
          const client = device.connect();
          clients.push(client);
          return client;
        },
      }),
    ),
  ).flat();
  return { clients, devices: fleet(members) };
}

const summary = <T>(outcomes: readonly FleetOutcome<T>[]): string[] =>
  outcomes.map(({ device, status }) => `${device} ${status}`);

const addWeb = (fgt: FortiGate, { signal }: { signal: AbortSignal }) =>
  fgt.cmdb("firewall/address").ensure({ name: "web", subnet: "192.0.2.1/32" }, { signal });

test("devices of several versions get the same address, each with its own answer", async () => {
  const { devices: all, clients } = lazyFleet();
  const outcomes = await all
    .run(async (fgt, context) => {
      await addWeb(fgt, context);
      return fgt.version;
    })
    .collect();
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === "done" && `${outcome.device} ${outcome.value}`),
    ["hq 7.2.11", "branch 7.4.8", "lab 7.6.5"],
  );
  for (const client of clients) {
    await assert.rejects(
      client.cmdb("system/global").get(),
      (error) => isFortiError(error, "INVALID_INPUT"),
      "it is closed",
    );
  }
});

test("what fails on one device is told there, and clients that were given stay open", async () => {
  await using good = first.connect();
  await using reader = second.connect({ token: await second.token({ profile: "super_admin_readonly" }) });
  const members: FleetDevice<FortiGate>[] = [
    { name: "hq", client: good },
    { name: "branch", client: reader },
    { name: "gone", connect: () => third.connect({ url: "https://127.0.0.1:1", retry: { maxRetries: 0 } }) },
    { name: "lab", connect: () => third.connect() },
  ];
  const outcomes = await fleet(members).run(addWeb).collect();
  assert.deepEqual(summary(outcomes), ["hq done", "branch failed", "gone failed", "lab done"]);
  const errors = outcomes.flatMap((outcome) => (outcome.status === "failed" ? [outcome.error] : []));
  assert.ok(isFortiError(errors[0], "FORBIDDEN"));
  assert.ok(isFortiError(errors[1], "NETWORK"));
  await good.cmdb("system/global").get();
});

test("a device that two runs visit has one of them at a time", async () => {
  const { devices: all } = lazyFleet();
  const busy = new Map<string, number>();
  const visit = async (fgt: FortiGate, { device }: { device: string }): Promise<void> => {
    busy.set(device, (busy.get(device) ?? 0) + 1);
    await fgt.cmdb("firewall/address").list();
    assert.equal(busy.get(device), 1);
    busy.set(device, 0);
  };
  const runs = await Promise.all([1, 2, 3].map(() => all.run(visit).collect()));
  assert.ok(runs.flat().every(({ status }) => status === "done"));
});

test("a run that stopped is resumed from its report, and repeats nothing on devices that are done", async () => {
  const { devices: all } = lazyFleet();
  await second.fault({ kind: "status", status: 500, times: 1 });
  const run = all.run(addWeb, { concurrency: 1, stopAfterFailures: 1 });
  assert.deepEqual(summary(await run.collect()), ["hq done", "branch failed", "lab skipped"]);
  assert.equal((await third.requests()).length, 0);
  const stored = JSON.stringify(run.report());
  await first.forget();
  const resumed = all.run(addWeb, { resume: JSON.parse(stored) });
  assert.deepEqual(summary(await resumed.collect()), ["branch done", "lab done"]);
  assert.equal((await first.requests()).length, 0);
  assert.deepEqual(
    resumed.report().devices.map(({ status, attempts }) => [status, attempts]),
    [
      ["done", 1],
      ["done", 2],
      ["done", 1],
    ],
  );
});

test("aborting cancels the calls that run and begins no others", async () => {
  const { devices: all, clients } = lazyFleet();
  const cancel = new AbortController();
  const run = all.run(
    (fgt, context) => {
      cancel.abort();
      return addWeb(fgt, context);
    },
    { concurrency: 1, signal: cancel.signal },
  );
  const outcomes = await run.collect();
  assert.deepEqual(summary(outcomes), ["hq failed", "branch skipped", "lab skipped"]);
  assert.ok(outcomes[0]?.status === "failed" && isFortiError(outcomes[0].error, "ABORTED"));
  assert.equal(clients.length, 1);
});

test("a report holds neither a token nor what was answered", async () => {
  const token = "planted-token-0123456789abcdef";
  const run = fleet(
    devices.map((device, index) => ({ name: `${names[index]}`, connect: () => device.connect({ token }) })),
  ).run(addWeb);
  assert.ok((await run.collect()).every(({ status }) => status === "failed"));
  const report = JSON.stringify(run.report());
  assert.match(report, /AUTH_FAILED/);
  assert.doesNotMatch(report, /planted/);
});

test("sixty devices, six at a time, in the time that they take, and none left out", async () => {
  const { devices: all, clients } = lazyFleet(20);
  let running = 0;
  let most = 0;
  const seen: number[] = [];
  const run = all.run(
    async (fgt) => {
      most = Math.max(most, ++running);
      await fgt.cmdb("system/global").get();
      running--;
    },
    { concurrency: 6 },
  );
  for await (const { status, index, progress } of run) {
    assert.equal(status, "done");
    seen.push(index);
    assert.ok(progress.done >= seen.length && progress.total === 60);
  }
  assert.deepEqual(
    seen.sort((a, b) => a - b),
    Array.from({ length: 60 }, (_, index) => index),
  );
  assert.equal(most, 6);
  assert.equal(clients.length, 60);
});
