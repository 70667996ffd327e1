import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { orderChanges, toTasks } from "@fortiweave/catalog/plan";
import { FortiError, REDACTED } from "@fortiweave/core";
import { runSteps } from "./run-steps.ts";
import type { Tables } from "./state.ts";

/** A device that makes an interface along with each tunnel, and notes what it is told. */
function createDevice() {
  const interfaces = new Set<string>();
  const calls: string[] = [];
  const table = (path: string) => ({
    create({ name }: { name: string }) {
      calls.push(`create ${path} ${name}`);
      if (path === "system/interface" && interfaces.has(name)) {
        return Promise.reject(new FortiError({ code: "DUPLICATE", message: "there is one" }));
      }
      interfaces.add(name);
      return Promise.resolve({ changed: true });
    },
    update(name: string) {
      calls.push(`update ${path} ${name}`);
      return Promise.resolve({ changed: true });
    },
  });
  return { calls, tables: { cmdb: table } as unknown as Tables };
}

test("the interface that a tunnel brings along is completed, any other that is there is somebody else's", async () => {
  const [tunnel, port] = await Promise.all(
    ["vpn.ipsec/phase1-interface", "system/interface"].map((path) => fortios.load("cmdb", path)),
  );
  assert.ok(tunnel && port);
  const create = (entry: typeof port, name: string) =>
    ({ action: "create", entry, mkey: name, before: undefined, after: { name } }) as const;
  const { calls, tables } = createDevice();
  const tasks = toTasks(orderChanges([create(port, "to-hq"), create(tunnel, "to-hq")]), [], REDACTED);
  const runner = { tables, options: {}, stops: true, report: () => undefined };
  assert.equal((await runSteps(tasks, runner)).done.length, 2);
  assert.deepEqual(calls, [
    "create vpn.ipsec/phase1-interface to-hq",
    "create system/interface to-hq",
    "update system/interface to-hq",
  ]);
  const { failed } = await runSteps(toTasks(orderChanges([create(port, "to-hq")]), [], REDACTED), runner);
  assert.equal(failed[0]?.error.code, "DUPLICATE");
});
