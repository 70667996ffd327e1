import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const rows = (...names: string[]) => ({ body: { status: "success", results: names.map((name) => ({ name })) } });

function connect(answers: Readonly<Record<string, ScriptedAnswer>>) {
  const transport = createScriptedTransport(
    ({ path }) => answers[path.replace("/api/v2/cmdb/", "")] ?? { status: 404, body: { status: "error" } },
  );
  return { transport, fgt: createFortiGate({ transport, runtime: createManualClock() }) };
}

test("names of every table that a list of names refers to, each once", async () => {
  const { fgt, transport } = connect({
    "firewall/address": rows("web", "all"),
    "firewall/addrgrp": rows("blocked", "all"),
  });
  assert.deepEqual(await fgt.options("firewall/addrgrp", "member", { vdom: "guest" }), ["web", "all", "blocked"]);
  assert.deepEqual(transport.requests[0]?.query, [
    ["vdom", "guest"],
    ["format", "name"],
  ]);
});

test("names in a child table of an object", async () => {
  const sdwan = { body: { status: "success", results: { zone: [{ name: "virtual-wan-link" }], other: 1 } } };
  const { fgt } = connect({ "system/interface": rows("port1"), "system/sdwan": sdwan });
  assert.deepEqual(await fgt.options("firewall/ttl-policy", "srcintf"), ["virtual-wan-link", "port1"]);
});

test("names in a child table of a table", async () => {
  const tagging = {
    body: {
      status: "success",
      results: [
        { category: "a", tags: [{ name: "t1" }] },
        { category: "b", tags: [{ name: "t2" }] },
      ],
    },
  };
  const { fgt, transport } = connect({ "system/object-tagging": tagging });
  assert.deepEqual(await fgt.options("firewall/address", "tagging.tags"), ["t1", "t2"]);
  assert.deepEqual(transport.requests[0]?.query, [["format", "category|tags"]]);
});

test("a table that the version lacks adds no names, any other failure throws", async () => {
  const { fgt } = connect({ "firewall/addrgrp": rows("blocked") });
  assert.deepEqual(await fgt.options("firewall/addrgrp", "member"), ["blocked"]);
  const refused = connect({ "firewall/address": { status: 403, body: { status: "error", error: -37 } } });
  await assert.rejects(refused.fgt.options("firewall/addrgrp", "member"), (error) => isFortiError(error, "FORBIDDEN"));
});

test("a field that refers to nothing is refused", async () => {
  const { fgt, transport } = connect({});
  for (const [path, field] of [
    ["firewall/address", "comment"],
    ["firewall/address", "nope"],
    ["no/such", "name"],
  ] as const) {
    await assert.rejects(
      fgt.options(path, field),
      (error) => isFortiError(error, "INVALID_INPUT") && error.message.includes(path),
    );
  }
  assert.equal(transport.requests.length, 0);
});
