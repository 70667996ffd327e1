import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { no, openProxy, type Passed, settled, yes } from "../../test/proxy-engine.ts";
import { createGroup } from "./group.ts";

const NAMES = ["FGT1", "FGT2", "FGT3"];

function open(tell: Parameters<typeof openProxy>[0], names: string | readonly string[] = NAMES) {
  const proxy = openProxy(tell);
  const group = createGroup(proxy.engine, "root", names, {});
  /** What went through, as "verb path: devices". */
  const sent = (): string[] =>
    proxy.passed.map(({ action, resource, target }: Passed) => {
      const devices = target.map((one) => one.split("/").at(-1)).join(" ");
      return `${action} ${resource.replace("/api/v2/cmdb/", "")}: ${devices}`;
    });
  return { ...proxy, group, sent };
}

test("each device answers for itself, and all are asked in one call", async () => {
  const { group, sent } = open((device) =>
    device === "FGT2" ? { code: -1, message: "Connection lost" } : yes([{ name: device }]),
  );
  const answers = await group.cmdb("firewall/address").list();
  assert.deepEqual(
    answers.map(({ device, ok }) => [device, ok]),
    [
      ["FGT1", true],
      ["FGT2", false],
      ["FGT3", true],
    ],
  );
  const [first, second] = answers;
  assert.ok(first?.ok && first.value[0]?.name === "FGT1");
  assert.ok(second?.ok === false && second.error.code === "NETWORK" && second.error.message.includes('"FGT2"'));
  assert.deepEqual(sent(), ["get firewall/address: FGT1 FGT2 FGT3"]);
});

test("where the devices part ways, each goes on by itself", async () => {
  const { group, sent, runtime } = open((device, { action }) => {
    if (action !== "get") return yes({ revision_changed: true });
    return device === "FGT2" ? yes([{ name: "web", comment: "x" }]) : no(404, -3);
  });
  const answers = await settled(
    runtime,
    group.cmdb("firewall/address").set({ name: "web", subnet: "10.0.0.5/32", comment: "x" }),
  );
  assert.ok(
    answers.every(({ ok }) => ok),
    JSON.stringify(answers),
  );
  const writes = sent().filter((line) => !line.startsWith("get"));
  assert.ok(writes.length > 0);
});

test("handles inside handles, endpoints, untyped paths and other defaults fan out as well", async () => {
  const { group, sent } = open((device, { resource }) => {
    if (resource.includes("monitor")) return yes({ hostname: device });
    return resource.includes("addrgrp") ? yes([{ name: "web" }]) : yes([]);
  });
  const members = await group.cmdb("firewall/addrgrp").members("servers", "member").list();
  assert.deepEqual(
    members,
    NAMES.map((device) => ({ device, ok: true, value: ["web"] })),
  );
  const status = await group.monitor("system/status").get();
  assert.equal(status.length, 3);
  const rows = await group.untyped().cmdb("firewall/address").with({ vdom: "guests" }).list();
  assert.equal(rows.length, 3);
  assert.ok(sent().at(-1)?.startsWith("get firewall/address?vdom=guests"));
  assert.ok(
    sent().every((line) => line.endsWith("FGT1 FGT2 FGT3")),
    sent().join("\n"),
  );
});

test("iterators yield the items of one device after the other, and the error of one that fails", async () => {
  const { group, runtime } = open((device) => (device === "FGT2" ? no(403, -37) : yes([{ name: "a" }, { name: "b" }])));
  const items = group.cmdb("firewall/address").iterate();
  const seen: string[] = [];
  const read = async (): Promise<void> => {
    for await (const item of items) seen.push(`${item.device} ${item.ok ? item.value.name : item.error.code}`);
  };
  await settled(runtime, read());
  assert.deepEqual(seen, ["FGT1 a", "FGT1 b", "FGT2 FORBIDDEN", "FGT3 a", "FGT3 b"]);
});

test("the same thing asked twice at once goes twice, each time for all", async () => {
  const { group, sent } = open(() => yes([]));
  const table = group.cmdb("firewall/address");
  const both = await Promise.all([table.list(), table.list()]);
  assert.ok(both.flat().every(({ ok }) => ok));
  assert.deepEqual(sent(), ["get firewall/address: FGT1 FGT2 FGT3", "get firewall/address: FGT1 FGT2 FGT3"]);
});

test("a failure of FortiManager itself is the failure of every device", async () => {
  const { group, engine } = open(() => yes([]));
  const send = engine.send.bind(engine);
  Object.assign(engine, { send: () => Promise.reject(new Error("a mistake")) });
  await assert.rejects(group.cmdb("firewall/address").list(), /a mistake/);
  Object.assign(engine, { send });
  assert.ok((await group.cmdb("firewall/address").list()).every(({ ok }) => ok));
});

test("a call that is cancelled ends for all devices, and the way there is cancelled too", async () => {
  const { group, engine, runtime } = open(() => yes([]));
  let signal: AbortSignal | undefined;
  Object.assign(engine, {
    send: (_call: unknown, options: { signal?: AbortSignal }) => {
      signal = options.signal;
      return new Promise(() => {});
    },
  });
  const cancel = new AbortController();
  const answering = group.cmdb("firewall/address").list({ signal: cancel.signal });
  for (let turn = 0; turn < 20 && signal === undefined; turn++) await runtime.advance(1);
  cancel.abort();
  assert.ok((await answering).every((answer) => !answer.ok && answer.error.code === "ABORTED"));
  assert.equal(signal?.aborted, true);
});

test("a path that does not exist throws at once, and so does a group without devices", () => {
  const { group } = open(() => yes([]));
  assert.throws(
    () => group.cmdb("firewall/adress" as "firewall/address"),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
  for (const names of [[], "", [""]]) {
    assert.throws(
      () => open(() => yes([]), names),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("a run works on each device with its whole client, and reports how it went", async () => {
  const { group, runtime } = open((device) => (device === "FGT3" ? no(500, -1) : yes({ hostname: device })));
  const run = await group.run(
    async (fgt, { device }) => {
      await fgt.cmdb("system/global").get();
      return device.toLowerCase();
    },
    { concurrency: 3 },
  );
  const outcomes = await settled(runtime, run.collect());
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === "done" ? outcome.value : outcome.status)),
    ["fgt1", "fgt2", "failed"],
  );
  assert.deepEqual(
    run.report().devices.map(({ device, status }) => [device, status]),
    [
      ["FGT1", "done"],
      ["FGT2", "done"],
      ["FGT3", "failed"],
    ],
  );
});

test("a hundred devices go in one call, and more in as few as that makes", async () => {
  const names = Array.from({ length: 250 }, (_, at) => `FGT${at}`);
  const { group, passed, runtime } = open(() => yes([]), names);
  assert.equal((await settled(runtime, group.cmdb("firewall/address").list())).length, 250);
  assert.deepEqual(
    passed.map(({ target }) => target.length),
    [100, 100, 50],
  );
});
