/** Measures in a fresh process what the first use of a table costs once the client is imported. Prints milliseconds as JSON. */

import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate } from "@fortiweave/fortios/client";

const transport = createScriptedTransport(() => ({
  body: { status: "success", version: "v7.6.5", results: [{ name: "web", subnet: "192.0.2.1 255.255.255.255" }] },
}));
const fgt = createFortiGate({ transport, runtime: createManualClock() });

async function milliseconds(use: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await use();
  return Math.round((performance.now() - start) * 10) / 10;
}

// The first read looks the table up in the index and its key in a shard; the first write also builds the
// table's schema.
const read = await milliseconds(() => fgt.cmdb("firewall/address").get("web"));
const other = await milliseconds(() => fgt.cmdb("router/bgp").get());
const write = await milliseconds(() => fgt.cmdb("firewall/address").update("web", { comment: "x" }));
const again = await milliseconds(() => fgt.cmdb("firewall/address").update("web", { comment: "y" }));
console.log(JSON.stringify({ read, other, write, again }));
