import type { IncomingMessage, ServerResponse } from "node:http";

/** What the real device answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body: Buffer;
}

/** One request in the hands of a fault. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Reads the request and has the real device carry it out. */
  forward(): Promise<Answer>;
}

/**
 * What befalls a request. Where `certain` is set, the client can know that the device did nothing with it, and may send
 * it again whatever it is.
 */
export interface Fault {
  readonly certain?: true;
  run(exchange: Exchange): Promise<void> | void;
}

const PAGE = "<html><head><title>Apache</title></head><body><h1>It did not work</h1></body></html>";

function page(status: number): Fault["run"] {
  return ({ response }) => void response.writeHead(status, { "content-type": "text/html" }).end(PAGE);
}

function json(status: number, body: object): Fault["run"] {
  return ({ response }) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Writes to the connection itself, below HTTP, and closes it. */
function raw({ request }: Exchange, ...parts: (string | Buffer)[]): void {
  for (const part of parts) request.socket.write(part);
  request.socket.end();
}

/** Passes an answer on as it came. */
export async function passOn({ response, forward }: Exchange): Promise<void> {
  const { status, headers, body } = await forward();
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
}

/** Everything that can go wrong between a request and its answer, by name. */
export const faults: Readonly<Record<string, Fault>> = {
  "dropped when the request began": { run: ({ request }) => void request.socket.destroy() },
  "dropped in the middle of the request": {
    run: ({ request }) => {
      request.once("data", () => request.socket.destroy());
      request.once("end", () => request.socket.destroy());
    },
  },
  "carried out, then dropped": {
    run: async ({ request, forward }) => {
      await forward();
      request.socket.destroy();
    },
  },
  "dropped in the middle of the answer": {
    run: async ({ request, response, forward }) => {
      const { status, headers, body } = await forward();
      response.writeHead(status, { ...headers, "content-length": body.length });
      response.write(body.subarray(0, body.length >> 1), () => request.socket.destroy());
    },
  },
  "closed before the promised length": {
    run: async (exchange) => {
      const { body } = await exchange.forward();
      raw(exchange, `HTTP/1.1 200 OK\r\ncontent-length: ${body.length + 10}\r\n\r\n`, body);
    },
  },
  "a slow body": {
    run: async ({ response, forward }) => {
      const { status, headers, body } = await forward();
      response.writeHead(status, { ...headers, "content-length": body.length });
      const size = Math.max(1, Math.ceil(body.length / 4));
      for (let start = 0; start < body.length; start += size) {
        response.write(body.subarray(start, start + size));
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      response.end();
    },
  },
  "no answer at all": { run: () => undefined },
  "carried out, and no answer at all": { run: async ({ forward }) => void (await forward()) },
  "truncated JSON": {
    run: async ({ response, forward }) => {
      const { status, body } = await forward();
      response.writeHead(status, { "content-type": "application/json" }).end(body.subarray(0, body.length >> 1));
    },
  },
  "a web page": { run: page(200) },
  "a web page with 502": { run: page(502) },
  "a web page with 503": { run: page(503) },
  "a web page with 403": { certain: true, run: page(403) },
  "a web page with 429": { run: page(429) },
  "the wrong content type": {
    run: async ({ response, forward }) => {
      const { status, body } = await forward();
      response.writeHead(status, { "content-type": "image/png" }).end(body);
    },
  },
  "headers twice": {
    run: async ({ response, forward }) => {
      const { status, body } = await forward();
      const twice = ["content-type", "application/json", "content-type", "text/html", "date", "now", "date", "then"];
      response.writeHead(status, twice).end(body);
    },
  },
  "401 on a page": { certain: true, run: page(401) },
  "401 in JSON": { certain: true, run: json(401, { status: "error", http_status: 401 }) },
  "an empty body": { run: ({ response }) => void response.writeHead(200).end() },
  "500 without a word": { run: json(500, { status: "error", http_status: 500 }) },
  "an error in an answer with 200": { run: json(200, { status: "error", http_status: 424, error: -56 }) },
  "a redirect": {
    run: ({ response }) => void response.writeHead(302, { location: "https://127.0.0.1:9/login" }).end(),
  },
  "bytes that are no HTTP": { run: (exchange) => raw(exchange, Buffer.from([0x16, 0x03, 0x01, 0xff, 0x00, 0x0a])) },
  "bytes behind the answer": {
    run: async (exchange) => {
      const { status, body } = await exchange.forward();
      const head = `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
      raw(exchange, head, body, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    },
  },
  "an early hint before the answer": {
    run: async (exchange) => {
      exchange.response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      await passOn(exchange);
    },
  },
};
