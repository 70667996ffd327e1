/** Turns what the dialog stores into the options of the client. */

import { FortiError } from "@fortiweave/core";
import type { ConnectOptions } from "@fortiweave/fortios";

/** How the FortiGate's certificate is judged. `ca` and `pin` without a value fall back to `system`. */
export type Trust = "system" | "ca" | "pin" | "none";

/** The properties of a configuration node. Node-RED has put in the values of `${NAME}` where it found them. */
export interface ConnectionSettings {
  readonly url?: string;
  readonly vdom?: string;
  readonly trust?: Trust;
  /** Certificates in PEM form. */
  readonly ca?: string;
  /** SHA-256 of the certificate in hex, with or without colons. */
  readonly fingerprint?: string;
}

/** What Node-RED stores encrypted, apart from the flow. */
export interface ConnectionCredentials {
  readonly token?: string;
}

/** Throws `INVALID_INPUT` when the URL or the token is missing. */
export function clientOptions(settings: ConnectionSettings, credentials: ConnectionCredentials = {}): ConnectOptions {
  const url = needed(settings.url, "URL");
  const token = needed(credentials.token, "API token");
  const vdom = optional(settings.vdom);
  return { url, token, ...(vdom === undefined ? {} : { vdom }), tls: tlsOptions(settings) };
}

function tlsOptions({ trust, ca, fingerprint }: ConnectionSettings): NonNullable<ConnectOptions["tls"]> {
  const chosen = { ca: optional(ca), pin: optional(fingerprint) };
  if (trust === "none") return { verify: false };
  if (trust === "ca" && chosen.ca !== undefined) return { ca: chosen.ca };
  if (trust === "pin" && chosen.pin !== undefined) return { fingerprint: chosen.pin };
  return {};
}

function needed(value: string | undefined, label: string): string {
  const text = value?.trim();
  const variable = unresolved(text);
  if (variable !== undefined) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: `The FortiGate's ${label} refers to the environment variable ${variable}, which is not set`,
      hint: `Set ${variable} where Node-RED starts, or enter the ${label} in the FortiGate's configuration`,
    });
  }
  if (!text) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: `The FortiGate's configuration has no ${label}`,
      hint: "Open the FortiGate node, edit its FortiGate and fill it in",
    });
  }
  return text;
}

function optional(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && unresolved(text) === undefined ? text : undefined;
}

/** Node-RED leaves `${NAME}` as it stands when there is no such variable. */
function unresolved(value: string | undefined): string | undefined {
  return value?.match(/^\$\{([^}]+)\}$/)?.[1];
}
