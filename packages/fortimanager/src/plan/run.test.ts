import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { type Change, orderChanges, type Row, toTasks } from "@fortiweave/catalog/plan";
import { FortiError } from "@fortiweave/core";
import fc from "fast-check";
import type { Engine, RpcCall, RpcOutcome } from "../engine.ts";
import { containers } from "../tables/create-tables.ts";
import { type ManagerTask, runSteps, type StepRunner } from "./run.ts";

const load = async (path: string) => (await fortimanager.load("object", path)) ?? assert.fail(path);
const address = await load("firewall/address");
const group = await load("firewall/addrgrp");
type Entry = typeof address;

const adom = containers.adom("root");
const places = new Map([address, group].map(({ path }) => [path, adom.place(path)]));

const create = (entry: Entry, after: Row): Change<Entry> => {
  return { action: "create", entry, mkey: String(after.name), before: undefined, after };
};
const update = (entry: Entry, before: Row, changes: Row): Change<Entry> => {
  return { action: "update", entry, mkey: String(before.name), before, after: { ...before, ...changes } };
};
const remove = (entry: Entry, before: Row): Change<Entry> => {
  return { action: "delete", entry, mkey: String(before.name), before, after: undefined };
};
const tasksFor = (changes: readonly Change<Entry>[]): ManagerTask[] => toTasks(orderChanges(changes), [], "hidden");

/** Runs the steps against a FortiManager that refuses what `refuses` says, and answers what was sent to it. */
async function run(
  tasks: readonly ManagerTask[],
  refuses: (url: string, data: unknown) => boolean = () => false,
  stops = false,
) {
  const calls: RpcCall[] = [];
  const engine = {
    sendMany(call: RpcCall): Promise<readonly RpcOutcome[]> {
      calls.push(call);
      const outcomes = call.items.map(({ url, data }): RpcOutcome => {
        const result = { status: { code: 0, message: "OK" }, url };
        if (!refuses(url, data)) return { ok: true, result };
        return {
          ok: false,
          error: new FortiError({ code: "BAD_VALUE", message: "no", deviceCode: -10, reached: "yes" }),
          result,
        };
      });
      return Promise.resolve(outcomes);
    },
  } as unknown as Engine;
  const runner: StepRunner = { engine, places, options: {}, stops, report: () => {} };
  return { ...(await runSteps(tasks, runner)), calls };
}

const shape = (calls: readonly RpcCall[]): string[] => calls.map(({ method, items }) => `${method} ${items.length}`);
const keys = (tasks: Iterable<ManagerTask>): unknown[] => Array.from(tasks, ({ step }) => step.mkey);

test("what is made goes in one request, what it needs before it", async () => {
  const outer = create(group, { name: "outer", member: ["inner"] });
  const inner = create(group, { name: "inner", member: ["web"] });
  const { calls, done } = await run(tasksFor([outer, inner, create(address, { name: "web" })]));
  assert.deepEqual(shape(calls), ["add 3"]);
  assert.deepEqual(keys(done.keys()), ["web", "inner", "outer"]);
});

test("verbs take turns no oftener than they must", async () => {
  const old = { name: "old", member: ["a", "b"] };
  const changes = [
    remove(address, { name: "b" }),
    update(group, old, { member: ["a", "new"] }),
    create(address, { name: "new" }),
    update(address, { name: "a", color: 1 }, { color: 2 }),
    create(group, { name: "second", member: ["new"] }),
    remove(group, { name: "third", member: ["b"] }),
  ];
  const { calls } = await run(tasksFor(changes));
  assert.deepEqual(shape(calls), ["add 2", "update 2", "delete 2"]);
});

test("what needs a step of an earlier request that failed is left out, and nothing else", async () => {
  const old = { name: "old", member: ["a"] };
  const changes = [
    create(address, { name: "bad" }),
    create(address, { name: "good" }),
    update(group, old, { member: ["a", "bad"] }),
    update(group, { name: "other", member: ["a"] }, { member: ["a", "good"] }),
  ];
  const refuses = (_: string, data: unknown) => (data as { name?: string }).name === "bad";
  const { calls, done, failed, skipped } = await run(tasksFor(changes), refuses);
  assert.deepEqual(shape(calls), ["add 2", "update 1"]);
  assert.deepEqual([keys(done.keys()), keys(failed.keys()), keys(skipped)], [["good", "other"], ["bad"], ["old"]]);
  const stopped = await run(tasksFor(changes), refuses, true);
  assert.deepEqual([shape(stopped.calls), keys(stopped.skipped)], [["add 2"], ["old", "other"]]);
});

test("a request that is lost as a whole fails each of its steps", async () => {
  const engine = {
    sendMany: () => Promise.reject(new FortiError({ code: "NETWORK", message: "gone", reached: "maybe" })),
  } as unknown as Engine;
  const tasks = tasksFor([create(address, { name: "a" }), create(address, { name: "b" })]);
  const { failed, done } = await runSteps(tasks, { engine, places, options: {}, stops: false, report: () => {} });
  assert.deepEqual([keys(failed.keys()), done.size], [["a", "b"], 0]);
});

test("whatever refers to whatever, all is made in one request, and nothing before what it needs", async () => {
  const graph = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(graph, fc.infiniteStream(fc.nat()), async (members, random) => {
      // A group holds addresses, and groups before it.
      const groups = members.map((own, at) =>
        create(group, { name: `g${at}`, member: [`a${at}`, ...own.filter((one) => one < at).map((one) => `g${one}`)] }),
      );
      const all = [...groups, ...members.map((_, at) => create(address, { name: `a${at}` }))];
      const shuffled = all.map((change) => ({ change, at: random.next().value as number })).sort((a, b) => a.at - b.at);
      const { calls } = await run(tasksFor(shuffled.map(({ change }) => change)));
      assert.equal(calls.length, 1);
      const there = new Set<string>();
      for (const { data } of calls[0]?.items ?? []) {
        const { name, member = [] } = data as { name: string; member?: string[] };
        assert.ok(
          member.every((one) => there.has(one)),
          `${name} before ${member}`,
        );
        there.add(name);
      }
      assert.equal(there.size, all.length);
    }),
    { numRuns: 50 },
  );
});
