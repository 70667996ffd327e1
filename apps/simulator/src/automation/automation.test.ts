import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { selfSigned } from "../certificate.ts";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Somebody who waits to be called, and answers with a status and a body. */
async function startTarget(
  t: TestContext,
  { status = 200, body = "{}", server = createServer() }: { status?: number; body?: string; server?: Server } = {},
): Promise<{ readonly port: number; readonly received: Received[]; next(): Promise<Received> }> {
  const received: Received[] = [];
  const waiting: ((one: Received) => void)[] = [];
  server.on("request", async (request, response) => {
    const pieces: string[] = [];
    for await (const piece of request.setEncoding("utf8")) pieces.push(piece);
    const { method = "", url = "", headers } = request;
    const one = { method, url, headers, body: pieces.join("") };
    response.writeHead(status, { "content-type": "application/json" }).end(body);
    const reader = waiting.shift();
    if (reader === undefined) received.push(one);
    else reader(one);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const next = (): Promise<Received> => {
    const first = received.shift();
    return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
  };
  return { port: (server.address() as AddressInfo).port, received, next };
}

async function addStitch(
  device: TestDevice,
  name: string,
  trigger: object,
  ...actions: readonly object[]
): Promise<void> {
  const ok = async (path: string, body: object): Promise<void> => {
    const { status, text } = await device.post(path, body);
    assert.equal(status, 200, text);
  };
  await ok("cmdb/system/automation-trigger", { name: `${name} trigger`, ...trigger });
  for (const [index, action] of actions.entries()) {
    await ok("cmdb/system/automation-action", { name: `${name} ${index}`, "verify-host-cert": "disable", ...action });
  }
  await ok("cmdb/system/automation-stitch", {
    name,
    status: "enable",
    trigger: `${name} trigger`,
    actions: actions.map((_, index) => ({ id: index + 1, action: `${name} ${index}`, required: "enable" })),
  });
}

/** Asks again until an answer will do. */
async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (let round = 0; round < 200; round += 1) {
    const answer = await ask();
    if (isDone(answer)) return answer;
  }
  throw new Error("It never came about");
}

const WEBHOOK = "monitor/system/automation-stitch/webhook";
const INCOMING = { "event-type": "incoming-webhook" };

async function eventIds(device: TestDevice): Promise<string[]> {
  const { body } = await device.get("log/memory/event/system?rows=50");
  return body.results.map((line: { logid: string }) => line.logid);
}

test("an incoming webhook calls the target of the action, with what came in its place", async (t) => {
  const device = await startDevice(t);
  const { port, next } = await startTarget(t);
  await addStitch(device, "Tell everybody", INCOMING, {
    "action-type": "webhook",
    protocol: "http",
    method: "put",
    uri: "127.0.0.1/hosts/%%log.srcip%%?who=%%log.user.name%%",
    port,
    "message-type": "json",
    "http-body": '{"ip":"%%log.srcip%%","gone":"%%log.nothing%%"}',
    "http-headers": [
      { id: 1, key: "X-Token", value: "t0p" },
      { id: 2, key: "content-type", value: "application/vnd.test+json" },
    ],
  });
  const answer = await device.post(`${WEBHOOK}/Tell%20everybody`, { srcip: "10.1.2.3", user: { name: "anna" } });
  assert.deepEqual([answer.status, answer.body.status], [200, "success"]);
  const { method, url, headers, body } = await next();
  assert.deepEqual([method, url, body], ["PUT", "/hosts/10.1.2.3?who=anna", '{"ip":"10.1.2.3","gone":""}']);
  assert.deepEqual([headers["x-token"], headers["content-type"]], ["t0p", "application/vnd.test+json"]);
  const { results } = (await device.get("monitor/system/automation-stitch/stats?mkey=Tell%20everybody")).body;
  assert.deepEqual([results.length, results[0].trigger_count, results[0].relayed_trigger_count], [1, 1, 0]);
  assert.ok(results[0].last_trigger_time > 0);
  const actions = (await device.get("monitor/system/automation-action/stats?mkey=Tell%20everybody%200")).body.results;
  assert.equal(actions[0].trigger_count, 1);
  assert.ok((await eventIds(device)).includes("0100046600"));
});

test("what a target answers is there for the next action", async (t) => {
  const device = await startDevice(t);
  const first = await startTarget(t, { body: '{"ticket":{"id":77}}' });
  const second = await startTarget(t);
  const webhook = { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/x" };
  await addStitch(
    device,
    "chain",
    INCOMING,
    { ...webhook, port: first.port, "http-body": "%%log%%" },
    { ...webhook, port: second.port, "http-body": "%%results.ticket.id%% %%results%%" },
  );
  await device.post(`${WEBHOOK}/chain`, { a: 1, b: "two" });
  assert.equal((await first.next()).body, 'a=1 b="two"');
  assert.equal((await second.next()).body, '77 {"ticket":{"id":77}}');
});

test("certificates of targets are checked only where the action says so", async (t) => {
  const device = await startDevice(t);
  const server = createTlsServer(await selfSigned("target"));
  const { port, next } = await startTarget(t, { server });
  const webhook = { "action-type": "webhook", protocol: "https", uri: "127.0.0.1/", port };
  await addStitch(device, "careless", INCOMING, webhook);
  await addStitch(device, "careful", INCOMING, { ...webhook, "verify-host-cert": "enable" });
  await device.post(`${WEBHOOK}/careless`, {});
  assert.equal((await next()).method, "POST");
  await device.post(`${WEBHOOK}/careful`, {});
  await until(
    () => eventIds(device),
    (ids) => ids.includes("0100046602"),
  );
});

test("a target that says no, or is not there, is a line of the log, and ends the chain", async (t) => {
  const device = await startDevice(t);
  const refusing = await startTarget(t, { status: 503 });
  const after = await startTarget(t);
  const webhook = { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/" };
  await addStitch(device, "sad", INCOMING, { ...webhook, port: refusing.port }, { ...webhook, port: after.port });
  await addStitch(device, "lost", INCOMING, { ...webhook, port: 1 });
  for (const name of ["sad", "lost"]) await device.post(`${WEBHOOK}/${name}`, {});
  const lines = await until(
    async () => (await device.get("log/memory/event/system?rows=50&filter=logid==0100046602")).body.results,
    (found) => found.length === 2,
  );
  const messages = lines.map((line: { msg: string }) => line.msg).sort();
  assert.match(messages[0], /stitch:lost action:lost 0 failed: ECONNREFUSED/);
  assert.match(messages[1], /stitch:sad action:sad 0 failed: HTTP 503/);
  assert.equal(after.received.length, 0);
});

test("only enabled stitches with a trigger for it take webhooks", async (t) => {
  const device = await startDevice(t);
  await addStitch(device, "events", { "event-type": "event-log", logid: [{ id: 32002 }] }, { "action-type": "alert" });
  await addStitch(device, "hooks", INCOMING, { "action-type": "alert" });
  assert.equal((await device.post(`${WEBHOOK}/nobody`, {})).status, 404);
  assert.equal((await device.post(`${WEBHOOK}/events`, {})).status, 424);
  assert.equal((await device.post(`${WEBHOOK}/hooks`, {})).status, 200);
  await device.put("cmdb/system/automation-stitch/hooks", { status: "disable" });
  assert.equal((await device.post(`${WEBHOOK}/hooks`, {})).status, 424);
  assert.equal((await device.post(WEBHOOK, {})).status, 424);
});

test("addresses are banned and machines quarantined", async (t) => {
  const device = await startDevice(t);
  await addStitch(device, "ban", INCOMING, { "action-type": "ban-ip" }, { "action-type": "quarantine" });
  await device.post(`${WEBHOOK}/ban`, { srcip: "203.0.113.77", mac: "0C:0A:00:0C:CE:B0" });
  const targets = await until(
    async () => (await device.get("cmdb/user/quarantine")).body.results.targets,
    (rows) => rows.length > 0,
  );
  assert.deepEqual(
    targets.map((row: { macs: { mac: string }[] }) => row.macs[0]?.mac),
    ["0c:0a:00:0c:ce:b0"],
  );
  assert.deepEqual(
    (await device.get("monitor/user/banned/check?ip_address=203.0.113.77")).body.results.is_banned,
    true,
  );
});

test("lines of the log set stitches off, by their id, their fields and their VDOM", async (t) => {
  const device = await startDevice(t);
  const { port, next, received } = await startTarget(t);
  const webhook = { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/", port };
  const body = (word: string): object => ({ ...webhook, "http-body": `${word} %%log.cfgpath%% %%log.user%%` });
  await addStitch(
    device,
    "policies",
    {
      "event-type": "event-log",
      logid: [{ id: 44547 }],
      fields: [{ id: 1, name: "cfgpath", value: "firewall.addr*" }],
    },
    body("one"),
  );
  await addStitch(
    device,
    "elsewhere",
    { "event-type": "event-log", logid: [{ id: 44547 }], fields: [{ id: 1, name: "cfgpath", value: "router.static" }] },
    body("two"),
  );
  await device.post("cmdb/firewall/address", { name: "web", subnet: "10.0.0.1/32" });
  assert.equal((await next()).body, "one firewall.address fortiweave");
  await addStitch(device, "boots", { "event-type": "reboot" }, { ...webhook, "http-body": "%%log.action%%" });
  await device.post("monitor/system/os/reboot", { event_log_message: "maintenance" });
  assert.equal((await next()).body, "reboot");
  assert.equal(received.length, 0);
});

test("failed sign-ins set stitches off, and what the device logs of it does not", async (t) => {
  const device = await startDevice(t);
  const { port, next, received } = await startTarget(t);
  const webhook = {
    "action-type": "webhook",
    protocol: "http",
    uri: "127.0.0.1/",
    port,
    "http-body": "%%log.reason%%",
  };
  await addStitch(device, "failures", { "event-type": "event-log", logid: [{ id: 32002 }, { id: 46600 }] }, webhook);
  await device.call("POST", "/logincheck", undefined, { token: null, rawBody: "username=eve&secretkey=x&ajax=1" });
  assert.equal((await next()).body, "name_invalid");
  assert.equal(
    (await device.get("monitor/system/automation-stitch/stats?mkey=failures")).body.results[0].trigger_count,
    1,
  );
  assert.equal(received.length, 0);
});

test("a test takes the place of a line, and intervals are kept", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const { port, next, received } = await startTarget(t);
  await addStitch(
    device,
    "rare",
    { "event-type": "event-log", logid: [{ id: 20099 }] },
    {
      "action-type": "webhook",
      protocol: "http",
      uri: "127.0.0.1/",
      port,
      "http-body": "%%log.intf%% %%log.msg%%",
      "minimum-interval": 300,
    },
  );
  const run = (): Promise<unknown> =>
    device.post("monitor/system/automation-stitch/test", {
      mkey: "rare",
      log: 'logid="0100020099" intf=port1 msg="is \\"down\\""',
    });
  await run();
  assert.equal((await next()).body, 'port1 is "down"');
  await run();
  clock.advance(301);
  await run();
  await next();
  assert.equal(received.length, 0);
  assert.equal(
    (await device.get("monitor/system/automation-action/stats?mkey=rare%200")).body.results[0].trigger_count,
    2,
  );
});

async function startSilent(t: TestContext): Promise<{ readonly silent: Server; readonly port: number }> {
  const silent = createServer();
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  t.after(() => silent.close());
  return { silent, port: (silent.address() as AddressInfo).port };
}

test("a simulator that is closed calls nobody any more, and waits for nobody", async (t) => {
  const endings: (() => unknown)[] = [];
  const after = { after: (ending: () => unknown) => void endings.push(ending) } as unknown as TestContext;
  const device = await startDevice(after);
  const { silent, port } = await startSilent(t);
  const webhook = { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/", port };
  await addStitch(device, "slow", INCOMING, webhook, webhook);
  const called = once(silent, "request");
  await device.post(`${WEBHOOK}/slow`, {});
  const [request] = (await called) as [IncomingMessage];
  const gone = once(request.socket, "close");
  silent.once("request", () => assert.fail("the second action is left out"));
  for (const ending of endings) await ending();
  await gone;
});

test("a device that is reset gives up what is on its way", async (t) => {
  const device = await startDevice(t);
  const { silent, port } = await startSilent(t);
  await addStitch(device, "slow", INCOMING, { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/", port });
  const called = once(silent, "request");
  await device.post(`${WEBHOOK}/slow`, {});
  const [request] = (await called) as [IncomingMessage];
  const gone = once(request.socket, "close");
  await device.control("POST", "/reset");
  await gone;
});

test("whoever is told of a line of the log is told which device it is from, and when it was", async (t) => {
  const device = await startDevice(t);
  const { port, next } = await startTarget(t);
  const body = "%%log.devname%% %%log.devid%% %%log.type%%|%%log%%";
  const webhook = { "action-type": "webhook", protocol: "http", uri: "127.0.0.1/x", port, "http-body": body };
  await addStitch(device, "edits", { "event-type": "config-change" }, webhook);
  await device.put("cmdb/system/global", { hostname: "hq" });
  let line = (await next()).body;
  while (!line.startsWith("hq")) line = (await next()).body;
  const serial = device.handle.serial;
  assert.match(
    line,
    new RegExp(`^hq ${serial} event\\|date=[\\d-]+ time=[\\d:]+ devid="${serial}" devname="hq" eventtime=`),
  );
});
