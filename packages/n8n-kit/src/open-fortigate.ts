/**
 * The FortiGate client inside n8n.
 *
 * @module
 */

import type { AuthStrategy, RetryOptions } from "@fortiweave/core";
import { createFortiGate, type FortiGate } from "@fortiweave/fortios/client";
import type { DeviceContext } from "./context.ts";
import type { DeviceCredential } from "./device-credential.ts";
import { n8nRuntime } from "./runtime.ts";
import { createN8nTransport } from "./transport.ts";

/** Makes a client from the credential of the node. Opens no connection yet. Retries as our clients do unless told. */
export async function openFortiGate(
  context: DeviceContext,
  credentialType: string,
  retry: RetryOptions = {},
): Promise<FortiGate> {
  const { url, token, vdom } = await context.getCredentials<DeviceCredential & Record<string, unknown>>(credentialType);
  return createFortiGate({
    transport: createN8nTransport(context, { url, credentialType }),
    runtime: n8nRuntime,
    auth: signedByN8n(token),
    retry,
    ...(vdom ? { vdom } : {}),
    audit: [(event) => context.logger.debug(`FortiGate: ${event.operation}`, { ...event })],
  });
}

/** n8n puts the token into the request itself; it is named here so that errors and audit lines leave it out. */
function signedByN8n(token: string): AuthStrategy {
  return {
    kind: "n8n",
    authorize: (request) => ({ ...request, secrets: [...(request.secrets ?? []), token] }),
  };
}
