import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that this process cannot do without right now: what only waits to be collected does not count. */
export async function memoryInUse(): Promise<number> {
  // Buffers are given back in the background, some time after they were collected.
  for (let round = 0; round < 3; round++) {
    collect();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
