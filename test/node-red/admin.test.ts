import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Lab, openLab, variable } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
  await lab.useNode({ resource: "table", operation: "getMany" });
});
after(() => lab?.[Symbol.asyncDispose]());

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
}

async function ask<Answer>(path: string, query: Record<string, string> = {}): Promise<Answer> {
  const search = new URLSearchParams({ server: "fortigate", ...query });
  const answer = await lab.nodeRed.api.request(`fortiweave/fortigate/${path}?${search}`);
  return (await answer.json()) as Answer;
}

describe("whoever is not signed in", () => {
  const routes = [
    ["GET", "fortiweave/fortigate/tables?search=address"],
    ["GET", "fortiweave/fortigate/form?table=firewall/address"],
    ["GET", "fortiweave/fortigate/keys?server=fortigate&table=firewall/address"],
    ["GET", "fortiweave/fortigate/choices?server=fortigate&table=firewall/address&field=interface"],
    ["POST", "fortiweave/fortigate-config/test"],
  ] as const;
  for (const [method, path] of routes) {
    it(`is refused ${path.split("?")[0]}`, async () => {
      const answer = await fetch(`${lab.nodeRed.url}/${path}`, { method });
      assert.equal(answer.status, 401);
      assert.doesNotMatch(await answer.text(), /firewall/);
    });
  }
});

describe("tables", () => {
  it("are found by words of their path or label, the best first", async () => {
    const tables = await ask<{ path: string; label: string; kind: string }[]>("tables", { search: "addr group" });
    assert.deepEqual(tables[0], { path: "firewall/addrgrp", kind: "table", label: "Firewall / Address group" });
    assert.ok(tables.length > 1 && tables.length <= 50);
  });
});

describe("the form of a table", () => {
  interface Form {
    readonly mkey?: string;
    readonly kind: string;
    readonly version?: string;
    readonly fields: readonly { readonly id: string; readonly kind: string; readonly required: boolean }[];
  }

  it("has the fields of the FortiGate's own version", async () => {
    const { kind, mkey, version, fields } = await ask<Form>("form", { table: "firewall/address" });
    assert.deepEqual([kind, mkey, `v${version}`], ["table", "name", lab.fortigate.version]);
    assert.deepEqual([fields[0]?.id, fields[0]?.required], ["name", true]);
    const ids = new Set(fields.map(({ id }) => id));
    assert.ok(ids.has("route-tag"));
    // Gone since 7.0.
    assert.equal(ids.has("visibility"), false);
  });

  it("has the fields of every version when the FortiGate is not known", async () => {
    const { version, fields } = await ask<Form>("form", { server: "", table: "firewall/address" });
    assert.equal(version, undefined);
    assert.ok(fields.some(({ id }) => id === "visibility"));
  });

  it("says so when there is no such table", async () => {
    const { error } = await ask<Refusal>("form", { table: "firewall/nothing" });
    assert.equal(error.code, "NOT_FOUND");
  });
});

describe("names from the FortiGate", () => {
  it("are keys of a table", async () => {
    const keys = await ask<string[]>("keys", { table: "firewall/address", search: "all" });
    assert.ok(keys.includes("all") && keys.every((key) => key.toLowerCase().includes("all")));
  });

  it("are what a field may refer to", async () => {
    const query = { table: "firewall/address", field: "associated-interface", search: "port1" };
    const choices = await ask<string[]>("choices", query);
    assert.ok(choices.includes("port1") && !choices.includes("port2"));
  });

  it("need a deployed configuration, and the answer says so", async () => {
    const { error } = await ask<Refusal>("keys", { server: "unknown", table: "firewall/address" });
    assert.deepEqual(
      [error.code, error.hint],
      ["INVALID_INPUT", "Deploy once, then names from the FortiGate appear here"],
    );
  });
});

describe("the test of a connection", () => {
  async function test(values: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await lab.nodeRed.api.request("fortiweave/fortigate-config/test", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(values),
    });
    const text = await answer.text();
    for (const secret of [lab.fortigate.token, values.token]) {
      assert.ok(!secret || !text.includes(secret), "the answer holds a token");
    }
    return { status: answer.status, body: JSON.parse(text) };
  }

  const asDeployed = () => ({ url: lab.fortigate.url, trust: "pin", fingerprint: lab.fortigate.fingerprint });

  it("tries the values of the dialog, deployed or not", async () => {
    const { status, body } = await test({ ...asDeployed(), id: "not-deployed", token: lab.fortigate.token });
    assert.deepEqual([status, `v${body.version}`], [200, lab.fortigate.version]);
  });

  it("uses the stored token where the dialog shows dots, and environment variables by name", async () => {
    const { status } = await test({
      ...asDeployed(),
      url: variable("FORTIOS_HOST"),
      id: "fortigate",
      token: "__PWRD__",
    });
    assert.equal(status, 200);
  });

  it("says what is wrong", async () => {
    const wrong = await test({ ...asDeployed(), token: "wrong0123456789abcdefghijk" });
    assert.deepEqual([wrong.status, (wrong.body as unknown as Refusal).error.code], [502, "AUTH_FAILED"]);
    const unverified = await test({ ...asDeployed(), trust: "system", token: lab.fortigate.token });
    assert.equal((unverified.body as unknown as Refusal).error.code, "TLS");
    const missing = await test({ ...asDeployed(), token: "" });
    assert.deepEqual([missing.status, (missing.body as unknown as Refusal).error.code], [400, "INVALID_INPUT"]);
    const unset = await test({ ...asDeployed(), token: variable("NOWHERE") });
    assert.match((unset.body as unknown as Refusal).error.message, /NOWHERE, which is not set/);
  });
});
