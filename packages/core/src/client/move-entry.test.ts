import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "../errors.ts";
import { type Move, moveEntry } from "./move-entry.ts";

/** A table that moves an entry as it is told, or not at all. */
function table(order: readonly string[], send?: Move["send"]) {
  let keys = [...order];
  let moves = 0;
  const move = (mkey: string | number, to: Move["to"]) =>
    moveEntry({
      what: `firewall/policy ${mkey}`,
      mkey,
      to,
      hint: "Check the VDOM",
      staged: false,
      keys: () => Promise.resolve(keys),
      send: (side, neighbour) => {
        moves += 1;
        if (send !== undefined) return send(side, neighbour);
        keys = keys.filter((key) => key !== String(mkey));
        keys.splice(keys.indexOf(String(neighbour)) + (side === "after" ? 1 : 0), 0, String(mkey));
        return Promise.resolve({});
      },
    });
  return { move, order: () => keys, moves: () => moves };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words: RegExp) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("an entry is moved before or after another one", async () => {
  const policies = table(["1", "2", "3", "4"]);
  assert.deepEqual(await policies.move(4, { before: 1 }), { mkey: 4, changed: true });
  assert.deepEqual(await policies.move("1", { after: "3" }), { mkey: "1", changed: true });
  assert.deepEqual(policies.order(), ["4", "2", "3", "1"]);
});

test("what stands there already is not moved", async () => {
  const policies = table(["1", "2", "3"]);
  assert.deepEqual(await policies.move(1, { before: 2 }), { mkey: 1, changed: false });
  assert.deepEqual(await policies.move(3, { after: 2 }), { mkey: 3, changed: false });
  assert.equal(policies.moves(), 0);
});

test("an entry or a neighbour that is not there is named, and nothing is sent", async () => {
  const policies = table(["1", "2"]);
  await rejects(policies.move(9, { before: 1 }), "NOT_FOUND", /^Cannot move firewall\/policy 9: there is none$/);
  await rejects(
    policies.move(1, { after: 9 }),
    "BAD_REFERENCE",
    /^Cannot move firewall\/policy 1 after 9: there is no 9$/,
  );
  assert.equal(policies.moves(), 0);
});

test("a device that says yes and moves nothing is found out", async () => {
  const policies = table(["1", "2", "3"], () => Promise.resolve({}));
  await rejects(policies.move(3, { before: 1 }), "VERIFY_FAILED", /firewall\/policy 3 was to be moved before 1/);
});

test("what was not sent, because the client is read-only, is not looked for", async () => {
  const simulated = { method: "PUT", path: "/api/v2/cmdb/firewall/policy/3" } as const;
  const policies = table(["1", "2", "3"], () => Promise.resolve({ simulated }));
  assert.deepEqual(await policies.move(3, { before: 1 }), { mkey: 3, changed: true, simulated });
});

test("anything but one other neighbour is refused", async () => {
  const policies = table(["1", "2"]);
  for (const to of [{}, undefined, null, "before", { before: 1, after: 2 }] as never[]) {
    await rejects(policies.move(1, to), "INVALID_INPUT", /not one neighbour is named/);
  }
  await rejects(policies.move(1, { before: "1" }), "INVALID_INPUT", /its own neighbour/);
});
