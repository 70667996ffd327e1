// How many requests it takes to bring 1,000 objects of a FortiManager into their state, counted by the FortiManager.
import { connectFortiManager, type FortiManager } from "@fortiweave/fortimanager";
import { type FortiManagerHandle, startSimulator } from "@fortiweave/simulator";
import { connectControl } from "../contract/control.ts";

export interface EnsureCalls {
  /** Requests for 1,000 objects that are not there, each in a request of its own. */
  readonly oneByOne: number;
  /** The same with `ensure`, which reads before and after. */
  readonly ensure: number;
  /** `ensure` once more, when nothing has to be done. */
  readonly again: number;
}

const OBJECTS = 1_000;

export async function benchEnsureCalls(): Promise<EnsureCalls> {
  const { fortimanager, close } = await startSimulator({ fortimanager: 1, fortigates: 0 });
  try {
    if (fortimanager === null) throw new Error("The simulator started no FortiManager");
    return await count(fortimanager);
  } finally {
    await close();
  }
}

async function count({ url, apiKey, fingerprint, control }: FortiManagerHandle): Promise<EnsureCalls> {
  const { tell, read } = connectControl(control);
  await using fmg = connectFortiManager({ url, apiKey, tls: { fingerprint } });
  // The version is asked for once.
  await fmg.version();
  const requestsOf = async (work: () => Promise<unknown>): Promise<number> => {
    await tell("DELETE", "/requests");
    await work();
    return (await read<unknown[]>("/requests")).length;
  };
  return {
    oneByOne: await requestsOf(() => setEach(fmg)),
    ensure: await requestsOf(() => ensureAll(fmg, "ensured")),
    again: await requestsOf(() => ensureAll(fmg, "ensured")),
  };
}

function rows(prefix: string) {
  return Array.from({ length: OBJECTS }, (_, index) => ({
    name: `${prefix}-${index}`,
    subnet: [`10.0.${index >> 8}.${index & 255}`, "255.255.255.255"],
  }));
}

async function setEach(fmg: FortiManager): Promise<void> {
  for (const row of rows("single")) await fmg.set("pm/config/adom/root/obj/firewall/address", row);
}

async function ensureAll(fmg: FortiManager, prefix: string): Promise<void> {
  await fmg.adom("root").table("firewall/address").ensure(rows(prefix));
}
