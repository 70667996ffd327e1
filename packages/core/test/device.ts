import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/** What a test device got: the request line's target, exactly as it was sent, and the rest. */
export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly clientName: string | undefined;
}

/** A real server on loopback. */
export interface TestDevice extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Connections that were opened. */
  connections(): number;
}

export interface TestDeviceOptions {
  /** Serve TLS with these. Default: plain HTTP. */
  readonly tls?: https.ServerOptions;
  /** Default: 200 with `{}`. */
  readonly answer?: (response: http.ServerResponse, received: Received) => void;
}

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, upper case with colons. */
  readonly fingerprint: string;
}

/** A certificate for 127.0.0.1, signed by `authority`, or by itself. */
export async function certify(names: readonly string[], authority?: Certificate): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: "commonName", value: names[0] ?? "device" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      {
        name: "subjectAltName",
        altNames: [{ type: 7, ip: "127.0.0.1" }, ...names.map((value) => ({ type: 2 as const, value }))],
      },
    ],
    ...(authority && { ca: { cert: authority.cert, key: authority.key } }),
  });
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
}

/** An authority that can sign certificates. */
export async function createAuthority(name: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
}

/** Starts a device on a free port of 127.0.0.1. */
export async function startDevice({ tls, answer }: TestDeviceOptions = {}): Promise<TestDevice> {
  const received: Received[] = [];
  let connections = 0;
  const onRequest: http.RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one: Received = {
      method: request.method ?? "",
      target: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      clientName: tls?.requestCert ? String((request.socket as TLSSocket).getPeerCertificate().subject?.CN) : undefined,
    };
    received.push(one);
    if (answer === undefined) response.end("{}");
    else answer(response, one);
  };
  const server = tls === undefined ? http.createServer(onRequest) : https.createServer(tls, onRequest);
  server.on("connection", () => {
    connections++;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
