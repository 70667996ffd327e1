/**
 * What a server needs of a simulated device.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { FaultSpec, Faults } from "../device/faults.ts";
import type { Exchange } from "../device/request-log.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Replay } from "../recording/replay.ts";
import type { Reply } from "./reply.ts";
import type { WireRequest } from "./wire.ts";

export interface Served {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: { add(exchange: Exchange): void };
  /** Of a device that is recorded. */
  readonly recorder?: Recorder;
  /** Of one that only repeats what was recorded. */
  readonly replay?: Replay;
  /** Longest body that it takes, in bytes. */
  readonly bodyLimit: number;
  /** Undefined: the connection ends without an answer. */
  handle(request: WireRequest): Promise<Reply | undefined>;
  /** HTTP 200 that says no: what a `soft-error` looks like here, in answer to this body. */
  softError(fault: FaultSpec, body: string): Reply;
  /** Whether it takes no connection now, such as while it restarts. */
  isAway(): boolean;
}
