import assert from "node:assert/strict";
import { test } from "node:test";
import { createCast } from "./cast.ts";
import { createChance } from "./chance.ts";
import type { Way } from "./policies.ts";
import { createRhythm, LONGEST } from "./rhythm.ts";
import { APPLICATIONS } from "./services.ts";
import { addTally, tally } from "./tally.ts";

const NETWORK = { name: "port1", vdom: "root" } as Way["source"];

function way(id: number, isAccepted: boolean = true): Way {
  const policy = { id, name: "", uuid: "", isAccepted, isNat: false, logs: "all" } as const;
  return {
    policy: { ...policy, profiles: new Map(), srcAddresses: [], dstAddresses: [] },
    source: NETWORK,
    destination: { ...NETWORK, name: "port2" },
    sources: [],
    targets: [],
    applications: APPLICATIONS,
    remote: () => 1,
  };
}

test("with every beat one session begins and one ends, and each end knows its beginning", () => {
  for (const seed of [0, 1, -77]) {
    const rhythm = createRhythm(seed);
    const ended = new Set<number>();
    for (let beat = 900_000_000; beat < 900_002_000; beat += 1) {
      const length = rhythm.lengthOf(beat);
      assert.ok(length >= 1 && length <= LONGEST);
      assert.equal(rhythm.beginningOf(beat + length), beat);
      assert.ok(rhythm.timeOf(beat) < rhythm.timeOf(beat + 1));
      ended.add(beat + length);
    }
    assert.equal(ended.size, 2000);
    const now = rhythm.timeOf(900_000_000);
    assert.deepEqual([rhythm.beatAfter(now - 1), rhythm.beatAfter(now)], [900_000_000, 900_000_001]);
  }
});

test("what is counted without looking is what counting finds", () => {
  const rhythm = createRhythm(5);
  const cast = createCast([way(1), way(2), way(3, false)], [], 9);
  const [from, until] = [900_000_123, 900_004_567];
  const expected = new Map<number, number>();
  let bytes = 0;
  for (let beat = from; beat < until; beat += 1) {
    const lane = cast.laneOf(beat);
    assert.ok(lane);
    expected.set(lane.way.policy.id, (expected.get(lane.way.policy.id) ?? 0) + 1);
    if (lane.way.policy.id === 2) bytes += lane.sent + lane.received;
  }
  const { policies, interfaces } = tally(cast, from, until, rhythm);
  assert.deepEqual(new Map(Array.from(policies, ([id, { hits }]) => [id, hits])), expected);
  assert.equal(policies.get(2)?.bytes, bytes);
  const [inside, outside] = [interfaces.get("port1"), interfaces.get("port2")];
  // What is stopped comes in, and does not go out.
  const stopped = policies.get(3)?.bytes ?? 0;
  assert.equal((inside?.received ?? 0) - stopped, outside?.sent);
  assert.equal(inside?.sent, outside?.received);
  const middle = 900_002_222;
  const parts = addTally(tally(cast, from, middle, rhythm), tally(cast, middle, until, rhythm));
  assert.deepEqual(parts.policies, policies);
});

test("every policy gets traffic, however many there are, and none is made of nothing", () => {
  for (const count of [1, 7, 300]) {
    const ways = Array.from({ length: count }, (_, index) => way(index + 1));
    const cast = createCast(ways, [], 3);
    const slots = Array.from({ length: cast.size }, (_, slot) => cast.laneOf(slot)?.way.policy.id);
    assert.equal(new Set(slots).size, count);
  }
  const empty = createCast([], [], 3);
  assert.deepEqual([empty.size, empty.laneOf(5)], [0, undefined]);
  assert.equal(tally(empty, 0, 1000, createRhythm(1)).policies.size, 0);
  const chance = createChance(1, 1);
  assert.equal(chance.below(10), createChance(1, 1).below(10));
});
