// As much of JSR's API as `deno publish` needs, keeping what was posted.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface LocalJsr extends AsyncDisposable {
  /** For the variable JSR_URL. */
  readonly url: string;
  /** The posted tarballs by name and version: `@fortiweave/core@0.1.0`. */
  readonly published: ReadonlyMap<string, Buffer>;
}

export async function startLocalJsr(): Promise<LocalJsr> {
  const published = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request, published);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  published: Map<string, Buffer>,
): Promise<[status: number, body: unknown]> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const version = /^\/api\/scopes\/([^/]+)\/packages\/([^/]+)\/versions\/([^/]+)$/.exec(pathname);
  if (version !== null && request.method === "POST") {
    const [, scope, name, number] = version;
    published.set(`@${scope}/${name}@${number}`, await buffer(request));
    return [200, { id: crypto.randomUUID(), status: "success", error: null }];
  }
  if (version !== null) return [404, { code: "packageVersionNotFound", message: "not published yet" }];
  if (/^\/api\/scopes\/[^/]+\/packages\/[^/]+$/.test(pathname)) return [200, {}];
  return [404, { code: "notFound", message: `${request.method} ${pathname} is not here` }];
}
