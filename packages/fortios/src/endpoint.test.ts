import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

function connect(script: Parameters<typeof createScriptedTransport>[0], readOnly = false) {
  const transport = createScriptedTransport(script);
  const fgt = createFortiGate({ transport, runtime: createManualClock(), readOnly });
  return { fgt, transport };
}

const success = (results: unknown) => ({ body: { status: "success", results } as never });
const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("get sends parameters in the query and answers the results as they are", async () => {
  const { fgt, transport } = connect([success({ hostname: "edge" }), success([1, 2])]);
  assert.deepEqual(await fgt.monitor("system/status").get(), { hostname: "edge" });
  await fgt.monitor("firewall/policy").get({ policyid: [1, 2], ip_version: "ipv4" }, { vdom: "guest" });
  assert.deepEqual(transport.requests[1]?.query, [
    ["vdom", "guest"],
    ["policyid", "1"],
    ["policyid", "2"],
    ["ip_version", "ipv4"],
  ]);
});

test("a list that the device cuts at 1,000 is read to its end, unless the caller pages", async () => {
  const rows = Array.from({ length: 2300 }, (_, index) => ({ ip_address: `2001:db8::${index.toString(16)}` }));
  const answer = ({ query = [] }: { readonly query?: readonly (readonly [string, string])[] }) => {
    const start = Number(query.find(([name]) => name === "start")?.[1] ?? 0);
    return success(rows.slice(start, start + 1000));
  };
  const { fgt, transport } = connect(answer);
  assert.equal([await fgt.monitor("user/banned").get()].flat().length, 2300);
  assert.deepEqual(
    transport.requests.map(({ query }) => query),
    [undefined, [["start", "1000"]], [["start", "2000"]]],
  );
  const page = await fgt.untyped().monitor("user/banned").get({ start: 0, count: 1000 });
  assert.equal((page as unknown[]).length, 1000);
});

test("post sends the body, is never idempotent, and is a write", async () => {
  const { fgt, transport } = connect([success({}), success({})]);
  await fgt.monitor("user/banned/add_users").post({ ip_addresses: ["203.0.113.9"], expiry: 0 });
  await fgt.monitor("user/banned/clear_all").post();
  const [add, clear] = transport.requests;
  assert.deepEqual(add?.body, { ip_addresses: ["203.0.113.9"], expiry: 0 });
  assert.deepEqual(
    [add?.effect, add?.idempotent, add?.operation],
    ["write", false, "monitor user/banned/add_users post"],
  );
  assert.equal(clear?.body, undefined);
});

test("parameters are checked before anything is sent", async () => {
  const { fgt, transport } = connect([]);
  const ban = fgt.monitor("user/banned/add_users");
  await rejects(
    ban.post({ expiry: "soon", ip_addresses: "x" } as never),
    "INVALID_INPUT",
    /"expiry".*"ip_addresses"|"ip_addresses".*"expiry"/,
  );
  await rejects(ban.post(), "INVALID_INPUT", /"ip_addresses" is missing/);
  await rejects(ban.post([] as never), "INVALID_INPUT", /an object with the names of fields is needed/);
  assert.equal(transport.requests.length, 0);
});

test("a file comes as bytes, with the method that the version wants, and is no write", async () => {
  const file = { body: new Uint8Array([1, 2, 3]) };
  const older = connect([file], true);
  assert.deepEqual(await older.fgt.monitor("system/config/backup").download({ scope: "global" }), file.body);
  assert.deepEqual(
    older.transport.requests.map(({ method, query }) => [method, query]),
    [["GET", [["scope", "global"]]]],
  );
  const newer = connect([{ status: 405, body: { status: "error" } }, file], true);
  assert.deepEqual(await newer.fgt.monitor("system/config/backup").download({ scope: "global" }), file.body);
  assert.deepEqual(
    newer.transport.requests.map(({ method, body }) => [method, body]),
    [
      ["GET", undefined],
      ["POST", { scope: "global" }],
    ],
  );
  const known = connect([{ body: { status: "success", version: "v7.6.0" } }, file, file], true);
  await known.fgt.monitor("system/status").get();
  await known.fgt.monitor("system/config/backup").download({ scope: "global" });
  assert.equal(known.transport.requests[1]?.method, "POST", "a known version needs no guess");
  const failing = connect([{ status: 403, body: "<html>no</html>" }]);
  await rejects(failing.fgt.monitor("system/config/backup").download({ scope: "global" }), "FORBIDDEN");
});

test("an endpoint of one method is downloaded with it", async () => {
  const file = { body: new Uint8Array([1]) };
  const { fgt, transport } = connect([file, file]);
  await fgt.untyped().service("sniffer/download").download({ mkey: "x" });
  await fgt.untyped().monitor("some/file").download();
  assert.deepEqual(
    transport.requests.map(({ method, effect }) => [method, effect]),
    [
      ["POST", "read"],
      ["GET", "read"],
    ],
  );
});

test("a parameter of the path stands there, encoded", async () => {
  const { fgt, transport } = connect([success({})]);
  await fgt.log("search/status/{session_id}").get({ session_id: 7 });
  assert.equal(transport.requests[0]?.path, "/api/v2/log/search/status/7");
  assert.equal(transport.requests[0]?.query, undefined);
  await rejects(
    fgt.untyped().log("search/status/{session_id}").get(),
    "INVALID_INPUT",
    /"session_id" of its path is missing/,
  );
});
