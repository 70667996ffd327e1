import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { NodeMessage } from "node-red";
import type { Evaluate } from "./evaluate.ts";
import { createInputs, type Inputs } from "./inputs.ts";
import { type FortigateSettings, withDefaults } from "./settings.ts";

/** Only what the tests need of Node-RED's evaluation, which the tests in a real Node-RED cover. */
const evaluateFor =
  (msg: NodeMessage): Evaluate =>
  async (value, type) => {
    if (type === "msg") return msg[value];
    return type === "num" ? Number(value) : type === "list" || type === "json" ? JSON.parse(value) : value;
  };

function inputs(settings: Partial<FortigateSettings>, msg: NodeMessage = {}): Inputs {
  return createInputs(withDefaults(settings), msg, evaluateFor(msg));
}

const refused = (message: RegExp) => ({ code: "INVALID_INPUT", message });

describe("the table and the key", () => {
  it("come from the dialog, whatever the message holds", async () => {
    const given = inputs({ table: "firewall/address", mkey: "web" }, { table: "firewall/policy", mkey: 7 });
    assert.equal(await given.table(), "firewall/address");
    assert.equal(await given.mkey(), "web");
  });

  it("come from the message when the dialog leaves them empty", async () => {
    const given = inputs({ table: "", mkey: "" }, { table: "firewall/policy", mkey: 7 });
    assert.equal(await given.table(), "firewall/policy");
    assert.equal(await given.mkey(), 7);
  });

  it("are asked for when neither has them", async () => {
    await assert.rejects(inputs({ table: "" }).table(), refused(/choose one in the node, or set msg.table/));
    await assert.rejects(inputs({ mkey: "" }).mkey(), refused(/No key for firewall\/address/));
    await assert.rejects(inputs({ mkey: "x", mkeyType: "msg" }, { x: {} }).mkey(), refused(/No key/));
  });
});

describe("the values", () => {
  it("take the form of the FortiGate", async () => {
    const given = inputs({
      table: "firewall/addrgrp",
      fields: [
        { id: "name", type: "str", value: "servers" },
        { id: "member", type: "list", value: '["web","db"]' },
        { id: "color", type: "str", value: "6" },
      ],
    });
    assert.deepEqual(await given.values(), { name: "servers", member: [{ name: "web" }, { name: "db" }], color: 6 });
  });

  it("leave out what the message does not have", async () => {
    const fields = [{ id: "comment", type: "msg", value: "ticket" }] as const;
    assert.deepEqual(await inputs({ fields }).values(), {});
    assert.deepEqual(await inputs({ fields }, { ticket: "T-1" }).values(), { comment: "T-1" });
  });

  it("name the field that cannot be read", async () => {
    const fields = [{ id: "tagging", type: "json", value: "{" }] as const;
    await assert.rejects(inputs({ fields }).values(), refused(/^Cannot read the field tagging: /));
    const text = [{ id: "color", type: "str", value: "red" }] as const;
    await assert.rejects(inputs({ fields: text }).values(), /"color" must be a number/);
  });

  it("can be an object of the message, and nothing else", async () => {
    const settings = { source: "input", input: "payload", inputType: "msg" } as const;
    const entry = { name: "web" };
    assert.deepEqual(await inputs(settings, { payload: entry }).values(), entry);
    await assert.rejects(inputs(settings, { payload: [entry] }).values(), refused(/not a list/));
    await assert.rejects(inputs(settings, {}).values(), refused(/not nothing/));
  });

  it("have no form where the catalogue has no table", async () => {
    await assert.rejects(inputs({ table: "firewall/nothing" }).values(), refused(/no form for firewall\/nothing/));
  });
});

describe("names", () => {
  const members = { members: "payload", membersType: "msg" } as const;
  const addresses = { addresses: "payload", addressesType: "msg" } as const;

  it("are one or many, as texts or as entries", async () => {
    assert.deepEqual(await inputs(members, { payload: "web, old" }).names("members"), ["web, old"]);
    assert.deepEqual(await inputs(members, { payload: ["web", { name: "db" }, 7] }).names("members"), [
      "web",
      "db",
      "7",
    ]);
  });

  it("are split at commas when they are addresses", async () => {
    const payload = "192.0.2.1, 192.0.2.2";
    assert.deepEqual(await inputs(addresses, { payload }).names("addresses"), ["192.0.2.1", "192.0.2.2"]);
    assert.deepEqual(await inputs({ safeRanges: "" }).names("safeRanges"), []);
  });

  it("are refused when they are none", async () => {
    await assert.rejects(inputs(members, { payload: [""] }).names("members"), refused(/the members.*got a string/));
    await assert.rejects(inputs(members, {}).names("members"), refused(/got nothing/));
  });
});

describe("a duration", () => {
  it("is a whole number, and open only when the dialog says so", async () => {
    assert.equal(await inputs({ expiry: "3600" }).duration("expiry"), 3600);
    assert.equal(await inputs({ expiry: "" }).duration("expiry"), undefined);
    const fromMessage = { expiry: "seconds", expiryType: "msg" } as const;
    assert.equal(await inputs(fromMessage, { seconds: "60" }).duration("expiry"), 60);
    for (const seconds of [undefined, "", -1, 1.5, "soon"]) {
      await assert.rejects(inputs(fromMessage, { seconds }).duration("expiry"), refused(/expected a whole number/));
    }
  });
});

it("asks for all fields and all entries unless the dialog says otherwise", () => {
  assert.equal(inputs({}).only(), undefined);
  assert.equal(inputs({}).limit(), undefined);
  assert.deepEqual(inputs({ only: '["name"]' }).only(), ["name"]);
  assert.equal(inputs({ limit: "10" }).limit(), 10);
});
