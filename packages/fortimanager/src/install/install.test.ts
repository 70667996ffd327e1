import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, type FortiErrorCode, isFortiError, type JsonValue } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { apiKey, createFortiManager, type FortiManager, type Preview } from "../client.ts";

type Data = JsonValue | undefined;
type Answer = (data: Readonly<Record<string, JsonValue>>, url: string) => Data | Error;

/** A FortiManager that answers by url. What it is asked for and does not know fails the test. */
function connect(version: string, answers: Readonly<Record<string, Answer>>) {
  const calls: string[] = [];
  const all: Readonly<Record<string, Answer>> = {
    "sys/status": () => ({ Version: `v${version}-build1234`, Major: 7 }),
    "task/task/9": () => ({ id: 9, state: "done", percent: 100, num_err: 0, line: [] }),
    "securityconsole/package/cancel/install": () => undefined,
    ...answers,
  };
  const transport = createScriptedTransport(({ body }) => {
    const { id, method, params } = body as { id: number; method: string; params: { url: string; data?: JsonValue }[] };
    const results = params.map(({ url, data }) => {
      calls.push(`${method} ${url}`);
      const answer = all[url];
      if (answer === undefined) return new Error(`Nobody answers ${url}`);
      const given = answer((data ?? {}) as Readonly<Record<string, JsonValue>>, url);
      return given instanceof Error
        ? given
        : { url, status: { code: 0, message: "OK" }, ...(given !== undefined && { data: given }) };
    });
    const broken = results.find((result) => result instanceof Error);
    return broken ?? { body: { id, result: results as JsonValue[] } };
  });
  const runtime = createManualClock();
  const fmg = createFortiManager({
    transport,
    runtime,
    auth: apiKey("33fzwipq4amujunzgzn46mg1to9p8wbi"),
    retry: { maxRetries: 0 },
  });
  return { fmg, calls, runtime, console: () => calls.filter((call) => call.includes("securityconsole")) };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(`${error.message} ${error.hint ?? ""}`));

const ask = { adom: "root", package: "default", scope: [{ name: "FGT1" }] };
const started: Answer = () => ({ task: 9 });
const status =
  (state: string): Answer =>
  () => [{ dev: "FGT1", vdom: "root", pkg: "default", status: state }];
const devices =
  (conf: string, db: string): Answer =>
  () => [{ name: "FGT1", conf_status: conf, db_status: db }];
const STATUS = "pm/config/adom/root/_package/status";
const DEVICES = "dvmdb/adom/root/device";
const INSTALL = "securityconsole/install/package";

const install = (version: string, state: string, conf = "insync", db = "nomod") =>
  connect(version, { [STATUS]: status(state), [DEVICES]: devices(conf, db), [INSTALL]: started });

test("what is in step is not installed, and found out in one request", async () => {
  const { fmg, calls, console } = install("7.6.4", "installed");
  const none = await fmg.install(ask);
  assert.equal(none.id, undefined);
  const { changed, devices } = await none.wait();
  assert.deepEqual(
    [changed, devices.map(({ device, vdom, ok }) => [device, vdom, ok])],
    [false, [["FGT1", "root", true]]],
  );
  for await (const step of none) assert.fail(`Nothing goes on, and yet there is ${step.percent} %`);
  assert.deepEqual(console(), []);
  assert.deepEqual(calls.slice(-2), [`get ${STATUS}`, `get ${DEVICES}`]);
});

test("what is not in step for any reason is installed", async () => {
  for (const manager of [
    install("7.6.4", "modified"),
    install("7.6.4", "installed", "outofsync"),
    install("7.6.4", "installed", "insync", "mod"),
    install("7.0.5", "installed"),
    install("7.6.4", "unknown"),
  ]) {
    assert.equal((await manager.fmg.install(ask)).id, 9);
    assert.deepEqual(manager.console(), [`exec ${INSTALL}`]);
  }
});

test("an install that is wanted in any case, or on a group, is not held back", async () => {
  const first = install("7.6.4", "installed");
  assert.equal((await first.fmg.install({ ...ask, force: true })).id, 9);
  const second = install("7.6.4", "installed");
  assert.equal((await second.fmg.install({ ...ask, scope: [{ group: "branches" }] })).id, 9);
  const third = install("7.6.4", "installed");
  assert.equal((await third.fmg.install({ adom: "root", package: "default" })).id, undefined);
});

