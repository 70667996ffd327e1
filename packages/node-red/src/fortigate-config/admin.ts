/** The route behind the button "Test connection". */

import { isFortiError } from "@fortiweave/core";
import { connectFortiGate } from "@fortiweave/fortios";
import type { NodeAPI } from "node-red";
import { type ConnectionCredentials, type ConnectionSettings, clientOptions } from "./settings.ts";

/** What the dialog sends: its fields as they stand, deployed or not. */
interface TestRequest extends ConnectionSettings, ConnectionCredentials {
  readonly id?: string;
}

/** What a FortiGate says of itself. */
export interface ConnectionVerdict {
  readonly hostname: string | undefined;
  readonly version: string | undefined;
}

/** What the editor shows for a password that it does not know. */
const STORED = "__PWRD__";

/** Someone is waiting with a dialog open. */
const PATIENCE_MS = 10_000;

/**
 * Serves `POST /fortiweave/fortigate-config/test`. It asks for a permission to write, because it sends the stored token to
 * whatever URL the dialog holds, just as a deployment would.
 */
export function serveConnectionTest(RED: NodeAPI): void {
  RED.httpAdmin.post(
    "/fortiweave/fortigate-config/test",
    RED.auth.needsPermission("fortigate.write"),
    async (request, response) => {
      try {
        response.json(await test(resolve(RED, (request.body ?? {}) as TestRequest)));
      } catch (error) {
        response
          .status(isFortiError(error, "INVALID_INPUT") ? 400 : 502)
          .json({ error: isFortiError(error) ? error : { message: String(error) } });
      }
    },
  );
}

async function test(settings: TestRequest): Promise<ConnectionVerdict> {
  await using fortigate = connectFortiGate({
    ...clientOptions(settings, settings),
    retry: { maxRetries: 0 },
    connectTimeoutMs: PATIENCE_MS,
    timeoutMs: PATIENCE_MS,
  });
  const status = (await fortigate.untyped().monitor("system/status").get()) as { readonly hostname?: string } | null;
  return { hostname: status?.hostname, version: fortigate.version };
}

/** Puts in the stored token where the dialog only shows dots, and the values of `${NAME}`. */
function resolve(RED: NodeAPI, request: TestRequest): TestRequest {
  const node = RED.nodes.getNode(request.id ?? "");
  const stored = RED.nodes.getCredentials(request.id ?? "") as ConnectionCredentials | undefined;
  const given = { ...request, token: request.token === STORED ? stored?.token : request.token };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fromEnvironment(value)]));

  function fromEnvironment(value: unknown): unknown {
    const isReference = typeof value === "string" && /^\$\{[^}]+\}$/.test(value);
    return isReference ? RED.util.evaluateNodeProperty(value, "env", node, {}) || value : value;
  }
}
