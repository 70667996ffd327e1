import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { isFortiError } from "@fortiweave/core";
import { createDeviceContainer } from "./containers.ts";
import { containers } from "./create-tables.ts";
import { entryUrl } from "./place.ts";

const parentsOf = (template: string, own: readonly string[]) =>
  Object.fromEntries(
    [...template.matchAll(/\{([^}]*)\}/g)].flatMap(([, name = ""]) => (own.includes(name) ? [] : [[name, "x"]])),
  );

test("every object of the catalogue has a place in the container that its url says", () => {
  const here = [
    [/^pm\/config\/adom\/\{adom\}\/obj\//, "", ["adom"], containers.adom("root")],
    [/^pm\/config\/adom\/\{adom\}\/pkg\/\{pkg\}\//, "pkg/", ["adom", "pkg"], containers.package("a/b", "root")],
    [/^pm\/config\/adom\/\{adom\}\/pblock\//, "pblock/", ["adom", "pblock"], containers.policyBlock("b", "root")],
    [/^pm\/config\/global\/obj\//, "", [], containers.global],
    [/^pm\/config\/global\/pkg\/\{pkg\}\//, "pkg/", ["pkg"], containers.package("g")],
    [/^(?:cli\/global|dvmdb)\/(?!.*\{adom\})(?!global\/)/, "", [], containers.own],
  ] as const;
  let placed = 0;
  for (const row of fortimanager.rows("object")) {
    for (const [pattern, prefix, own, container] of here) {
      const template = row.urls.find((url) => pattern.test(url));
      if (template === undefined) continue;
      const { url, mkey, kind } = container.place(row.path.slice(prefix.length), parentsOf(template, own));
      const expected = template
        .replace("{adom}", "root")
        .replace("{pkg}", url.includes("/global/pkg/") ? "g" : "a/b")
        .replace("{pblock}", "b")
        .replaceAll(/\{[^}]*\}/g, "x");
      assert.deepEqual([url, mkey, kind], [expected, row.mkey, row.kind], row.path);
      placed += 1;
    }
  }
  assert.ok(placed > 2000, `${placed}`);
});

test("every table and object of FortiOS has a place in the database of a device, by either spelling", async () => {
  const inVdom = createDeviceContainer("FGT/1", "root");
  const global = createDeviceContainer("FGT/1", undefined);
  for (const { path } of fortios.rows("cmdb")) {
    const spelled = path.replaceAll(".", "/");
    for (const one of [path, spelled])
      assert.equal(inVdom.place(one).url, `pm/config/device/FGT\\/1/vdom/root/${spelled}`);
    assert.equal(global.place(path).url, `pm/config/device/FGT\\/1/global/${spelled}`);
  }
  assert.equal((await inVdom.place("firewall.service/custom").entry())?.fortios, "firewall.service/custom");
});

test("keys become segments that lead nowhere else", () => {
  const place = containers.adom("root").place("firewall/address");
  assert.equal(entryUrl(place, "a/b"), `${place.url}/a\\/b`);
  assert.equal(entryUrl(place, 7), `${place.url}/7`);
  const mappings = containers.adom("root").place("firewall/address/dynamic_mapping", { address: "a/b" });
  assert.equal(entryUrl(mappings, { name: "FGT1", vdom: "root" }), `${mappings.url}/FGT1/root`);
  assert.equal(entryUrl(mappings, { name: "branches" }), `${mappings.url}/branches`);
  for (const key of ["", ".", "..", "a\\", Number.NaN, 1.5, null as never, { name: "" }])
    assert.throws(
      () => entryUrl(place, key),
      (error) => isFortiError(error, "INVALID_INPUT"),
      String(key),
    );
});