test("scope, flags, comments and revision stand where FortiManager looks for them", async () => {
  let sent: unknown;
  const { fmg } = connect("7.6.4", {
    [INSTALL]: (data) => {
      sent = data;
      return { task: 9 };
    },
  });
  await fmg.install({
    adom: "root",
    package: "/emea/branches/",
    scope: [{ name: "FGT1", vdom: "guests" }, { group: "emea/france" }],
    flags: ["check_pkg_st"],
    revision: { name: "before", comments: "change 17" },
    deviceComments: "17",
    autoLock: true,
    force: true,
  });
  assert.deepEqual(sent, {
    adom: "root",
    pkg: "emea/branches",
    scope: [{ name: "FGT1", vdom: "guests" }, { name: "emea/france" }],
    flags: ["check_pkg_st", "generate_rev", "auto_lock_ws"],
    adom_rev_name: "before",
    adom_rev_comments: "change 17",
    dev_rev_comments: "17",
  });
});

test("what cannot be meant is refused before anything is sent", async () => {
  const { fmg, calls } = connect("7.6.4", {});
  await rejects(fmg.install({ ...ask, scope: [] }), "INVALID_INPUT", /at least one device or group/);
  await rejects(fmg.install({ ...ask, package: "a//b" }), "INVALID_INPUT", /folders before it/);
  await rejects(
    fmg.install({ ...ask, scope: ["FGT1" as unknown as { name: string }] }),
    "INVALID_INPUT",
    /A device needs a name/,
  );
  await rejects(fmg.preview({ ...ask, scope: [] }), "INVALID_INPUT");
  await rejects(fmg.preview({ adom: "root" }), "INVALID_INPUT");
  assert.deepEqual(calls, []);
});

test("a device that is no target of the package is a failure, one without changes is not", async () => {
  const warn =
    (detail: string): Answer =>
    () => ({
      id: 9,
      state: "warning",
      percent: 100,
      num_err: 0,
      num_warn: 1,
      line: [{ name: "FGT1", vdom: "root", state: "warning", percent: 100, err: 0, detail }],
    });
  const run = async (detail: string) => {
    const { fmg } = connect("7.6.4", { [INSTALL]: started, "task/task/9": warn(detail) });
    return (await fmg.install({ ...ask, force: true })).wait();
  };
  await rejects(run("No installing devices"), "TASK_FAILED", /FGT1 is assigned to none of the devices/);
  assert.equal((await run("no installing devices/no changes on package")).changed, false);
  assert.equal((await run("installed with warnings")).changed, true);
});

test("an answer without a task is no success", async () => {
  const { fmg } = connect("7.6.4", { [INSTALL]: () => ({}) });
  await rejects(fmg.install({ ...ask, force: true }), "BAD_RESPONSE", /names no task/);
});

const TEXT = 'config firewall address\n    edit "web"\n        set fqdn web.example\n    next\nend\n';
const scoped: Answer = () => ({
  message: JSON.stringify([
    { name: "FGT1", oid: 160, result: `=== Preview result ===\n${TEXT}` },
    { name: "FGT2", oid: 161, result: "=== No preview result ===" },
  ]),
});

test("a preview of many devices is one question since 7.4.4", async () => {
  const { fmg, console } = connect("7.4.4", {
    [INSTALL]: ({ flags }) => {
      assert.deepEqual(flags, ["preview"]);
      return { task: 9 };
    },
    "securityconsole/install/preview": started,
    "securityconsole/preview/result": scoped,
  });
  const preview = await fmg.preview({ ...ask, scope: [{ name: "FGT1" }, { name: "FGT2" }] });
  assert.equal(preview.changed, true);
  assert.deepEqual(
    preview.devices.map(({ device, text }) => [device, text]),
    [
      ["FGT1", TEXT],
      ["FGT2", ""],
    ],
  );
  assert.deepEqual(
    preview.devices[0]?.changes.map(({ action, path, key, set }) => [action, path, key, set]),
    [["edit", "firewall address", "web", { fqdn: ["web.example"] }]],
  );
  assert.equal(preview.text, `# FGT1\n${TEXT}\n# FGT2\n`);
  assert.deepEqual(console(), [
    `exec ${INSTALL}`,
    "exec securityconsole/install/preview",
    "exec securityconsole/preview/result",
    "exec securityconsole/package/cancel/install",
  ]);
});

test("before 7.4.4 each device is asked about by itself, and groups are not", async () => {
  const asked: JsonValue[] = [];
  const { fmg, calls } = connect("7.4.3", {
    [INSTALL]: started,
    "securityconsole/install/preview": (data) => {
      asked.push(data);
      return { task: 9 };
    },
    "securityconsole/preview/result": ({ device }) => ({ message: device === "FGT1" ? TEXT : "" }),
  });
  const scope = [{ name: "FGT1" }, { name: "FGT2", vdom: "a" }, { name: "FGT2", vdom: "b" }];
  const preview = await fmg.preview({ ...ask, scope });
  assert.deepEqual(asked, [
    { adom: "root", flags: ["none"], device: "FGT1", vdoms: ["root"] },
    { adom: "root", flags: ["none"], device: "FGT2", vdoms: ["a", "b"] },
  ]);
  assert.deepEqual(
    preview.devices.map(({ device, text }) => [device, text !== ""]),
    [
      ["FGT1", true],
      ["FGT2", false],
    ],
  );
  calls.length = 0;
  await rejects(
    fmg.preview({ ...ask, scope: [{ group: "branches" }] }),
    "UNSUPPORTED",
    /"branches": it can since 7\.4\.4/,
  );
  assert.deepEqual(calls, []);
});

