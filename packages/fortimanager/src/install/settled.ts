/**
 * The install that is over before it starts: every device is in step.
 *
 * @module
 */

import type { TaskStatus } from "@fortiweave/core/tasks";
import type { DeviceResult } from "./device-task.ts";
import type { Install } from "./install.ts";
import type { PackageStatus } from "./package-status.ts";

/** Makes it. */
export function createSettled(inStep: readonly PackageStatus[]): Install {
  const devices = inStep.map(
    ({ device, vdom }): DeviceResult => ({
      device,
      vdom,
      ok: true,
      state: "done",
      detail: "In step already",
      history: [],
    }),
  );
  const status: TaskStatus = {
    id: 0,
    title: "",
    user: "",
    state: "done",
    over: true,
    percent: 100,
    done: devices.length,
    errors: 0,
    warnings: 0,
    lines: [],
  };
  return {
    id: undefined,
    status: () => Promise.resolve(status),
    devices: () => Promise.resolve(devices),
    wait: () => Promise.resolve({ changed: false, devices }),
    cancel: () => Promise.resolve(),
    steps: noSteps,
    [Symbol.asyncIterator]: noSteps,
  };
}

async function* noSteps(): AsyncGenerator<TaskStatus, void, undefined> {}
