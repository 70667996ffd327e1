/**
 * The part of n8n's REST API that the editor itself uses and that a test or a demo needs.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parse as parseFlatted } from "flatted";

/** The account that owns an instance. */
export interface Owner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
}

/** A credential as it is made. */
export interface CredentialInput {
  readonly name: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What n8n says of a credential it tried. */
export interface CredentialTest {
  readonly status: "OK" | "Error";
  readonly message: string;
}

/** One item that a node gave out. */
export interface OutputItem {
  readonly json: Record<string, unknown>;
  readonly pairedItem?: unknown;
}

/** What one node did in an execution. */
export interface NodeRun {
  /** Items by output. */
  readonly outputs: readonly (readonly OutputItem[])[];
  readonly error: NodeFailure | undefined;
  readonly milliseconds: number;
}

/** Why a node failed, in n8n's own terms. */
export interface NodeFailure {
  readonly name: string;
  readonly message: string;
  readonly description?: string | null;
  readonly context?: { readonly itemIndex?: number };
}

/** A finished execution. */
export interface Execution {
  readonly id: string;
  readonly status: string;
  /** The first run of each node that ran, by the node's name. */
  readonly nodes: Readonly<Record<string, NodeRun>>;
  readonly error: NodeFailure | undefined;
  /** All that n8n stored, as text: for looking that no secret is in it. */
  readonly raw: string;
}

/** What the editor sends to have a form filled from the device. */
export interface DynamicRequest {
  /** Node type: `@fortiweave/n8n-nodes-fortigate.fortiGate`. */
  readonly nodeType: string;
  /** The parameter that is being filled. */
  readonly path: string;
  readonly methodName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  /** What was typed into the search box. */
  readonly filter?: string;
  readonly paginationToken?: string;
}

/** n8n, driven as its owner. */
export interface N8nApi {
  /** Any call of `/rest`; answers the `data` of n8n's envelope. Throws with n8n's message. */
  call<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  createCredential(credential: CredentialInput): Promise<{ id: string; name: string }>;
  testCredential(credential: CredentialInput): Promise<CredentialTest>;
  createWorkflow(workflow: Readonly<Record<string, unknown>>): Promise<{ id: string }>;
  /** Runs a workflow from the trigger of that name, and waits for its end. */
  run(workflowId: string, trigger: string): Promise<Execution>;
  resourceLocator<Answer>(request: DynamicRequest): Promise<Answer>;
  resourceMapper<Answer>(request: DynamicRequest): Promise<Answer>;
  options<Answer>(request: DynamicRequest): Promise<Answer>;
}

const POLL_MS = 25;
const RUN_TIMEOUT_MS = 120_000;

/** Makes the owner of a fresh n8n and signs in. */
export async function createN8nApi(url: string, owner: Owner): Promise<N8nApi> {
  const call = await signIn(url, owner);
  const dynamic = <Answer>(kind: string, request: DynamicRequest) =>
    call<Answer>("POST", `/dynamic-node-parameters/${kind}`, {
      path: request.path,
      methodName: request.methodName,
      nodeTypeAndVersion: { name: request.nodeType, version: 1 },
      currentNodeParameters: request.parameters,
      credentials: request.credentials,
      filter: request.filter,
      paginationToken: request.paginationToken,
    });
  return {
    call,
    createCredential: (credential) => call("POST", "/credentials", credential),
    // n8n reads a credential without an id as one that is just being typed in.
    testCredential: (credential) => call("POST", "/credentials/test", { credentials: { id: "", ...credential } }),
    createWorkflow: (workflow) => call("POST", "/workflows", workflow),
    async run(workflowId, trigger) {
      const workflowData = await call("GET", `/workflows/${workflowId}`);
      const start = () =>
        call<{ executionId: string }>("POST", `/workflows/${workflowId}/run`, {
          workflowData,
          startNodes: [],
          triggerToStartFrom: { name: trigger },
        });
      // n8n gives the regular expressions in a workflow's names 250 ms, which a busy machine can take for nothing.
      const { executionId } = await start().catch((error) => {
        if (String(error).includes("Regular expression execution timed out")) return start();
        throw error;
      });
      return await finished(call, executionId);
    },
    resourceLocator: (request) => dynamic("resource-locator-results", request),
    resourceMapper: (request) => dynamic("resource-mapper-fields", request),
    options: (request) => dynamic("options", request),
  };
}

async function signIn(url: string, owner: Owner): Promise<N8nApi["call"]> {
  // n8n binds the session to this header, so it must never change.
  const headers: Record<string, string> = { "content-type": "application/json", "browser-id": randomUUID() };
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/rest${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const setup = await send("POST", "/owner/setup", owner);
  if (!setup.ok) throw new Error(`Cannot set up n8n's owner: ${await setup.text()}`);
  headers.cookie = setup.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
  return async (method, path, body) => {
    const answer = await send(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`n8n refused ${method} ${path} with ${answer.status}: ${text}`);
    return JSON.parse(text).data;
  };
}

interface StoredExecution {
  readonly id: string;
  readonly status: string;
  readonly data: string;
}

interface StoredRun {
  readonly executionTime: number;
  readonly error?: NodeFailure;
  readonly data?: { readonly main?: readonly (readonly OutputItem[] | null)[] };
}

interface StoredData {
  readonly resultData: {
    readonly error?: NodeFailure;
    readonly runData: Readonly<Record<string, readonly StoredRun[]>>;
  };
}

async function finished(call: N8nApi["call"], id: string): Promise<Execution> {
  const deadline = Date.now() + RUN_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const stored = await call<StoredExecution>("GET", `/executions/${id}`);
    if (!["new", "running", "waiting"].includes(stored.status)) return readExecution(stored);
    await sleep(POLL_MS);
  }
  await call("POST", `/executions/${id}/stop`);
  throw new Error(`Execution ${id} did not end within ${RUN_TIMEOUT_MS / 1000} seconds`);
}

function readExecution(stored: StoredExecution): Execution {
  const { resultData } = parseFlatted(stored.data) as StoredData;
  const nodes = Object.entries(resultData.runData).map(([name, runs]) => {
    const run = runs[0];
    const outputs = (run?.data?.main ?? []).map((items) => items ?? []);
    return [name, { outputs, error: run?.error, milliseconds: run?.executionTime ?? 0 }] as const;
  });
  const { id, status, data: raw } = stored;
  return { id, status, nodes: Object.fromEntries(nodes), error: resultData.error, raw };
}
