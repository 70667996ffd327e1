// A real Node-RED with the packed nodes in it, and a simulated FortiGate that they reach.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FortiGateHandle, startSimulator } from "@fortiweave/simulator";
import type { FlowNode } from "../../apps/playground/src/node-red/api.ts";
import { type NodeRedServer, startNodeRed } from "../../apps/playground/src/node-red/server.ts";
import { packPackage } from "../../apps/playground/src/pack.ts";

/** One request as the simulated FortiGate received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

/** What became of a message: what the node sent on, or what a catch node got. */
export type Outcome = { readonly sent: Record<string, unknown> } | { readonly caught: CaughtError };

export interface CaughtError {
  readonly message: string;
  readonly code?: string;
  readonly cause?: Record<string, unknown>;
}

export interface Lab extends AsyncDisposable {
  readonly fortigate: FortiGateHandle;
  readonly nodeRed: NodeRedServer;
  /** Everything that Node-RED wrote. */
  readonly output: readonly string[];
  /** Puts one FortiGate node with these properties into a flow of its own. */
  useNode(properties: Readonly<Record<string, unknown>>, config?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Sends that node a message and waits for what becomes of it. */
  send(message?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** Asks the simulated FortiGate's control API. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  requests(): Promise<readonly ReceivedRequest[]>;
}

/** The name of the FortiGate node in the flow that `useNode` makes. */
export const NODE_ID = "node";

export async function openLab(): Promise<Lab> {
  await using stack = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), "fortiweave-lab-"));
  stack.defer(() => rm(scratch, { recursive: true, force: true }));
  const simulator = await startSimulator();
  stack.defer(() => simulator.close());
  const [fortigate] = simulator.fortigates;
  if (fortigate === undefined) throw new Error("The simulator has no FortiGate");
  const output: string[] = [];
  const nodeRed = await startNodeRed({
    packages: [await packPackage("node-red", scratch)],
    env: {
      FORTIOS_HOST: fortigate.url,
      FORTIOS_TOKEN: fortigate.token,
      FORTIOS_FINGERPRINT: fortigate.fingerprint,
      SAFE_RANGES: "203.0.113.200/29",
    },
    log: (line) => output.push(line),
  });
  stack.defer(() => nodeRed.stop());
  const all = stack.move();

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${fortigate?.control}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The simulator refused ${path}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  return {
    fortigate,
    nodeRed,
    output,
    control,
    requests: () => control("GET", "requests") as Promise<readonly ReceivedRequest[]>,
    useNode: (properties, config = {}) => nodeRed.api.deploy(flowAround(properties, config)),
    async send(message = {}) {
      const answer = await fetch(`${nodeRed.url}/lab`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(message),
      });
      return (await answer.json()) as Outcome;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** HTTP in, the node, HTTP out, so that a test is asked and answered like any client. */
function flowAround(
  properties: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>>,
): FlowNode[] {
  // What has no place on the canvas is taken for a configuration.
  const place = { z: "tab", x: 0, y: 0 };
  const change = (id: string, to: string, wire: string): FlowNode => ({
    id,
    type: "function",
    ...place,
    func: `${to}\nreturn msg;`,
    outputs: 1,
    wires: [[wire]],
  });
  const answered = "const { req, res, ...rest } = msg;";
  return [
    { id: "tab", type: "tab", label: "Lab" },
    {
      id: "fortigate",
      type: "fortigate-config",
      url: variable("FORTIOS_HOST"),
      trust: "pin",
      fingerprint: variable("FORTIOS_FINGERPRINT"),
      credentials: { token: variable("FORTIOS_TOKEN") },
      ...config,
    },
    { id: "in", type: "http in", ...place, url: "/lab", method: "post", wires: [["unpack"]] },
    change("unpack", "const given = msg.payload;\ndelete msg.payload;\nObject.assign(msg, given);", NODE_ID),
    { id: NODE_ID, type: "fortigate", ...place, server: "fortigate", ...properties, wires: [["sent"]] },
    change("sent", `${answered} msg.payload = { sent: rest };`, "out"),
    { id: "catch", type: "catch", ...place, scope: [NODE_ID], wires: [["caught"]] },
    change("caught", "msg.payload = { caught: msg.error };", "out"),
    { id: "out", type: "http response", ...place, wires: [] },
  ];
}

/** How a flow names an environment variable. */
export function variable(name: string): string {
  return `\${${name}}`;
}
