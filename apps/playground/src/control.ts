/**
 * The control API beside a simulated FortiGate: what it holds, and what it was asked.
 *
 * @module
 */

import type { FortiGateHandle } from "@fortiweave/simulator";
import type { DeviceState } from "./compare.ts";
import { type Snapshot, toDeviceState } from "./device-state.ts";

export async function readState(fortigate: FortiGateHandle): Promise<DeviceState> {
  return toDeviceState((await ask(fortigate, "GET", "/snapshot")) as Snapshot);
}

/** The requests since {@link forgetRequests} that could change something, as `POST /api/v2/...`. */
export async function readWrites(fortigate: FortiGateHandle): Promise<string[]> {
  const requests = (await ask(fortigate, "GET", "/requests")) as { method: string; url: string }[];
  return requests.filter(({ method }) => method !== "GET").map(({ method, url }) => `${method} ${url}`);
}

export async function forgetRequests(fortigate: FortiGateHandle): Promise<void> {
  await ask(fortigate, "DELETE", "/requests");
}

async function ask({ control, name }: FortiGateHandle, method: string, path: string): Promise<unknown> {
  const answer = await fetch(`${control}${path}`, { method });
  if (!answer.ok) throw new Error(`The simulator of ${name} answered ${method} ${path} with ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}
