/**
 * Node-RED's admin API, signed in.
 *
 * @module
 */

import { type Comms, openComms } from "./comms.ts";

/** Who signs in. */
export interface User {
  readonly username: string;
  readonly password: string;
}

/** A node as the flow file holds it. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Flows and the revision that they are. */
export interface Flows {
  readonly rev: string;
  readonly flows: readonly FlowNode[];
}

/** What one can do to a running Node-RED. Every method throws with Node-RED's own words when it says no. */
export interface NodeRedApi {
  /** Bearer token of the session. */
  readonly token: string;
  /** Asks any admin route: `fortiweave/fortigate/tables?search=addr`. */
  request(path: string, init?: RequestInit): Promise<Response>;
  flows(): Promise<Flows>;
  /** Replaces all flows, credentials included, and resolves when they run. */
  deploy(flows: readonly FlowNode[]): Promise<void>;
  /** Presses the button of an inject node. */
  inject(id: string): Promise<void>;
  /** What happens in Node-RED, as it happens. */
  readonly comms: Comms;
}

const FLOW_HEADERS = { "content-type": "application/json", "node-red-api-version": "v2" };

/** Signs in at the Node-RED whose editor is at `url`. */
export async function createNodeRedApi(url: string, user: User): Promise<NodeRedApi> {
  const token = await signIn(url, user);
  const comms = await openComms(url, token);

  function request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${url}/${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  }

  async function flows(): Promise<Flows> {
    const answer = await accepted(await request("flows", { headers: FLOW_HEADERS }));
    return (await answer.json()) as Flows;
  }

  return {
    token,
    comms,
    request,
    flows,
    async deploy(changed) {
      // Without the revision that it replaces, Node-RED would overwrite what someone else deployed meanwhile.
      const { rev } = await flows();
      const body = JSON.stringify({ rev, flows: changed });
      // The answer comes before the flows have started.
      const running = comms.next(({ topic }) => topic === "notification/runtime-deploy");
      await accepted(await request("flows", { method: "POST", headers: FLOW_HEADERS, body }));
      await running;
    },
    async inject(id) {
      await accepted(await request(`inject/${id}`, { method: "POST" }));
    },
  };
}

async function signIn(url: string, { username, password }: User): Promise<string> {
  const body = new URLSearchParams({
    client_id: "node-red-admin",
    grant_type: "password",
    scope: "*",
    username,
    password,
  });
  const answer = await accepted(await fetch(`${url}/auth/token`, { method: "POST", body }));
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const path = new URL(answer.url).pathname;
  throw new Error(`Node-RED refused ${path} with HTTP status ${answer.status}: ${await answer.text()}`);
}
