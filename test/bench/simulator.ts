// How many requests a simulator answers with one core. Its own processor time counts, so that whoever else works on the
// machine, and be it the client, makes no difference.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";

/** Answers in a second of processor time, in the best round. */
export interface SimulatorRates {
  /** GETs of a list of 20 addresses. */
  readonly addresses: number;
  /** GETs of a list of 20 policies, which have ten times as much to say. */
  readonly policies: number;
  /** `get` of 20 addresses of a FortiManager. */
  readonly managerAddresses: number;
}

interface Handle {
  readonly url: string;
  readonly token: string;
}

/** Keeps connections to a device. */
interface Link extends AsyncDisposable {
  /** Sends one request and reads the answer. */
  send(method: string, path: string, body?: unknown): Promise<string>;
}

const OBJECTS = 20;
const REQUESTS = 1500;
const AT_A_TIME = 8;

const CMDB = "/api/v2/cmdb/firewall";
const MANAGER_ADDRESSES = "/pm/config/adom/root/obj/firewall/address";

export async function benchSimulator(rounds: number): Promise<SimulatorRates> {
  const child = fork(fileURLToPath(new URL("simulator-server.ts", import.meta.url)));
  try {
    const died = once(child, "exit").then(([code]) => Promise.reject(new Error(`The simulator ended with ${code}`)));
    const next = async <T>(): Promise<T> => ((await Promise.race([once(child, "message"), died])) as [T])[0];
    const handles = await next<{ fortigate: Handle; fortimanager: Handle }>();
    await using fortigate = linkTo(handles.fortigate);
    await using fortimanager = linkTo(handles.fortimanager);
    for (let number = 0; number < OBJECTS; number += 1) await createObjects(fortigate, fortimanager, number);

    const cpuSeconds = async (): Promise<number> => {
      child.send("?");
      const { user, system } = await next<NodeJS.CpuUsage>();
      return (user + system) / 1e6;
    };
    const rateOf = async (request: () => Promise<string>): Promise<number> => {
      let best = 0;
      for (let round = 0; round < rounds; round += 1) {
        const before = await cpuSeconds();
        await repeat(request);
        best = Math.max(best, REQUESTS / ((await cpuSeconds()) - before));
      }
      return best;
    };
    const ask = { id: 1, method: "get", params: [{ url: MANAGER_ADDRESSES, filter: [["name", "like", "bench-%"]] }] };
    return {
      addresses: await rateOf(() => fortigate.send("GET", `${CMDB}/address?filter=name=@bench-`)),
      policies: await rateOf(() => fortigate.send("GET", `${CMDB}/policy?filter=name=@bench-`)),
      managerAddresses: await rateOf(() => fortimanager.send("POST", "/jsonrpc", ask)),
    };
  } finally {
    if (child.connected) child.disconnect();
  }
}

async function createObjects(fortigate: Link, fortimanager: Link, number: number): Promise<void> {
  const name = `bench-${number}`;
  await fortigate.send("POST", `${CMDB}/address`, { name, subnet: `10.0.${number}.0/24`, comment: `Number ${number}` });
  const all = [{ name: "all" }];
  const ends = { srcintf: [{ name: "port1" }], dstintf: [{ name: "port2" }], srcaddr: all, dstaddr: all };
  await fortigate.send("POST", `${CMDB}/policy`, { name, ...ends, service: [{ name: "ALL" }], schedule: "always" });
  const data = { name, subnet: [`10.0.${number}.0`, "255.255.255.0"] };
  await fortimanager.send("POST", "/jsonrpc", { id: 1, method: "add", params: [{ url: MANAGER_ADDRESSES, data }] });
}

async function repeat(request: () => Promise<string>): Promise<void> {
  let left = REQUESTS;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await request();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

function linkTo({ url, token }: Handle): Link {
  const pool = new Pool(url, { connections: AT_A_TIME, connect: { rejectUnauthorized: false } });
  const headers = { authorization: `Bearer ${token}` };
  return {
    async send(method, path, body) {
      const text = body === undefined ? null : JSON.stringify(body);
      const answer = await pool.request({ method, path, headers, body: text });
      const received = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${received}`);
      return received;
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
