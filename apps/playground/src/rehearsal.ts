/**
 * One surface's part: the alerts twice over, and everything that was wrong with it.
 *
 * @module
 */

import type { FortiGateHandle } from "@fortiweave/simulator";
import { type Answer, checkFirstRun, checkSecondRun } from "./answers.ts";
import { type DeviceState, differences } from "./compare.ts";
import { forgetRequests, readState, readWrites } from "./control.ts";
import { expectedState } from "./device-state.ts";
import type { Fixtures } from "./fixtures.ts";
import type { Surface, SurfaceName } from "./surfaces/surface.ts";

export interface Result {
  readonly surface: SurfaceName;
  readonly first: readonly Answer[];
  readonly second: readonly Answer[];
  /** Wall time of the first run over the number of alerts. */
  readonly msPerAlert: number;
  /** What the FortiGate holds in the end. */
  readonly state: DeviceState;
  /** One sentence each. Empty when all is as it should be. */
  readonly problems: readonly string[];
}

export async function rehearse(surface: Surface, fortigate: FortiGateHandle, fixtures: Fixtures): Promise<Result> {
  const before = await readState(fortigate);
  const started = performance.now();
  const first = await surface.run(fixtures.alerts);
  const msPerAlert = (performance.now() - started) / fixtures.alerts.length;
  const afterFirst = await readState(fortigate);

  await forgetRequests(fortigate);
  const second = await surface.run(fixtures.alerts);
  const writes = await readWrites(fortigate);
  const state = await readState(fortigate);

  const expected = expectedState(before, fixtures.device);
  const problems = [
    ...checkFirstRun(first, fixtures.answers),
    ...checkSecondRun(second, first),
    ...differences(["the expected state", expected], ["its FortiGate", afterFirst]),
    ...differences(["the first run", afterFirst], ["the second", state]),
    ...writes.map((request) => `the second run sent ${request}`),
  ];
  const named = problems.map((problem) => `${surface.name}: ${problem}`);
  return { surface: surface.name, first, second, msPerAlert, state, problems: named };
}
