import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeviceRequest, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const URL_PREFIX = "/api/v2/cmdb/firewall/addrgrp/a%2Fb/member";

/** A group that keeps its members; `interfere` may do something of its own first. */
function createGroup(
  initial: readonly string[],
  interfere?: (request: DeviceRequest, members: Set<string>) => ScriptedAnswer | undefined,
) {
  const members = new Set(initial);
  const transport = createScriptedTransport((request) => {
    const { method, path, body } = request;
    const answer = interfere?.(request, members);
    if (answer !== undefined) return answer;
    assert.ok(path.startsWith(URL_PREFIX), path);
    if (method === "GET") {
      return { body: { status: "success", results: [...members].map((name) => ({ name, q_origin_key: name })) } };
    }
    const name =
      method === "POST"
        ? String((body as { name: string }).name)
        : decodeURIComponent(path.slice(URL_PREFIX.length + 1));
    if (members.has(name) === (method === "POST")) {
      return method === "POST"
        ? { status: 500, body: { status: "error", error: -5 } }
        : { status: 404, body: { status: "error", error: -3 } };
    }
    if (method === "POST") members.add(name);
    else members.delete(name);
    return { body: { status: "success", revision_changed: true } };
  });
  const fgt = createFortiGate({ transport, runtime: createManualClock(), retry: { maxRetries: 0 } });
  const writes = (): string[] =>
    transport.requests
      .filter(({ effect }) => effect === "write")
      .map(({ method, path, body }) =>
        `${method} ${path.slice(URL_PREFIX.length)} ${JSON.stringify(body) ?? ""}`.trim(),
      );
  return { list: fgt.cmdb("firewall/addrgrp").members("a/b", "member"), fgt, transport, writes };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("names are added one by one, each at the list's own path", async () => {
  const { list, writes } = createGroup(["db"]);
  assert.deepEqual(await list.add(["web", "db", "c d", "web"]), {
    changed: true,
    added: ["web", "c d"],
    removed: [],
    members: ["db", "web", "c d"],
  });
  assert.deepEqual(writes(), ['POST  {"name":"web"}', 'POST  {"name":"c d"}']);
  assert.deepEqual(await list.list(), ["db", "web", "c d"]);
});

test("names are removed one by one, each at its own path", async () => {
  const { list, writes } = createGroup(["db", "c/d", "web"]);
  assert.deepEqual(await list.remove(["c/d", "nope"]), {
    changed: true,
    added: [],
    removed: ["c/d"],
    members: ["db", "web"],
  });
  assert.deepEqual(writes(), ["DELETE /c%2Fd"]);
});

test("a second run changes nothing and writes nothing", async () => {
  const { list, writes, transport } = createGroup(["web"]);
  assert.deepEqual(await list.add("web"), { changed: false, added: [], removed: [], members: ["web"] });
  assert.deepEqual(await list.remove("gone"), { changed: false, added: [], removed: [], members: ["web"] });
  assert.deepEqual(writes(), []);
  assert.equal(transport.requests.length, 2);
});

test("somebody else may be faster", async () => {
  const adding = createGroup([], ({ method }, members) => {
    if (method === "POST") members.add("web");
    return undefined;
  });
  assert.deepEqual(await adding.list.add("web"), { changed: false, added: [], removed: [], members: ["web"] });
  const removing = createGroup(["web"], ({ method }, members) => {
    if (method === "DELETE") members.delete("web");
    return undefined;
  });
  assert.deepEqual(await removing.list.remove("web"), { changed: false, added: [], removed: [], members: [] });
});

test("what the device says is checked", async () => {
  const lying = ({ method }: DeviceRequest): ScriptedAnswer | undefined =>
    method === "GET" ? undefined : { body: { status: "success" } };
  await rejects(
    createGroup([], lying).list.add("web"),
    "VERIFY_FAILED",
    /^firewall\/addrgrp "a\/b" member .* does not hold, web$/,
  );
  await rejects(createGroup(["web"], lying).list.remove("web"), "VERIFY_FAILED", /still holds, web$/);
});

test("a refused name leaves those before it added, and says which it was", async () => {
  const { list, writes } = createGroup([], ({ body }) =>
    (body as { name?: string } | undefined)?.name === "nope"
      ? {
          status: 500,
          body: {
            status: "error",
            error: -3,
            cli_error: "entry not found in datasource\nvalue parse error before 'nope'",
          },
        }
      : undefined,
  );
  await rejects(list.add(["web", "nope", "db"]), "BAD_REFERENCE", /'nope'/);
  assert.deepEqual(writes(), ['POST  {"name":"web"}', 'POST  {"name":"nope"}']);
});

test("a missing entry is NOT_FOUND", async () => {
  const gone = (): ScriptedAnswer => ({ status: 404, body: { status: "error", error: -3 } });
  await rejects(
    createGroup([], gone).list.add("web"),
    "NOT_FOUND",
    /^Cannot list member of firewall\/addrgrp "a\/b": there is none$/,
  );
});

test("bad names and fields send nothing", async () => {
  const { list, fgt, transport } = createGroup([]);
  for (const bad of ["", ".", "..", "\ud800"]) {
    await rejects(list.add(["web", bad]), "INVALID_INPUT");
    await rejects(list.remove(bad), "INVALID_INPUT");
  }
  const groups = fgt.cmdb("firewall/addrgrp");
  await rejects(
    groups.members("blocked", "comment" as never).list(),
    "INVALID_INPUT",
    /"comment" of firewall\/addrgrp is not a list of names/,
  );
  await rejects(groups.members("", "member").add("web"), "INVALID_INPUT");
  assert.equal(transport.requests.length, 0);
});

test("lists whose key is a number are written as numbers", async () => {
  const { fgt, transport } = createNumbers();
  const list = fgt.untyped().cmdb("application/group").members("g", "application");
  assert.deepEqual((await list.add("16920")).members, ["16920"]);
  assert.deepEqual(transport.requests[1]?.body, { id: 16920 });
});

test("a list that the catalogue does not know, or knows as one name in older versions, is left to the device", async () => {
  const { fgt, transport } = createNumbers();
  const lists = [
    fgt.untyped().cmdb("firewall/addrgrp").members("g", "brand-new"),
    fgt.untyped().cmdb("brand/new").members("g", "member"),
    fgt.untyped().cmdb("firewall/local-in-policy").members(1, "intf"),
  ];
  for (const list of lists) assert.deepEqual(await list.list(), []);
  assert.equal(transport.requests.length, 3);
});

/** A list of numbers. */
function createNumbers() {
  let ids: number[] = [];
  const transport = createScriptedTransport(({ method, body }) => {
    if (method === "POST") ids = [...ids, (body as { id: number }).id];
    return { body: { status: "success", results: ids.map((id) => ({ id })) } };
  });
  return { transport, fgt: createFortiGate({ transport, runtime: createManualClock() }) };
}
