import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

const MOVES: readonly (readonly [
  id: number,
  option: unknown,
  target: unknown,
  order: readonly number[],
  code: number,
])[] = [
  [3, "before", "1", [3, 1, 2, 4], 0],
  [1, "after", 3, [2, 3, 1, 4], 0],
  [4, ["before"], "2", [1, 4, 2, 3], 0],
  [2, "before", 2, [1, 2, 3, 4], 0],
  [2, "after", 1, [1, 2, 3, 4], 0],
  [1, "before", 9, [1, 2, 3, 4], -3],
  [9, "before", 1, [1, 2, 3, 4], -3],
  [1, "beside", 2, [1, 2, 3, 4], -8],
  [1, "before", undefined, [1, 2, 3, 4], -8],
];

for (const [id, option, target, order, code] of MOVES) {
  test(`move ${id} ${option} ${target} answers ${code}`, async () => {
    const { add, call, get } = await openDatabase();
    await add(POLICY, [{ policyid: 1 }, { policyid: 2 }, { policyid: 3 }, { policyid: 4 }]);
    assert.equal((await call("move", `${POLICY}/${id}`, { option, target })).code, code);
    const { data } = await get(POLICY, { fields: ["policyid"] });
    assert.deepEqual(
      data.map((row: { policyid: number }) => row.policyid),
      order,
    );
  });
}

test("where the catalogue knows no order, nothing can be moved", async () => {
  const { call } = await openDatabase();
  const url = "pm/config/adom/root/obj/firewall/address/all";
  assert.equal((await call("move", url, { option: "before", target: "none" })).code, -9);
});
