import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";
import { deceiving } from "./deceiving.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

const refused = (code: string, words: RegExp) => (error: unknown) =>
  isFortiError(error) && error.code === code && words.test(error.message);

/** An ADOM with addresses, and a group of the first of them. */
async function withGroup(fmg: ReturnType<typeof manager.connect>, names: readonly string[]) {
  const adom = fmg.adom("root");
  const [first = ""] = names;
  await adom.ensure({
    "firewall/address": names.map((name) => ({ name })),
    "firewall/addrgrp": [{ name: "blocked", member: [first] }],
  });
  await manager.forget();
  return adom.table("firewall/addrgrp").members("blocked", "member");
}

test("feature members: names are added and removed without replacing the others, many in one request", async () => {
  await using fmg = manager.connect();
  const members = await withGroup(fmg, ["a", "b", "c", "d"]);
  const added = await members.add(["b", "c", "a"]);
  assert.deepEqual(added, { changed: true, added: ["b", "c"], removed: [], members: ["a", "b", "c"] });
  const removed = await members.remove(["a", "d"]);
  assert.deepEqual(removed, { changed: true, added: [], removed: ["a"], members: ["b", "c"] });
  assert.deepEqual(await members.list(), ["b", "c"]);
  const url = "pm/config/adom/root/obj/firewall/addrgrp/blocked/member";
  const writes = (await manager.requests()).filter(({ items }) => items.some(({ method }) => method !== "get"));
  assert.deepEqual(
    writes.map(({ items }) => items.map(({ method, url: own }) => `${method} ${own}`)),
    [[`add ${url}`], [`delete ${url}`]],
  );
});

test("feature members: what is there already is not added, and what is not there not removed", async () => {
  await using fmg = manager.connect();
  const members = await withGroup(fmg, ["a", "b"]);
  assert.deepEqual(await members.add("a"), { changed: false, added: [], removed: [], members: ["a"] });
  assert.deepEqual(await members.remove(["b"]), { changed: false, added: [], removed: [], members: ["a"] });
  assert.ok((await manager.calls()).every((call) => call.startsWith("get ")));
});

test("feature members: two who add at the same time lose nothing", async () => {
  await using fmg = manager.connect();
  const members = await withGroup(fmg, ["a", "b", "c", "d", "e"]);
  await Promise.all(["b", "c", "d", "e"].map((name) => members.add(name)));
  assert.deepEqual((await members.list()).sort(), ["a", "b", "c", "d", "e"]);
});

test("feature members: a name that does not exist is refused, and the list stays as it was", async () => {
  await using fmg = manager.connect();
  const members = await withGroup(fmg, ["a", "b"]);
  await assert.rejects(members.add(["b", "nothing"]), refused("BAD_REFERENCE", /nothing|addrgrp "blocked"/));
  assert.deepEqual(await members.list(), ["a"]);
});

test("feature members: an entry that is not there, a field that is no list, a name that is none", async () => {
  await using fmg = manager.connect();
  const groups = fmg.adom("root").table("firewall/addrgrp");
  await assert.rejects(groups.members("nothing", "member").add("all"), refused("NOT_FOUND", /addrgrp "nothing"/));
  await manager.forget();
  await assert.rejects(
    groups.members("x", "comment" as never).add("a"),
    refused("INVALID_INPUT", /not a list of names/),
  );
  for (const bad of ["", null, 1.5, {}])
    await assert.rejects(groups.members("x", "member").add([bad as never]), (error) => isFortiError(error));
  await assert.rejects(groups.members("", "member").list(), refused("INVALID_INPUT", /Not a key/));
});

test("feature members: names with slashes, and lists of policies", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const members = await withGroup(fmg, ["10.0.0.0/8", "10.1.0.0/16"]);
  assert.deepEqual((await members.add("10.1.0.0/16")).members, ["10.0.0.0/8", "10.1.0.0/16"]);
  const { policies } = adom.package("default");
  await policies.ensure({
    policyid: 5,
    name: "rule",
    srcintf: ["any"],
    dstintf: ["any"],
    srcaddr: ["10.0.0.0/8"],
    dstaddr: ["all"],
    service: ["ALL"],
    schedule: ["always"],
  });
  await policies.members(5, "srcaddr").add("10.1.0.0/16");
  await policies.members(5, "srcaddr").remove("10.0.0.0/8");
  assert.deepEqual((await policies.get(5)).srcaddr, ["10.1.0.0/16"]);
  assert.deepEqual((await policies.get(5)).dstaddr, ["all"]);
});

test("feature members: a list that FortiManager says it has changed, and has not, is found out", async () => {
  await using fmg = manager.connect();
  await withGroup(fmg, ["a", "b"]);
  await using deceived = manager.connect({ transport: deceiving(manager, ["add", "delete"]) });
  const members = deceived.adom("root").table("firewall/addrgrp").members("blocked", "member");
  await assert.rejects(
    members.add("b"),
    refused("VERIFY_FAILED", /addrgrp "blocked" member took, and does not hold, b/),
  );
  await assert.rejects(members.remove("a"), refused("VERIFY_FAILED", /dropped, and still holds, a/));
});

test("feature members: a client that simulates says what would be there", async () => {
  await using fmg = manager.connect();
  await withGroup(fmg, ["a", "b"]);
  await using reader = manager.connect({ readOnly: "simulate" });
  const members = reader.adom("root").table("firewall/addrgrp").members("blocked", "member");
  const { simulated, ...rest } = await members.add("b");
  assert.deepEqual(rest, { changed: true, added: ["b"], removed: [], members: ["a", "b"] });
  assert.equal(simulated?.method, "POST");
  assert.deepEqual(await members.list(), ["a"]);
});
