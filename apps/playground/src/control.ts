/**
 * The control API beside a simulated device: what it holds, and what it was asked.
 *
 * @module
 */

import type { FortiGateHandle, FortiManagerHandle } from "@fortiweave/simulator";
import type { DeviceState } from "./compare.ts";
import { type Snapshot, toDeviceState } from "./device-state.ts";

export async function readState(fortigate: FortiGateHandle): Promise<DeviceState> {
  return toDeviceState((await askControl(fortigate, "GET", "/snapshot")) as Snapshot);
}

/** The requests since {@link forgetRequests} that could change something, as `POST /api/v2/...`. */
export async function readWrites(fortigate: FortiGateHandle): Promise<string[]> {
  const requests = (await askControl(fortigate, "GET", "/requests")) as { method: string; url: string }[];
  return requests.filter(({ method }) => method !== "GET").map(({ method, url }) => `${method} ${url}`);
}

export async function forgetRequests(device: FortiGateHandle | FortiManagerHandle): Promise<void> {
  await askControl(device, "DELETE", "/requests");
}

/** Whatever it answers, as parsed JSON. */
export async function askControl(
  { control, name }: FortiGateHandle | FortiManagerHandle,
  method: string,
  path: string,
): Promise<unknown> {
  const answer = await fetch(`${control}${path}`, { method });
  if (!answer.ok) throw new Error(`The simulator of ${name} answered ${method} ${path} with ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}
