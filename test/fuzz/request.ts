// One request, and how its bytes go over the wire.
import type { Random } from "../faults/random.ts";
import { pickFrom } from "./junk.ts";

export interface FuzzRequest {
  readonly method: string;
  /** The request target as it is sent. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Undefined: none, and no word about it. */
  readonly body: string | undefined;
  /** Whoever gets it may go away for a moment, and answer nothing. */
  readonly mayRestart?: boolean;
}

/** How the body goes. All but the first two break HTTP, and end the connection. */
export type Framing = (typeof FRAMINGS)[number];

const FRAMINGS = [
  "plain",
  "chunked",
  // The length says more than there is, then the client hangs up.
  "too-long",
  // The rest of the body looks like the next request.
  "too-short",
  "bad-chunks",
  "both-lengths",
  "bad-length",
  // The client says that it is done, and waits for the answer.
  "half-closed",
  // It does not wait.
  "leaves",
] as const;

export function pickFraming(random: Random): Framing {
  const dice = random.below(100);
  if (dice < 88) return "plain";
  return dice < 93 ? "chunked" : pickFrom(random, FRAMINGS.slice(2));
}

/** Whether an answer has to come, in a form that HTTP clients read. */
export function isProper(framing: Framing): boolean {
  return framing === "plain" || framing === "chunked";
}

/** The bytes of a request, as Latin-1 where its head cannot be ASCII. */
export function bytesOf({ method, target, headers, body }: FuzzRequest, framing: Framing): Buffer {
  const content = Buffer.from(body ?? "");
  // Node waits for the rest of a body that makes no sense for ever, when the client wants another protocol too.
  const sent = isProper(framing) ? headers : headers.filter(([name]) => name !== "Upgrade");
  const lines = [`${method} ${target} HTTP/1.1`, ...sent.map(([name, value]) => `${name}: ${value}`)];
  const [more, bytes] = framed(content, framing, body === undefined);
  return Buffer.concat([Buffer.from(`${[...lines, ...more].join("\r\n")}\r\n\r\n`, "latin1"), bytes]);
}

function framed(content: Buffer, framing: Framing, isBodiless: boolean): [headers: readonly string[], sent: Buffer] {
  const { length } = content;
  const chunks = Buffer.concat([Buffer.from(`${length.toString(16)}\r\n`), content, Buffer.from("\r\n0\r\n\r\n")]);
  switch (framing) {
    case "chunked":
      return length === 0 ? [["Content-Length: 0"], content] : [["Transfer-Encoding: chunked"], chunks];
    case "too-long":
      return [[`Content-Length: ${length + 100}`], content];
    case "too-short":
      return [[`Content-Length: ${length >> 1}`], content];
    case "bad-chunks":
      return [["Transfer-Encoding: chunked"], Buffer.concat([Buffer.from("zz\r\n"), content])];
    case "both-lengths":
      return [[`Content-Length: ${length}`, "Transfer-Encoding: chunked"], chunks];
    case "bad-length":
      return [["Content-Length: -5"], content];
    default:
      return isBodiless ? [[], content] : [[`Content-Length: ${length}`], content];
  }
}