test("without changes there is nothing to ask about, and a no installs nothing", async () => {
  const manager = (result: string) =>
    connect("7.6.4", {
      [INSTALL]: started,
      "securityconsole/install/preview": started,
      "securityconsole/preview/result": () => ({ message: JSON.stringify([{ name: "FGT1", result }]) }),
      "securityconsole/package/commit": started,
    });
  const seen: Preview[] = [];
  const run = (fmg: FortiManager, answer: boolean) =>
    fmg.previewAndInstall({
      ...ask,
      approve: (preview) => {
        seen.push(preview);
        return answer;
      },
    });
  const same = manager("=== No preview result ===");
  assert.equal((await run(same.fmg, true)).approved, false);
  assert.equal(seen.length, 0);
  const no = manager(TEXT);
  assert.equal((await run(no.fmg, false)).result, undefined);
  assert.equal(seen.length, 1);
  for (const { console } of [same, no]) assert.equal(console().includes("exec securityconsole/package/commit"), false);
  const yes = manager(TEXT);
  assert.equal((await run(yes.fmg, true)).result?.changed, true);
  assert.deepEqual(yes.console().slice(-2), [
    "exec securityconsole/package/commit",
    "exec securityconsole/package/cancel/install",
  ]);
});

test("a preview is taken back when a step fails, and when the caller has had enough", async () => {
  const refused = new FortiError({ code: "NETWORK", message: "the connection broke", reached: "maybe" });
  const failing = connect("7.6.4", { [INSTALL]: started, "securityconsole/install/preview": () => refused });
  await rejects(failing.fmg.preview(ask), "NETWORK");
  assert.equal(failing.console().at(-1), "exec securityconsole/package/cancel/install");

  const stop = new AbortController();
  const aborted = connect("7.6.4", {
    [INSTALL]: started,
    "task/task/9": () => {
      stop.abort();
      return { id: 9, state: "running", percent: 20, line: [] };
    },
  });
  await rejects(aborted.fmg.with({ signal: stop.signal }).preview(ask), "ABORTED");
  assert.equal(aborted.console().at(-1), "exec securityconsole/package/cancel/install");
});

test("a preview that never began is not taken back", async () => {
  const unreachable = new FortiError({ code: "NETWORK", message: "nobody listens", reached: "no" });
  const { fmg, console } = connect("7.6.4", { [INSTALL]: () => unreachable });
  await rejects(fmg.preview(ask), "NETWORK");
  assert.deepEqual(console(), [`exec ${INSTALL}`]);
});

test("a preview that is stuck is made once more, and then given up", async () => {
  const stuck = connect("7.6.4", {
    [INSTALL]: started,
    "task/task/9": () => ({ id: 9, state: "running", percent: 5, line: [] }),
  });
  const failing = rejects(stuck.fmg.preview(ask, { staleTimeoutMs: 10_000 }), "TIMEOUT", /5 %/);
  await stuck.runtime.advance(60_000);
  await failing;
  const cancels = stuck.console().filter((call) => call.includes("cancel"));
  assert.deepEqual([stuck.console().filter((call) => call.includes("install/package")).length, cancels.length], [2, 2]);
  assert.equal(stuck.calls.filter((call) => call === "delete task/task/9").length, 2);
});

test("the state of packages is told by versions that know it", async () => {
  const { fmg } = connect("7.2.1", {});
  await rejects(fmg.packageStatus("root"), "UNSUPPORTED", /since 7\.2\.2.*preview/s);
  const newer = connect("7.2.2", {
    [STATUS]: () => [
      { dev: "FGT1", vdom: "root", pkg: "default", status: "installed" },
      { dev: "FGT2", vdom: "root", pkg: "default", status: "modified" },
    ],
    [`${STATUS}/FGT1/root`]: status("never"),
  });
  assert.deepEqual(await newer.fmg.packageStatus("root", { status: "modified" }), [
    { device: "FGT2", vdom: "root", package: "default", status: "modified" },
  ]);
  assert.equal((await newer.fmg.packageStatus("root", { device: "FGT1", vdom: "root" }))[0]?.status, "never");
});
