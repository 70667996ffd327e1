/**
 * n8n's HTTP client as the transport of our clients.
 *
 * @module
 */

import { type DeviceResponse, resolveOptions, type Transport, writeRequest } from "@fortiweave/core";
import type { IHttpRequestOptions, IN8nHttpFullResponse } from "n8n-workflow";
import type { DeviceContext } from "./context.ts";
import { requestFault } from "./request-fault.ts";

/** Whom to talk to, and as whom. */
export interface N8nTransportOptions {
  /** Address of the device, as in the credential. */
  readonly url: string;
  /** Name of the credential type with which n8n signs each request. */
  readonly credentialType: string;
}

/**
 * Sends through n8n, which signs the request, keeps to the instance's proxy and egress rules, and cancels it with the
 * execution. n8n opens a new connection for every request, so fewer requests are the only way to be fast.
 *
 * Throws INVALID_INPUT when the URL is not one.
 */
export function createN8nTransport(context: DeviceContext, { url, credentialType }: N8nTransportOptions): Transport {
  const endpoint = resolveOptions({ url });
  return {
    send: async (request) => {
      const { method, target, headers, body, timeoutMs } = writeRequest(endpoint, request);
      const options: IHttpRequestOptions = {
        url: endpoint.origin + target,
        method,
        headers,
        timeout: timeoutMs,
        // n8n knows no streams: a file comes whole.
        encoding: request.expect === "bytes" || request.expect === "stream" ? "arraybuffer" : "text",
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        ...(body === undefined ? {} : { body }),
      };
      try {
        const { httpRequestWithAuthentication } = context.helpers;
        return toResponse(await httpRequestWithAuthentication.call(context, credentialType, options));
      } catch (error) {
        throw requestFault(error, { request, origin: endpoint.origin, timeoutMs });
      }
    },
    close: () => Promise.resolve(),
  };
}

function toResponse(answer: IN8nHttpFullResponse): DeviceResponse {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status: answer.statusCode, headers: Object.fromEntries(headers), body: answer.body };
}
