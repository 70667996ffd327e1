import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { isFortiError } from "@fortiweave/core";
import fc from "fast-check";
import { url, urlFor } from "./url.ts";

const refuses = (work: () => unknown, words: RegExp) =>
  assert.throws(work, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));

test("names stand in a url as they are, but for their slashes", () => {
  const name = "10.0.0.0/8 [a] 100%";
  assert.equal(
    url`pm/config/adom/${"my adom"}/obj/firewall/address/${name}`,
    "pm/config/adom/my adom/obj/firewall/address/10.0.0.0\\/8 [a] 100%",
  );
  assert.equal(url`pm/config/global/obj/x/${7}`, "pm/config/global/obj/x/7");
});

test("a backslash that is spelled out stays where it is", () => {
  assert.equal(url`dvmdb/adom/${"root"}/obj/a\/b`, "dvmdb/adom/root/obj/a\\/b");
});

test("behind pkg a slash leads into a folder", () => {
  assert.equal(
    url`pm/config/adom/${"root"}/pkg/${"emea/branches"}/firewall/policy/${3}`,
    "pm/config/adom/root/pkg/emea/branches/firewall/policy/3",
  );
});

test("a name that would lead elsewhere is refused", () => {
  const at = (name: unknown) => url`dvmdb/adom/${name as string}/device`;
  refuses(() => at(""), /the name for "adom" is empty/);
  refuses(() => at("."), /is "\.", which leads elsewhere/);
  refuses(() => at(".."), /is "\.\."/);
  refuses(() => at(undefined), /is missing/);
  refuses(() => at(Number.NaN), /is missing/);
  refuses(() => at({}), /is missing/);
  refuses(() => at("a\\"), /backslash/);
  refuses(() => at("a\nb"), /a character that no name has/);
  refuses(() => url`pm/pkg/adom/x/pkg/${"a//b"}`, /is empty/);
});

test("placeholders are filled in by name", () => {
  assert.equal(
    urlFor("dvmdb/adom/{adom}/device/{device}", { adom: "root", device: "a/b" }),
    "dvmdb/adom/root/device/a\\/b",
  );
  assert.equal(
    urlFor("pm/config/adom/{adom}/pkg/{pkg}/firewall/policy", { adom: "root", pkg: "f/p" }),
    "pm/config/adom/root/pkg/f/p/firewall/policy",
  );
  // @ts-expect-error: the device is missing.
  refuses(() => urlFor("dvmdb/adom/{adom}/device/{device}", { adom: "root" }), /the name for "device" is missing/);
});

test("property: whatever the name, the url leads to the entry with that name, or there is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      let made: string;
      try {
        made = url`pm/config/adom/root/obj/firewall/address/${name}`;
      } catch (error) {
        return isFortiError(error, "INVALID_INPUT");
      }
      const target = fortimanager.resolveUrl(made);
      assert.equal(target?.row.path, "firewall/address");
      assert.deepEqual(target?.key, [name]);
      return true;
    }),
    { numRuns: 500 },
  );
});
