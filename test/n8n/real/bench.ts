/**
 * A real n8n with our package in it, and a simulated FortiGate beside it.
 *
 * @module
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { type FortiGateHandle, type RequestRecord, type Snapshot, startSimulator } from "@fortiweave/simulator";
import type { DynamicRequest, Execution } from "../../../apps/playground/src/n8n/api.ts";
import type { InstalledN8n } from "../../../apps/playground/src/n8n/install.ts";
import { type N8nServer, startN8n } from "../../../apps/playground/src/n8n/server.ts";
import { packPackage } from "../../../apps/playground/src/pack.ts";

export const NODE_TYPE = "@fortiweave/n8n-nodes-fortigate.fortiGate";
export const CREDENTIAL_TYPE = "fortinetFortiGateApi";
/** Name of the node under test in every workflow made here. */
export const NODE = "FortiGate";

type Credential = { readonly id: string; readonly name: string };
type Parameters = Readonly<Record<string, unknown>>;

/** What to run the node on. */
export interface RunOptions {
  /** Input items. Default: one empty one. */
  readonly items?: readonly object[];
  readonly onError?: "continueRegularOutput" | "continueErrorOutput";
  readonly credential?: Credential;
}

/** n8n and a FortiGate, and the short ways of a test to both. */
export interface Bench {
  readonly n8n: N8nServer;
  readonly fortigate: FortiGateHandle;
  /** The FortiGate's own certificate, as PEM text. */
  readonly certificate: string;
  /** A credential that works. */
  readonly credential: Credential;
  createCredential(data: Parameters): Promise<Credential>;
  /** Runs the node, with these parameters, on some items. */
  run(parameters: Parameters, options?: RunOptions): Promise<Execution>;
  /** Asks as the editor does when it fills the node's form. */
  form<Answer>(
    kind: "resourceLocator" | "resourceMapper" | "options",
    methodName: string,
    parameters: Parameters,
    more?: Partial<DynamicRequest>,
  ): Promise<Answer>;
  /** What the FortiGate holds that its factory did not put there. */
  snapshot(): Promise<Snapshot>;
  /** What the FortiGate was asked since the last reset. */
  requests(): Promise<RequestRecord[]>;
  /** The FortiGate as from the factory, with an empty address group "blocked" for each family. */
  reset(): Promise<void>;
  /** Makes the FortiGate misbehave, until the next reset. */
  fault(fault: object): Promise<void>;
  close(): Promise<void>;
}

export async function createBench({ bin }: InstalledN8n): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-n8n-test-"));
  const simulator = await startSimulator({ fortigates: 1, port: 0 });
  const [fortigate] = simulator.fortigates;
  if (fortigate === undefined) throw new Error("The simulator has no FortiGate");
  const n8n = await startN8n({ bin, packages: [await packPackage("n8n-fortigate", folder)] });
  const certificate = await readCertificate(fortigate.url);
  const createCredential = (data: Parameters) =>
    n8n.api.createCredential({ name: "FortiGate", type: CREDENTIAL_TYPE, data });
  const credential = await createCredential({ url: fortigate.url, token: fortigate.token, ca: certificate });
  const control = createControl(fortigate.control);
  const run: Bench["run"] = async (parameters, options = {}) => {
    const { items = [{}], ...node } = options;
    const { id } = await n8n.api.createWorkflow(workflowOf(parameters, items, { credential, ...node }));
    return n8n.api.run(id, "Run");
  };

  return {
    n8n,
    fortigate,
    certificate,
    credential,
    createCredential,
    run,
    form: (kind, methodName, parameters, more = {}) =>
      n8n.api[kind]({
        nodeType: NODE_TYPE,
        path: "parameters.values",
        methodName,
        parameters,
        credentials: { [CREDENTIAL_TYPE]: credential },
        ...more,
      }),
    snapshot: () => control("GET", "/snapshot"),
    requests: () => control("GET", "/requests"),
    fault: (fault) => control("POST", "/faults", fault),
    async reset() {
      await control("POST", "/reset");
      for (const table of ["addrgrp", "addrgrp6"]) {
        const execution = await run(create(`firewall/${table}`, { name: "blocked" }));
        if (execution.status !== "success") throw new Error(`Cannot create ${table}: ${execution.error?.message}`);
      }
      await control("DELETE", "/requests");
    },
    async close() {
      await n8n.stop();
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A table, by its path. */
export const byPath = (path: string): object => ({ __rl: true, mode: "path", value: path });
/** An entry, by its name. */
export const byName = (name: string): object => ({ __rl: true, mode: "name", value: name });
/** What the resource mapper holds. */
export const mapped = (value: Parameters): object => ({
  mappingMode: "defineBelow",
  value,
  matchingColumns: [],
  schema: [],
});

/** Parameters that create an entry. */
export function create(path: string, value: Parameters): Parameters {
  return { resource: "configuration", operation: "create", table: byPath(path), values: mapped(value) };
}

function workflowOf(parameters: Parameters, items: readonly object[], node: Omit<RunOptions, "items">): Parameters {
  const { credential, onError } = node;
  const at = (column: number) => [200 * column, 0];
  return {
    name: "Test",
    nodes: [
      { id: "1", name: "Run", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, position: at(0), parameters: {} },
      {
        id: "2",
        name: "Input",
        type: "n8n-nodes-base.set",
        typeVersion: 3.4,
        position: at(1),
        parameters: { mode: "raw", jsonOutput: JSON.stringify({ items }) },
      },
      {
        id: "3",
        name: "Items",
        type: "n8n-nodes-base.splitOut",
        typeVersion: 1,
        position: at(2),
        parameters: { fieldToSplitOut: "items" },
      },
      {
        id: "4",
        name: NODE,
        type: NODE_TYPE,
        typeVersion: 1,
        position: at(3),
        parameters,
        credentials: { [CREDENTIAL_TYPE]: credential },
        ...(onError && { onError }),
      },
    ],
    connections: {
      Run: { main: [[{ node: "Input", type: "main", index: 0 }]] },
      Input: { main: [[{ node: "Items", type: "main", index: 0 }]] },
      Items: { main: [[{ node: NODE, type: "main", index: 0 }]] },
    },
    settings: { executionOrder: "v1" },
  };
}

function createControl(url: string) {
  return async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url + path, { method, ...(body && { headers, body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}

function readCertificate(url: string): Promise<string> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(`${socket.getPeerX509Certificate()}`);
      socket.end();
    });
    socket.once("error", reject);
  });
}
