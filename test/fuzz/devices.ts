// The two devices: what is sent to them, what they may answer, and how to tell that they are whole.
import { fortios, isInVersion } from "@fortiweave/catalog";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { request } from "undici";
import type { Fuzzed } from "./campaign.ts";
import type { Answer } from "./connection.ts";
import { createFortigateRequests } from "./fortigate-requests.ts";
import { insecure } from "./insecure.ts";
import { createManagerRequests } from "./manager-requests.ts";
import type { Handle } from "./simulator.ts";

/** As the simulator starts a FortiGate. */
const VERSION = "7.6.5";

export async function fuzzedFortigate(handle: Handle): Promise<Fuzzed> {
  const next = await createFortigateRequests();
  const paths = fortios
    .rows("cmdb")
    .filter(({ versions, methods }) => isInVersion(versions, VERSION) && methods.includes("GET"));
  return {
    url: handle.url,
    handle,
    next: (random) => next(random, handle),
    judge: (answer) => (answer.status < 500 || isRefusal(answer) ? undefined : `HTTP ${answer.status}`),
    async inspect() {
      const faults: string[] = [];
      for (const { path } of paths) {
        const { status, text } = await ask(handle, "GET", `/api/v2/cmdb/${path}`);
        if (status !== 200 || !isObject(text))
          faults.push(`${path} is no longer readable: ${status} ${text.slice(0, 300)}`);
      }
      // A commit looks at all references there are.
      const started = await ask(handle, "POST", "/api/v2/cmdb?action=transaction-start", {});
      const id = (JSON.parse(started.text) as { results?: { "transaction-id": number } }).results?.["transaction-id"];
      const { status, text } = await ask(handle, "POST", "/api/v2/cmdb?action=transaction-commit", {
        "transaction-id": id,
      });
      if (status !== 200) faults.push(`References lead nowhere: ${text.slice(0, 500)}`);
      return faults;
    },
  };
}

export async function fuzzedManager(handle: Handle): Promise<Fuzzed> {
  const next = await createManagerRequests();
  const urls = fortimanager
    .rows("object")
    .map((row) => (row.urls[0] ?? "").replaceAll("{adom}", "root").replaceAll("{pkg}", "default"));
  return {
    url: handle.url,
    handle,
    next: (random) => next(random, handle),
    judge: ({ status }) => (status < 500 ? undefined : `HTTP ${status}`),
    async inspect() {
      // Whoever was taken the rights away from still signs in to nothing: then there is nothing to look at.
      const faults: string[] = [];
      for (const url of urls.filter((one) => !one.includes("{"))) {
        const { status, text } = await ask(handle, "POST", "/jsonrpc", { id: 1, method: "get", params: [{ url }] });
        if (status !== 200 || !text.startsWith('{"id":1,"result":['))
          faults.push(`${url} is no longer readable: ${status} ${text.slice(0, 300)}`);
      }
      return faults;
    },
  };
}

/** Some refusals are HTTP 500, and say why, in the answer of one VDOM among several too. */
function isRefusal({ status, start, end }: Answer): boolean {
  const text = start + end;
  return status === 500 && /"http_status":500\b/.test(text) && /"error":-\d+\b/.test(text);
}

function isObject(text: string): boolean {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && "results" in value;
}

async function ask(
  { url, token }: Handle,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { authorization: `Bearer ${token}` };
  const text = body === undefined ? null : JSON.stringify(body);
  const answer = await request(`${url}${path}`, { method, headers, body: text, dispatcher: insecure });
  return { status: answer.statusCode, text: await answer.body.text() };
}
