// node test/bench/stub.ts: a server with the answers of a FortiGate and a FortiManager, in a process of its own, so that its work is not counted.
// Says where it is in one line of JSON, and ends when its standard input does.
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { certify, createAuthority } from "../../packages/core/test/device.ts";
import { addressRow, LOG_LINES, logLine, objectRow } from "./stub-rows.ts";

const HEAD = {
  status: "success",
  http_status: 200,
  vdom: "root",
  serial: "FGVM0000000000",
  version: "v7.6.5",
  build: 3651,
};
const TOKEN = "0123456789abcdefghijklmno";
const VERSION = JSON.stringify({ Version: "v7.6.4-build3596 250101 (GA)", Major: 7, Minor: 6, Patch: 4 });

const authority = await createAuthority("Bench authority");
const { cert, key } = await certify(["bench.example.com"], authority);
const lists = new Map([20, 100, 2000].map((count) => [count, listAnswer(count)]));
const logPages = new Map<number, Buffer>();
const objects = JSON.stringify(Array.from({ length: 20 }, (_, index) => objectRow(index)));

const server = createServer({ cert, key }, (request, response) => {
  const url = new URL(request.url ?? "/", "https://stub");
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end();
  if (url.pathname.startsWith("/api/v2/log/")) return sendLog(response, url.searchParams);
  if (url.pathname === "/jsonrpc") return sendObjects(request, response);
  if (request.method === "POST") {
    request.resume().on("end", () => send(response, [toBuffer({ ...HEAD, http_method: "POST", mkey: "x" })]));
    return;
  }
  const count = url.searchParams.get("count");
  send(response, [count === null ? listAnswer(1) : (lists.get(Number(count)) ?? listAnswer(Number(count)))]);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
console.log(JSON.stringify({ url: `https://127.0.0.1:${port}`, ca: authority.cert, token: TOKEN }));
process.stdin.resume().on("end", () => process.exit());

function listAnswer(count: number): Buffer {
  const results = Array.from({ length: count }, (_, index) => addressRow(index));
  return toBuffer({
    ...HEAD,
    http_method: "GET",
    path: "firewall",
    name: "address",
    size: 0,
    matched_count: count,
    results,
  });
}

/** The lines are the same on every page; only where the page stands is not. */
function sendLog(response: ServerResponse, query: URLSearchParams): void {
  const [start, rows] = [Number(query.get("start")), Number(query.get("rows"))];
  const count = Math.max(0, Math.min(rows, LOG_LINES - start));
  let lines = logPages.get(count);
  if (lines === undefined) {
    lines = toBuffer(Array.from({ length: count }, (_, index) => logLine(index)));
    logPages.set(count, lines);
  }
  const envelope = { ...HEAD, session_id: 7, completed: 100, total_lines: LOG_LINES, start, rows: count };
  send(response, [Buffer.from(`${JSON.stringify(envelope).slice(0, -1)},"results":`), lines, Buffer.from("}")]);
}

/** FortiManager's status, and the same 20 objects for everything else. */
async function sendObjects(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { id, params } = JSON.parse(await text(request)) as { id: number; params: readonly [{ url: string }] };
  const { url } = params[0];
  const data = url.endsWith("sys/status") ? VERSION : objects;
  const start = JSON.stringify({ id, result: [{ status: { code: 0, message: "OK" }, url }] }).slice(0, -3);
  send(response, [Buffer.from(`${start},"data":${data}}]}`)]);
}

function send(response: ServerResponse, parts: readonly Buffer[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": length,
    "cache-control": "no-cache",
  });
  response.end(Buffer.concat(parts));
}

function toBuffer(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
