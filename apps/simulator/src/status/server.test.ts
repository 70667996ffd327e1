import assert from "node:assert/strict";
import { request } from "node:http";
import { Agent } from "node:https";
import { type TestContext, test } from "node:test";
import { type Simulator, startSimulator } from "../simulator.ts";
import { send } from "../testing/client.ts";
import { serveStatus } from "./server.ts";

async function start(t: TestContext): Promise<Simulator> {
  const simulator = await startSimulator({ fortimanager: 1 });
  t.after(() => simulator.close());
  return simulator;
}

async function ask(simulator: Simulator, method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.status}/api/${path}`, {
    method,
    ...(method === "GET" ? {} : { headers: { "content-type": "application/json" } }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A request to the first FortiGate. */
async function call(t: TestContext, { fortigates }: Simulator, path: string, method = "GET") {
  const agent = new Agent({ rejectUnauthorized: false });
  t.after(() => agent.destroy());
  const [fortigate] = fortigates;
  const { hostname: host, port } = new URL(fortigate?.url ?? "");
  return send(agent, {
    host,
    port,
    method,
    path,
    headers: { authorization: `Bearer ${fortigate?.token}` },
    text: undefined,
  });
}

test("the page and everything on it comes from here, and may load nothing else", async (t) => {
  const { status } = await start(t);
  const page = await fetch(`${status}/`);
  const html = await page.text();
  const policy = page.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|http|\*/);
  const files = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, path = ""]) => path);
  assert.ok(files.length >= 3 && files.every((path) => path.startsWith("/")));
  for (const path of files) assert.equal((await fetch(`${status}${path}`)).status, 200, path);
  for (const path of ["/none.js", "/../server.ts", "/%2e%2e/server.js", "/page/main.js", "/main.ts"]) {
    assert.equal((await fetch(`${status}${path}`)).status, 404, path);
  }
});

test("devices are told without secrets, which come when they are asked for", async (t) => {
  const simulator = await start(t);
  const { fortimanager, fortigates } = simulator;
  const { body } = await ask(simulator, "GET", "devices");
  assert.deepEqual(
    body.map(({ name, product }: { name: string; product: string }) => [name, product]),
    [
      ["fortimanager-1", "FortiManager"],
      ["fortigate-1", "FortiGate"],
    ],
  );
  const text = JSON.stringify(body);
  for (const handle of [fortimanager, ...fortigates]) {
    assert.ok(handle && !text.includes(handle.token) && !text.includes(handle.password));
    const secret = await ask(simulator, "POST", `devices/${handle.name}/reveal`, { secret: "token" });
    assert.deepEqual(secret.body, { value: handle.token });
  }
  assert.equal((await ask(simulator, "POST", "devices/fortigate-1/reveal", { secret: "control" })).status, 400);
});

test("only what the page needs of the control APIs can be reached through it", async (t) => {
  const simulator = await start(t);
  const { status, body } = await ask(simulator, "GET", "devices/fortigate-1/entries?table=firewall/address&count=2");
  assert.deepEqual([status, body.entries.length, body.total > 2], [200, 2, true]);
  assert.equal((await ask(simulator, "GET", "devices/fortigate-1/entries?table=no/such")).status, 400);
  for (const [method, path] of [
    ["GET", "devices/fortigate-1/snapshot"],
    ["POST", "devices/fortigate-1/tokens"],
    ["POST", "devices/fortimanager-1/keys"],
    ["GET", "devices/fortigate-1/requests"],
    ["GET", "devices/none/tables"],
    ["GET", "devices/fortigate-1/tables/x"],
    ["GET", "other"],
  ] as const) {
    assert.equal((await ask(simulator, method, path, method === "GET" ? undefined : {})).status, 404, path);
  }
});

test("pages of other sites are kept out, whatever they try", async (t) => {
  const { status, fortigates } = await start(t);
  const [fortigate] = fortigates;
  const { port } = new URL(status);
  const statusOf = (method: string, path: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const sent = request({ port, method, path, headers }, ({ statusCode }) => resolve(statusCode));
      sent.once("error", reject).end(method === "POST" ? '{"secret":"token"}' : undefined);
    });
  const json = { "content-type": "application/json" };
  const reveal = `/api/devices/${fortigate?.name}/reveal`;
  assert.equal(await statusOf("POST", reveal, json), 200);
  assert.equal(await statusOf("POST", reveal, { ...json, host: `rebound.example:${port}` }), 403);
  assert.equal(await statusOf("GET", "/api/devices", { host: `rebound.example:${port}` }), 403);
  assert.equal(await statusOf("POST", reveal, { ...json, origin: "https://example.org" }), 403);
  assert.equal(await statusOf("POST", reveal, { ...json, "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await statusOf("POST", reveal, { "content-type": "text/plain" }), 415, "what a form can send");
  const asked = await fetch(`${status}/api/devices`, { method: "OPTIONS" });
  assert.equal(asked.headers.get("access-control-allow-origin"), null);
});

test("requests come as events, first those that were there, without credentials", async (t) => {
  const simulator = await start(t);
  await call(t, simulator, "/api/v2/cmdb/firewall/address?access_token=geheim");
  const ended = new AbortController();
  const { body } = await fetch(`${simulator.status}/api/live`, { signal: ended.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse(((await reader?.read())?.value ?? "").replace(/^data: /, ""));
  const before = await next();
  assert.deepEqual(
    before.requests.map(({ device, method, url, status }: Record<string, unknown>) => [device, method, url, status]),
    [["fortigate-1", "GET", "/api/v2/cmdb/firewall/address?access_token=[redacted]", 200]],
  );
  await call(t, simulator, "/api/v2/monitor/system/status");
  const { requests, skipped } = await next();
  assert.deepEqual(
    [requests.length, requests[0].url, requests[0].status, skipped],
    [1, "/api/v2/monitor/system/status", 200, 0],
  );
  assert.ok(requests[0].at > 0 && requests[0].ms >= 0);
  ended.abort();
});

test("nobody watches any more once a page is closed", async (t) => {
  const { fortigates } = await start(t);
  const [handle] = fortigates;
  assert.ok(handle);
  let watching = 0;
  const left = Promise.withResolvers<void>();
  const watch = () => {
    watching += 1;
    return () => {
      watching -= 1;
      left.resolve();
    };
  };
  const device = { name: "one", product: "FortiGate", handle, requests: { recent: () => [], watch } } as const;
  const server = await serveStatus([device], 0);
  t.after(() => server.close());
  const ended = new AbortController();
  await fetch(`http://127.0.0.1:${server.port}/api/live`, { signal: ended.signal });
  assert.equal(watching, 1);
  ended.abort();
  await left.promise;
  assert.equal(watching, 0);
});

test("whatever path is asked for, there is an answer", async (t) => {
  const { status } = await start(t);
  const { port } = new URL(status);
  const statusOf = (path: string) =>
    new Promise((resolve, reject) => {
      const sent = request({ port, path }, (answer) => resolve(answer.resume().statusCode));
      sent.once("error", reject).end();
    });
  for (const path of ["//", "*", "/api/devices/%", "/%00.js", "http://example.org/", "/api/devices/__proto__/tables"]) {
    assert.equal(await statusOf(path), 404, path);
  }
  assert.equal(await statusOf("/?x=//"), 200);
});
