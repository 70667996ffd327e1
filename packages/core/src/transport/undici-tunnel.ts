/**
 * Reaches a device through an HTTP proxy: the proxy only passes bytes on, and TLS ends at the device.
 *
 * @module
 */

import { Client } from "undici/index.js";
import { PROXY_FAULT, reasonOf } from "./fault.ts";
import type { ProxyServer } from "./proxy.ts";
import type { ConnectedSocket, Connector } from "./undici-connector.ts";

/** Makes what opens a tunnel to a target and hands out its socket. `connect` connects to the proxy itself. */
export function createTunnel({ origin, authorization }: ProxyServer, connect: Connector): Connector {
  return ({ host = "", port, protocol }, callback) => {
    const target = port === "" ? `${host}:${protocol === "https:" ? 443 : 80}` : host;
    const client = new Client(origin, { allowH2: false, connect });
    const headers = { host: target, ...(authorization !== undefined && { "proxy-authorization": authorization }) };
    client.connect({ path: target, headers }, (error, answer) => {
      // The socket of a tunnel is the client's no more.
      void client.destroy();
      if (error !== null) {
        return callback(fault(`the proxy ${origin} cannot be reached: ${reasonOf(error)}`, { cause: error }), null);
      }
      const { statusCode, socket } = answer;
      if (statusCode >= 200 && statusCode < 300) return callback(null, socket as ConnectedSocket);
      socket.on("error", () => undefined).destroy();
      callback(refusal(statusCode, `the proxy ${origin}`, target, authorization !== undefined), null);
    });
  };
}

function refusal(status: number, proxy: string, target: string, isSignedIn: boolean): Error {
  if (status !== 407) {
    const hint = `Check that the proxy lets this machine reach ${target}, and can reach it itself`;
    return fault(`${proxy} does not connect to ${target} (HTTP ${status})`, { hint });
  }
  return isSignedIn
    ? fault(`${proxy} does not accept the user and the password (HTTP 407)`, { hint: "Check both in the option proxy" })
    : fault(`${proxy} wants to know who is calling (HTTP 407)`, { hint: "Give user and password in the option proxy" });
}

function fault(message: string, { cause, hint }: { readonly cause?: Error; readonly hint?: string }): Error {
  return Object.assign(new Error(message, { cause }), { code: PROXY_FAULT, hint });
}
