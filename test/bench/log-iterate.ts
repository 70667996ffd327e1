// node --expose-gc test/bench/log-iterate.ts: how far the memory rises while a long log is read.
import { connectFortiGate } from "@fortiweave/fortios";
import { residentMb } from "./resident.ts";
import { startStub } from "./start-stub.ts";
import { LOG_LINES } from "./stub-rows.ts";

/** Until everything that it takes has been loaded. */
const WARM_UP = 2_000;
const SAMPLE_EVERY = 500;

await using stub = await startStub();
await using fortigate = connectFortiGate({ url: stub.url, token: stub.token, tls: { ca: stub.ca } });
const log = fortigate.log("disk", "traffic/forward");

async function read(most: number): Promise<number> {
  let [count, peak] = [0, 0];
  for await (const entry of log.search()) {
    if (entry.type !== "traffic") throw new Error("That is no entry of this log");
    count++;
    if (count % SAMPLE_EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
    if (count === most) break;
  }
  if (count !== most) throw new Error(`The log had ${count} entries`);
  return peak / 1e6;
}

await read(WARM_UP);
const start = await residentMb();
const peak = await read(LOG_LINES);
console.log(JSON.stringify({ logIterate: Math.max(0, peak - start) }));
