import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ObjectRow } from "./types.ts";
import { createUrlTree } from "./url-tree.ts";
import { splitUrl, urlOf } from "./urls.ts";

const address: ObjectRow = {
  area: "object",
  path: "firewall/address",
  kind: "table",
  mkey: "name",
  methods: ["get"],
  urls: ["pm/config/adom/{adom}/obj/firewall/address", "pm/config/global/obj/firewall/address"],
  item: "address",
};
const policy: ObjectRow = {
  ...address,
  path: "pkg/firewall/policy",
  urls: ["pm/config/adom/{adom}/pkg/{pkg}/firewall/policy"],
  item: "policy",
};

test("the values that are given decide the place", () => {
  assert.equal(urlOf(address, { adom: "root" }), "pm/config/adom/root/obj/firewall/address");
  assert.equal(urlOf(address, {}), "pm/config/global/obj/firewall/address");
  assert.equal(urlOf(address, {}, "web"), "pm/config/global/obj/firewall/address/web");
  assert.equal(urlOf(policy, { adom: "a", pkg: "x/y" }, 7), "pm/config/adom/a/pkg/x/y/firewall/policy/7");
});

test("a slash in a name is escaped, in a package's path it is not", () => {
  assert.equal(urlOf(address, { adom: "a/b" }, "c/d"), "pm/config/adom/a\\/b/obj/firewall/address/c\\/d");
  const mapping = { ...address, item: "dynamic_mapping" };
  assert.equal(urlOf(mapping, {}, ["fgt", "root"]), "pm/config/global/obj/firewall/address/fgt/root");
  const packages = { ...address, urls: ["pm/pkg/adom/{adom}"], item: "pkg_path" };
  assert.equal(urlOf(packages, { adom: "root" }, "Europe/Paris"), "pm/pkg/adom/root/Europe/Paris");
});

test("what is missing is named", () => {
  assert.throws(() => urlOf(policy, { adom: "root" }), {
    message: 'A url of pkg/firewall/policy needs a value for "pkg"',
  });
  assert.throws(() => urlOf(policy, { pkg: "" }), /"adom", "pkg"$/);
});

test("what a url is made of is found in it again", () => {
  const resolve = createUrlTree([address, policy]);
  const name = fc.string({ minLength: 1 }).filter((text) => !/^\/|\/$|\\/.test(text));
  fc.assert(
    fc.property(name, name, name, (adom, pkg, key) => {
      const found = resolve(urlOf(address, { adom }, key));
      assert.deepEqual([found?.row, found?.params, found?.key], [address, { adom }, [key]]);
      const plain = pkg.replaceAll("/", "-");
      assert.deepEqual(resolve(urlOf(policy, { adom, pkg: plain }, key))?.params, { adom, pkg: plain });
    }),
  );
});

test("slashes around a url are nothing, escaped ones are part of a name", () => {
  assert.deepEqual(splitUrl("//a/b\\/c/"), ["a", "b/c"]);
  assert.deepEqual(splitUrl(""), []);
});
