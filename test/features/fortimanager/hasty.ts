/**
 * A client of a simulated FortiManager, over real TLS, whose clock runs a hundred times faster: waits are short, and
 * everything else is as it is.
 */

import { createDefaultTransport } from "@fortiweave/core";
import { systemRuntime } from "@fortiweave/core/system";
import {
  apiKey,
  createFortiManager,
  type FortiManager,
  type FortiManagerOptions,
} from "@fortiweave/fortimanager/client";
import type { TestManager } from "../../contract/manager.ts";

const SPEED = 100;

export function connectHastily({ handle }: TestManager, options: Partial<FortiManagerOptions> = {}): FortiManager {
  const begun = performance.now();
  return createFortiManager({
    transport: createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } }),
    runtime: {
      now: () => (performance.now() - begun) * SPEED,
      random: () => 0.5,
      sleep: (ms, signal) => systemRuntime.sleep(ms / SPEED, signal),
    },
    auth: apiKey(handle.apiKey),
    ...options,
  });
}
