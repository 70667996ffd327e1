import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type CaughtError, type Lab, NODE_ID, openLab, variable } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await lab.control("POST", "reset");
  await lab.control("DELETE", "faults");
  await lab.control("DELETE", "requests");
});

type Properties = Readonly<Record<string, unknown>>;

/** Does an operation once and answers the result. */
async function run(properties: Properties, message: Properties = {}): Promise<unknown> {
  await lab.useNode(properties);
  return (await sent(message)).payload;
}

async function sent(message: Properties = {}): Promise<Properties> {
  const outcome = await lab.send(message);
  assert.ok("sent" in outcome, `the node failed: ${JSON.stringify(outcome)}`);
  return outcome.sent;
}

async function caught(message: Properties = {}): Promise<CaughtError> {
  const outcome = await lab.send(message);
  assert.ok("caught" in outcome, "the node did not fail");
  return outcome.caught;
}

const table = (operation: string, properties: Properties = {}): Properties => ({
  resource: "table",
  operation,
  table: "firewall/address",
  ...properties,
});
const fromPayload = { source: "input", input: "payload", inputType: "msg" };
const web = { name: "web", subnet: "192.0.2.10 255.255.255.255" };
const createWeb = (): Promise<unknown> => run(table("create", fromPayload), { payload: web });

describe("configuration", () => {
  it("creates, and refuses to create twice", async () => {
    assert.deepEqual(await createWeb(), { mkey: "web", changed: true });
    const error = await caught({ payload: web });
    assert.equal(error.code, "DUPLICATE");
  });

  it("gets one entry by its key", async () => {
    await createWeb();
    const entry = (await run(table("get", { mkey: "web" }))) as typeof web;
    assert.equal(entry.subnet, web.subnet);
  });

  it("gets those that match a filter, with the fields asked for, and no more than allowed", async () => {
    await createWeb();
    const query = { filter: "name=@we", only: '["name","subnet"]' };
    const rows = (await run(table("getMany", query))) as (typeof web)[];
    assert.deepEqual(
      rows.map(({ name, subnet }) => ({ name, subnet })),
      [web],
    );
    const all = (await run(table("getMany"))) as unknown[];
    assert.ok(all.length > 2);
    assert.equal(((await run(table("getMany", { limit: "2" }))) as unknown[]).length, 2);
  });

  it("updates the given fields and leaves the others", async () => {
    await createWeb();
    const result = await run(table("update", { mkey: "web", ...fromPayload }), { payload: { comment: "new" } });
    assert.deepEqual(result, { mkey: "web", changed: true });
    const entry = (await run(table("get", { mkey: "web" }))) as typeof web & { comment: string };
    assert.deepEqual([entry.comment, entry.subnet], ["new", web.subnet]);
  });

  it("creates or updates, and says when nothing had to change", async () => {
    await lab.useNode(table("createOrUpdate", fromPayload));
    const outcomes = [];
    for (const comment of ["one", "one", "two"]) {
      const { changed, action } = (await sent({ payload: { ...web, comment } })).payload as Properties;
      outcomes.push([changed, action]);
    }
    assert.deepEqual(outcomes, [
      [true, "created"],
      [false, "unchanged"],
      [true, "updated"],
    ]);
  });

  it("deletes, and refuses to delete what is not there", async () => {
    await createWeb();
    assert.deepEqual(await run(table("delete", { mkey: "web" })), { mkey: "web", deleted: true });
    assert.equal((await caught()).code, "NOT_FOUND");
  });

  it("adds and removes members and leaves the others", async () => {
    await createWeb();
    const group = { table: "firewall/addrgrp", ...fromPayload };
    await run(table("create", group), { payload: { name: "servers", member: [{ name: "all" }] } });
    const members = { ...group, mkey: "servers", memberField: "member", members: "payload", membersType: "msg" };
    const added = (await run(table("addMembers", members), { payload: "web" })) as Properties;
    assert.deepEqual([added.changed, added.added, added.members], [true, ["web"], ["all", "web"]]);
    const again = (await sent({ payload: ["web", "all"] })).payload as Properties;
    assert.equal(again.changed, false);
    const removed = (await run(table("removeMembers", members), { payload: ["all"] })) as Properties;
    assert.deepEqual([removed.changed, removed.members], [true, ["web"]]);
  });

  it("gets and changes an object, which has no key", async () => {
    const global = { table: "system/global" };
    const { admintimeout } = (await run(table("get", global))) as { admintimeout: number };
    const wanted = { payload: { admintimeout: admintimeout + 1 } };
    const updated = (await run(table("update", { ...global, ...fromPayload }), wanted)) as Properties;
    assert.equal(updated.changed, true);
    const ensured = (await run(table("createOrUpdate", { ...global, ...fromPayload }), wanted)) as Properties;
    assert.equal(ensured.changed, false);
  });

  it("reaches the VDOM of the node, else that of its configuration", async () => {
    await lab.useNode(table("get", { mkey: "all" }), { vdom: "root" });
    await sent();
    await lab.useNode(table("get", { mkey: "all", vdom: "branch" }), { vdom: "root" });
    await lab.send();
    const vdoms = (await lab.requests()).map(({ url }) => new URL(url, "https://fgt").searchParams.get("vdom"));
    assert.deepEqual(vdoms, ["root", "branch"]);
  });
});

