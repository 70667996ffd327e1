import assert from "node:assert/strict";
import { test } from "node:test";
import { createIdentity } from "../device/identity.ts";
import { macOf } from "./mac.ts";
import { parseModel } from "./models.ts";

test("each interface of each device has an address of its own, always the same", () => {
  const model = parseModel("FGT-60F");
  const all = [1, 2, 3].flatMap((position) => {
    const identity = createIdentity(position, "7.4.8", model);
    return Array.from({ length: 48 }, (_, index) => macOf(identity, index));
  });
  assert.equal(new Set(all).size, all.length);
  for (const mac of all) assert.match(mac, /^00:09:0f(:[0-9a-f]{2}){3}$/);
  assert.equal(macOf(createIdentity(2, "7.6.5", model), 5), all[53]);
  assert.match(macOf(createIdentity(1, "7.4.8"), 0), /^00:0c:29/);
});
