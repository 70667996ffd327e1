import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { type FortiGateHandle, type Simulator, startSimulator } from "@fortiweave/simulator";
import { findDeno } from "../deno.ts";
import { readFixtures } from "../fixtures.ts";
import { rehearse } from "../rehearsal.ts";
import { seedBlockedGroups } from "../seed.ts";
import { createDenoSurface, denoArguments, SCRIPT } from "./deno.ts";

const run = promisify(execFile);

/** What a process that failed left behind. */
interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the example script, run by the real Deno", () => {
  const fixtures = readFixtures();
  let simulator: Simulator;
  let fortigate: FortiGateHandle;

  before(async () => {
    simulator = await startSimulator();
    fortigate = simulator.fortigates[0] as FortiGateHandle;
    await seedBlockedGroups(fortigate);
  });
  after(() => simulator.close());

  test("does the job with the permissions it names, and nothing on the second run", async () => {
    const { signal } = new AbortController();
    const surface = createDenoSurface({ fortigate, safeRanges: fixtures.safeRanges, log: () => {}, signal });
    await surface.start();
    const { problems } = await rehearse(surface, fortigate, fixtures);
    assert.deepEqual(problems, []);
  });

  for (const missing of ["--allow-net", "--allow-env"]) {
    test(`fails without ${missing}`, async () => {
      const { args, env } = denoArguments(fortigate, []);
      const fewer = args.filter((arg) => !arg.startsWith(missing));
      assert.equal(fewer.length, args.length - 1);
      const child = run(findDeno(), fewer, { env: { ...process.env, ...env } });
      child.child.stdin?.end(JSON.stringify(fixtures.alerts.slice(0, 1)));
      await assert.rejects(child, (failed: Output) => (failed.stdout + failed.stderr).includes(missing));
    });
  }

  test("answers for every alert when the device refuses, and ends with an exit code", async (t) => {
    const other = await startSimulator(); // Without the group "blocked".
    t.after(() => other.close());
    const { args, env } = denoArguments(other.fortigates[0] as FortiGateHandle, fixtures.safeRanges);
    const child = run(findDeno(), args, { env: { ...process.env, ...env } });
    child.child.stdin?.end(JSON.stringify(fixtures.alerts));
    await assert.rejects(child, ({ code, stdout }: Output) => {
      const answers = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      assert.equal(answers.length, fixtures.alerts.length);
      const failed = answers.filter(({ outcome }) => outcome === "failed");
      assert.equal(failed.length, answers.filter(({ outcome }) => outcome !== "refused").length);
      for (const { why } of failed) assert.match(why, /^NOT_FOUND: .*firewall\/addrgrp6? "blocked"/);
      return code === 1;
    });
  });

  test("type-checks", async () => {
    await run(findDeno(), ["check", SCRIPT]);
  });
});