describe("quarantine", () => {
  const ban = { resource: "quarantine", operation: "ban", expiry: "600", expiryType: "num" };

  it("bans, lists and unbans", async () => {
    const banned = (await run(ban, { payload: "203.0.113.9, 203.0.113.10" })) as Properties;
    assert.deepEqual([banned.changed, banned.banned], [true, ["203.0.113.9", "203.0.113.10"]]);
    assert.equal(((await sent({ payload: ["203.0.113.9"] })).payload as Properties).changed, false);
    const list = (await run({ resource: "quarantine", operation: "list" })) as { ipAddress: string }[];
    assert.deepEqual(list.map(({ ipAddress }) => ipAddress).sort(), ["203.0.113.10", "203.0.113.9"]);
    const unbanned = (await run(
      { resource: "quarantine", operation: "unban" },
      { payload: "203.0.113.9" },
    )) as Properties;
    assert.deepEqual([unbanned.changed, unbanned.unbanned], [true, ["203.0.113.9"]]);
  });

  it("does not lock anyone out unless it is told to", async () => {
    await lab.useNode({ ...ban, safeRanges: '["198.51.100.0/24"]' });
    for (const address of ["10.1.2.3", "198.51.100.7"]) {
      const error = await caught({ payload: address });
      assert.equal(error.code, "INVALID_INPUT");
      assert.match(error.message, new RegExp(address));
    }
    const forced = (await run({ ...ban, allowUnsafe: true }, { payload: "10.1.2.3" })) as Properties;
    assert.deepEqual(forced.banned, ["10.1.2.3"]);
  });

  it("screens alerts without asking the FortiGate", async () => {
    const screen = { resource: "quarantine", operation: "screenAlert", server: "", safeRanges: '["198.51.100.0/24"]' };
    const block = (await run(screen, { payload: { src_ip: "203.0.113.9", ttl_minutes: 5 } })) as Properties;
    assert.deepEqual([block.verdict, block.expirySeconds], ["block", 300]);
    const refuse = (await sent({ payload: { source_ip: "198.51.100.7" } })).payload as Properties;
    assert.equal(refuse.verdict, "refuse");
    assert.deepEqual(await lab.requests(), []);
  });
});

describe("where values come from", () => {
  it("reads the form: texts, numbers, lists, context, environment and expressions", async () => {
    const fields = [
      { id: "name", type: "msg", value: "host" },
      { id: "subnet", type: "jsonata", value: 'ip & "/32"' },
      { id: "comment", type: "env", value: "SAFE_RANGES" },
      { id: "color", type: "num", value: "7" },
      { id: "associated-interface", type: "msg", value: "nowhere" },
    ];
    await run(table("create", { source: "form", fields }), { host: "db", ip: "192.0.2.20" });
    const entry = (await run(table("get", { mkey: "db" }))) as Properties;
    assert.deepEqual([entry.subnet, entry.comment, entry.color], ["192.0.2.20 255.255.255.255", "203.0.113.200/29", 7]);
  });

  it("takes table and key from the message when the dialog leaves them empty", async () => {
    const entry = (await run(table("get", { table: "", mkey: "" }), {
      table: "firewall/address",
      mkey: "all",
    })) as Properties;
    assert.equal(entry.name, "all");
    assert.match((await caught()).message, /No table/);
  });

  it("puts the result where it is told and keeps the rest of the message", async () => {
    await lab.useNode(table("get", { mkey: "all", output: "found.entry" }));
    const message = await sent({ payload: "kept", topic: "t" });
    assert.deepEqual([message.payload, message.topic], ["kept", "t"]);
    assert.equal(((message.found as Properties).entry as Properties).name, "all");
  });
});

