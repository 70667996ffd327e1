// node test/bench/contender.ts raw|client: one of the two in a process of its own, so that neither pays for the rubbish
// that the other leaves behind. Does what its parent asks for, and answers the processor time of one operation.
import { connectFortiManager } from "@fortiweave/fortimanager";
import { connectFortiGate } from "@fortiweave/fortios";
import { Agent, request } from "undici";
import type { Stub } from "./start-stub.ts";

/** What a contender can do. */
export type OperationName = "list 20" | "list 2000" | "create" | "fmg get";

/** A turn: so many of these operations. */
export interface Turn {
  readonly name: OperationName;
  readonly operations: number;
}

type Operations = Readonly<Record<OperationName, (turn: number) => Promise<unknown>>>;

const row = (turn: number) => ({ name: `web-${turn}`, subnet: "192.0.2.1 255.255.255.255" });

/** undici alone, with the same requests and the same check of the certificate. */
function createRaw({ url, ca, token }: Stub): Operations {
  const dispatcher = new Agent({ connect: { ca } });
  const path = `${url}/api/v2/cmdb/firewall/address`;
  const list = async (count: number): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await request(`${path}?start=0&count=${count}`, { dispatcher, headers });
    return JSON.parse(await body.text());
  };
  return {
    "list 20": () => list(20),
    "list 2000": () => list(2000),
    create: async (turn) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const { body } = await request(path, { method: "POST", dispatcher, headers, body: JSON.stringify(row(turn)) });
      return JSON.parse(await body.text());
    },
    "fmg get": async (turn) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const call = { id: turn, method: "get", params: [{ url: OBJECTS }], verbose: 1 };
      const init = { method: "POST", dispatcher, headers, body: JSON.stringify(call) } as const;
      const { body } = await request(`${url}/jsonrpc`, init);
      return JSON.parse(await body.text());
    },
  };
}

const OBJECTS = "pm/config/adom/root/obj/firewall/address";

function createClient({ url, ca, token }: Stub): Operations {
  const fmg = connectFortiManager({ url, apiKey: token, tls: { ca } });
  const addresses = connectFortiGate({ url, token, tls: { ca } }).cmdb("firewall/address");
  return {
    "list 20": () => addresses.list({ count: 20 }),
    "list 2000": () => addresses.list({ count: 2000 }),
    create: (turn) => addresses.create(row(turn)),
    "fmg get": () => fmg.get(OBJECTS),
  };
}

const stub = JSON.parse(process.env.STUB ?? "{}") as Stub;
const operations = process.argv[2] === "raw" ? createRaw(stub) : createClient(stub);
let turn = 0;

process.on("message", async ({ name, operations: count }: Turn) => {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await operations[name](turn++);
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / count);
});
process.on("disconnect", () => process.exit());
