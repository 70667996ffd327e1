// node --expose-gc test/bench/fleet.ts: the memory of 1,000 idle clients above that of one.
import { connectFortiGate, type FortiGate } from "@fortiweave/fortios";
import { residentMb } from "./resident.ts";

const clients: FortiGate[] = [];

function connect(index: number): void {
  const url = `https://192.0.2.${index & 255}:${10_000 + index}`;
  clients.push(connectFortiGate({ url, token: `token-of-device-${String(index).padStart(10, "0")}` }));
}

connect(0);
const one = await residentMb();
for (let index = 1; index <= 1000; index++) connect(index);
const all = await residentMb();
console.log(JSON.stringify({ fleet: all - one }));