describe("errors", () => {
  it("reach a catch node with a code, a hint and the FortiGate's own words", async () => {
    await lab.useNode(table("create", fromPayload));
    const error = await caught({ payload: { ...web, "associated-interface": "nowhere" } });
    assert.equal(error.code, "BAD_REFERENCE");
    assert.equal(error.cause?.operation, "cmdb firewall/address create");
    assert.ok(error.cause?.hint);
    assert.equal(typeof error.cause?.deviceCode, "number");
  });

  it("name the environment variable that is not set", async () => {
    await lab.useNode(table("getMany"), { url: variable("NOWHERE") });
    const error = await caught();
    assert.deepEqual([error.code, /NOWHERE/.test(error.message)], ["INVALID_INPUT", true]);
  });

  it("tell a wrong token and a wrong certificate apart, and never show the token", async () => {
    const token = "wrong0123456789abcdefghijk";
    await lab.useNode(table("getMany"), { credentials: { token } });
    assert.equal((await caught()).code, "AUTH_FAILED");
    await lab.useNode(table("getMany"), { trust: "system" });
    assert.equal((await caught()).code, "TLS");
    const { flows } = await lab.nodeRed.api.flows();
    const shown = JSON.stringify([flows, lab.output]);
    for (const secret of [token, lab.fortigate.token]) assert.equal(shown.includes(secret), false);
  });
});

describe("a node that runs", () => {
  /** The texts that the node's status shows until a message has gone through. */
  async function statusesDuring(work: () => Promise<unknown>): Promise<string[]> {
    const { comms } = lab.nodeRed.api;
    const texts: string[] = [];
    const settled = comms.next(({ topic, data }) => {
      if (topic !== `status/${NODE_ID}`) return false;
      const { fill, text } = data as { fill?: string; text?: string };
      texts.push(`${fill} ${text}`);
      return fill !== "blue";
    });
    await work();
    await settled;
    return texts;
  }

  it("shows that it asks, and how it went", async () => {
    await lab.useNode(table("createOrUpdate", fromPayload));
    const create = () => sent({ payload: web });
    assert.deepEqual(await statusesDuring(create), ["blue requesting", "green changed"]);
    assert.deepEqual(await statusesDuring(create), ["blue requesting", "green unchanged"]);
    const fail = () => caught({ payload: { name: "web", type: "sphere" } });
    assert.deepEqual(await statusesDuring(fail), ["blue requesting", "red INVALID_INPUT"]);
    await lab.useNode(table("getMany", { filter: "name==web" }));
    assert.deepEqual(await statusesDuring(() => sent()), ["blue requesting", "green 1 found"]);
  });

  it("lets messages overlap and changes a thing only once", async () => {
    await lab.useNode(table("createOrUpdate", fromPayload));
    const messages = Array.from({ length: 8 }, () => sent({ payload: web }));
    const changes = (await Promise.all(messages)).map(({ payload }) => (payload as Properties).changed);
    assert.equal(changes.filter((changed) => changed).length, 1);
  });

  it("gives up what is under way when it is deployed again", async () => {
    await lab.useNode(table("getMany"));
    await lab.control("POST", "faults", { kind: "delay", ms: 60_000 });
    const cancelled = new AbortController();
    const asked = lab.nodeRed.api.comms.next(({ topic }) => topic === `status/${NODE_ID}`);
    const lost = fetch(`${lab.nodeRed.url}/lab`, { method: "POST", signal: cancelled.signal }).catch(() => "lost");
    await asked;
    const started = performance.now();
    await lab.useNode(table("get", { mkey: "all" }));
    assert.ok(performance.now() - started < 5_000);
    await lab.control("DELETE", "faults");
    assert.equal(((await sent()).payload as Properties).name, "all");
    cancelled.abort();
    assert.equal(await lost, "lost");
  });
});
