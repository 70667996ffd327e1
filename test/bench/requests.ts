// The client against undici alone, with the same certificate check, on the same simulated FortiGate.
import { connectFortiGate, token } from "@fortiweave/fortios";
import { startSimulator } from "@fortiweave/simulator";
import { Agent, request } from "undici";
import { interleave, type Operation, type Rounds } from "./measure.ts";

export interface Comparison {
  readonly name: string;
  /** Median milliseconds per operation. */
  readonly raw: number;
  readonly client: number;
}

const ROWS = 100;

export async function benchRequests(rounds: Rounds): Promise<Comparison[]> {
  const simulator = await startSimulator({ fortigates: 1, port: 0 });
  const [device] = simulator.fortigates;
  if (device === undefined) throw new Error("The simulator has no FortiGate");
  // The raw side leaves certificate checks out altogether: the comparison must not flatter the client.
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const fortigate = connectFortiGate({
    url: device.url,
    auth: token(device.token),
    tls: { fingerprint: device.fingerprint },
  });
  const addresses = fortigate.cmdb("firewall/address");
  const raw = async (method: "GET" | "POST", path: string, body?: unknown) => {
    const answer = await request(`${device.url}/api/v2/cmdb/firewall/address${path}`, {
      method,
      dispatcher,
      headers: { authorization: `Bearer ${device.token}`, "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return (await answer.body.json()) as unknown;
  };
  const row = (name: string) => ({ name, subnet: "192.0.2.1 255.255.255.255" });
  const cases: Record<string, { raw: Operation; client: Operation }> = {
    get: { raw: () => raw("GET", "/bench-0"), client: () => addresses.get("bench-0") },
    [`list ${ROWS}`]: {
      raw: () => raw("GET", `?start=0&count=${ROWS}`),
      client: () => addresses.list({ count: ROWS }),
    },
    create: {
      raw: (turn) => raw("POST", "", row(`raw-${turn}`)),
      client: (turn) => addresses.create(row(`client-${turn}`)),
    },
  };
  try {
    for (let index = 0; index < ROWS; index++) await raw("POST", "", row(`bench-${index}`));
    const results: Comparison[] = [];
    for (const [name, contenders] of Object.entries(cases)) {
      const [rawMs = Number.NaN, clientMs = Number.NaN] = await interleave([contenders.raw, contenders.client], rounds);
      results.push({ name, raw: rawMs, client: clientMs });
    }
    return results;
  } finally {
    await fortigate.close();
    await dispatcher.close();
    await simulator.close();
  }
}
