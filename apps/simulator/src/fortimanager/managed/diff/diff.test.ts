import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet } from "../../testing/fleet.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";

test("two revisions are compared, objects and packages apart", async () => {
  const fleet = await startFleet();
  const { ask } = fleet;
  await ask("add", ADDRESS, [{ name: "kept" }, { name: "changed", comment: "old" }, { name: "gone" }]);
  await ask("add", "dvmdb/adom/root/revision", { name: "before" });
  await ask("add", ADDRESS, { name: "new one", subnet: "192.0.2.1/32" });
  await ask("update", `${ADDRESS}/changed`, { comment: "new words" });
  await ask("delete", `${ADDRESS}/gone`);
  await ask("add", POLICIES, { policyid: 1, name: "p", srcaddr: "all" });
  const compared = { src: "adom/root/revision/1", dst: "adom/root", flags: 16 };
  const { token } = await ask("exec", "cache/diff/start", compared);
  const read = (url: string) => ask("exec", `cache/diff/get/${url}`, undefined, { token });

  const { percent, obj, pkg } = await read("summary");
  assert.deepEqual([percent, obj.added, obj.changed, obj.deleted, pkg.changed], [100, 1, 1, 1, 1]);
  const { script } = await read("cli/obj");
  assert.match(script, /^config firewall address\n/);
  assert.match(script, /edit "new one"\n(?:set .*\n)*set subnet 192\.0\.2\.1 255\.255\.255\.255\n(?:set .*\n)*next\n/);
  assert.match(script, /edit "changed"\nset comment "new words"\nnext\n/);
  assert.match(script, /delete "gone"\n/);
  assert.doesNotMatch(script, /kept|policy/);
  assert.match((await read("cli/pkg/default")).script, /^config firewall policy\nedit "1"\n/);
  assert.deepEqual((await read("detail/pkg/default/firewall/policy"))[0].mkey, "1");

  await ask("exec", "cache/diff/end", undefined, { token });
  assert.equal((await fleet.call("exec", "cache/diff/get/summary", undefined, { token })).status.code, -10);
});

test("states that are none cannot be compared", async () => {
  const { call } = await startFleet({ gates: 0 });
  for (const [src, code] of [
    ["adom/root/revision/9", -3],
    ["adom/nowhere", -3],
    ["yesterday", -10],
  ] as const) {
    assert.equal((await call("exec", "cache/diff/start", { src, dst: "adom/root" })).status.code, code, src);
  }
});
