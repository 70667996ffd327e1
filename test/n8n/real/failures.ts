import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { type Bench, byName, byPath, create, NODE } from "./bench.ts";

const GET = {
  resource: "configuration",
  operation: "get",
  table: byPath("firewall/address"),
  entry: byName("={{ $json.name }}"),
};
const ITEMS = [{ name: "all" }, { name: "missing" }, { name: "none" }];

/** What happens when something goes wrong. */
export function testFailures(bench: () => Bench): void {
  describe("A failure", () => {
    beforeEach(() => bench().reset());

    it("stops the node, and names the item and the way out", async () => {
      const { status, error } = await bench().run(GET, { items: ITEMS });
      assert.equal(status, "error");
      assert.match(error?.message ?? "", /missing/);
      assert.equal(error?.context?.itemIndex, 1);
    });

    it("becomes an item with a code where the node goes on", async () => {
      const { nodes } = await bench().run(GET, { items: ITEMS, onError: "continueRegularOutput" });
      const items = nodes[NODE]?.outputs[0] ?? [];
      assert.deepEqual(
        items.map(({ json }) => json.name ?? (json.details as { code: string }).code),
        ["all", "NOT_FOUND", "none"],
      );
      assert.deepEqual(
        items.map(({ pairedItem }) => pairedItem),
        [{ item: 0 }, { item: 1 }, { item: 2 }],
      );
    });

    it("goes to the error output with its input where there is one", async () => {
      const { nodes } = await bench().run(GET, { items: ITEMS, onError: "continueErrorOutput" });
      const [good = [], bad = []] = nodes[NODE]?.outputs ?? [];
      assert.deepEqual(
        good.map(({ json }) => json.name),
        ["all", "none"],
      );
      assert.equal(bad.length, 1);
      assert.equal(bad[0]?.json.name, "missing");
      assert.match(String(bad[0]?.json.error), /missing/);
    });

    it("of one name does not spoil the others that go with it", async () => {
      await bench().run(create("firewall/address", { name: "a" }));
      await bench().run(create("firewall/address", { name: "b" }));
      const add = {
        resource: "configuration",
        operation: "addMembers",
        table: byPath("firewall/addrgrp"),
        entry: byName("blocked"),
        field: "member",
        members: "={{ [$json.name] }}",
      };
      const items = [{ name: "a" }, { name: "dangling" }, { name: "b" }];
      const { nodes } = await bench().run(add, { items, onError: "continueErrorOutput" });
      const [good = [], bad = []] = nodes[NODE]?.outputs ?? [];
      assert.deepEqual(
        good.map(({ json }) => json.added),
        [["a"], ["b"]],
      );
      assert.deepEqual(
        bad.map(({ json }) => (json.details as { code: string }).code),
        ["BAD_REFERENCE"],
      );
    });

    it("of an unsafe address bans the others all the same", async () => {
      const ban = { resource: "quarantine", operation: "ban", addresses: "={{ $json.ip }}", durationMinutes: 1 };
      const items = [{ ip: "203.0.113.1" }, { ip: "192.168.1.1" }, { ip: "203.0.113.2" }];
      const { nodes } = await bench().run(ban, { items, onError: "continueErrorOutput" });
      const [good = [], bad = []] = nodes[NODE]?.outputs ?? [];
      assert.deepEqual(
        good.map(({ json }) => json.banned),
        [["203.0.113.1"], ["203.0.113.2"]],
      );
      assert.match(String(bad[0]?.json.error), /192\.168\.1\.1 is private/);
    });

    it("of the certificate says what to paste where", async () => {
      const { url, token } = bench().fortigate;
      const credential = await bench().createCredential({ url, token });
      const { error } = await bench().run(GET, { items: [{ name: "all" }], credential });
      assert.match(error?.message ?? "", /self-signed/);
      assert.match(error?.description ?? "", /credential as CA certificate/);
      assert.deepEqual(await bench().requests(), []);
    });

    it("of a lost answer does not create twice", async () => {
      await bench().fault({ kind: "drop", when: "after", times: 1, match: { method: "POST" } });
      const { status, error } = await bench().run(create("firewall/address", { name: "once" }));
      assert.equal(status, "error");
      assert.match(error?.description ?? "", /may have carried it out/);
      assert.equal((await bench().requests()).filter(({ method }) => method === "POST").length, 1);
    });

    it("of the form names the field before anything is sent", async () => {
      const { error } = await bench().run(create("firewall/address", { name: "web", type: "nonsense" }));
      assert.match(error?.message ?? "", /type/);
      assert.deepEqual(
        (await bench().requests()).filter(({ method }) => method !== "GET"),
        [],
      );
    });

    it("shows neither token nor password", async () => {
      const secret = "Sw0rdfish-and-more";
      await bench().fault({ kind: "status", status: 500, match: { method: "POST" } });
      const created = await bench().run(create("user/local", { name: "alice", type: "password", passwd: secret }), {
        onError: "continueRegularOutput",
      });
      const output = JSON.stringify(created.nodes[NODE]);
      assert.match(output, /error/);
      assert.doesNotMatch(output, new RegExp(secret));
      assert.doesNotMatch(created.raw, new RegExp(bench().fortigate.token));
    });
  });

  describe("A hostile name", () => {
    beforeEach(() => bench().reset());
    const longest = "x".repeat(79);

    for (const name of ["a/b c%d", "é ü", "%2e%2e", "a?b#c", "a+b&c=d", "...", longest]) {
      it(`${JSON.stringify(name.slice(0, 20))} is addressed exactly`, async () => {
        const made = await bench().run(create("firewall/address", { name }));
        assert.equal(made.status, "success", made.error?.message);
        const { nodes } = await bench().run(GET, { items: [{ name }] });
        assert.equal(nodes[NODE]?.outputs[0]?.[0]?.json.name, name);
        const gone = await bench().run({ ...GET, operation: "delete" }, { items: [{ name }] });
        assert.equal(gone.nodes[NODE]?.outputs[0]?.[0]?.json.changed, true);
      });
    }

    for (const name of ["..", ".", "../x", "x".repeat(1000)]) {
      it(`${JSON.stringify(name.slice(0, 20))} is addressed exactly or refused, and nothing else is called`, async () => {
        const { nodes } = await bench().run(GET, { items: [{ name }], onError: "continueRegularOutput" });
        const { code } = (nodes[NODE]?.outputs[0]?.[0]?.json.details ?? {}) as { code?: string };
        assert.ok(code === "INVALID_INPUT" || code === "NOT_FOUND", code);
        const wanted = `/api/v2/cmdb/firewall/address/${encodeURIComponent(name)}`;
        const urls = (await bench().requests()).map(({ url }) => url.split("?")[0]);
        assert.deepEqual(urls, code === "NOT_FOUND" ? [wanted] : []);
      });
    }
  });
}
