// One TLS connection, and what comes back on it: no more of HTTP than that takes.
import { once } from "node:events";
import { connect, type TLSSocket } from "node:tls";

export interface Answer {
  readonly status: number;
  /** Its first 2,000 characters, and its last. */
  readonly start: string;
  readonly end: string;
}

export interface Connection {
  /** False once either side has ended it, or the device has said that it will. */
  isOpen(): boolean;
  send(bytes: Buffer): void;
  /** Says that nothing more will be sent. */
  halfClose(): void;
  /**
   * The next answer.
   *
   * @param method Of the request. @returns Undefined when the connection ends before it is complete, and when nothing
   * comes for a long time: then it is still open.
   */
  receive(method: string): Promise<Answer | undefined>;
  close(): void;
}

const PATIENCE_MS = 10_000;
const LONGEST_START = 2000;

export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  socket.on("error", () => socket.destroy());
  await Promise.race([once(socket, "secureConnect"), once(socket, "close")]);
  return connectionOver(socket);
}

function connectionOver(socket: TLSSocket): Connection {
  let received: Buffer = Buffer.alloc(0);
  let isEnded = socket.destroyed;
  let isLast = false;
  let wake: () => void = () => undefined;
  socket.on("data", (bytes: Buffer) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    wake();
  });
  for (const event of ["end", "close"]) {
    socket.on(event, () => {
      isEnded = true;
      wake();
    });
  }

  /** Waits until something more has come. False when that will never be. */
  async function more(): Promise<boolean> {
    if (isEnded) return false;
    const before = received.length;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const timer = setTimeout(() => wake(), PATIENCE_MS);
    await woken;
    clearTimeout(timer);
    return received.length > before;
  }

  async function take(length: number): Promise<Buffer | undefined> {
    while (received.length < length) if (!(await more())) return undefined;
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  }

  async function takeUntil(mark: string): Promise<string | undefined> {
    for (;;) {
      const end = received.indexOf(mark);
      if (end !== -1) return (await take(end + mark.length))?.toString("latin1");
      if (!(await more())) return undefined;
    }
  }

  async function takeChunks(): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    for (;;) {
      const size = Number.parseInt((await takeUntil("\r\n")) ?? "x", 16);
      const chunk = Number.isNaN(size) ? undefined : await take(size + 2);
      if (chunk === undefined) return undefined;
      if (size === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, -2));
    }
  }

  async function receive(method: string): Promise<Answer | undefined> {
    const head = await takeUntil("\r\n\r\n");
    if (head === undefined) return undefined;
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
    if (status < 200) return receive(method);
    const header = (name: string) => new RegExp(`^${name}: *(.*)\r$`, "im").exec(head)?.[1];
    if (/close/i.test(header("connection") ?? "")) isLast = true;
    const length = header("content-length");
    let body: Buffer | undefined = Buffer.alloc(0);
    if (method !== "HEAD" && status !== 204) {
      if (header("transfer-encoding") !== undefined) body = await takeChunks();
      else if (length !== undefined) body = await take(Number(length));
      else {
        while (await more());
        body = received;
      }
    }
    if (body === undefined) return undefined;
    const start = body.toString("utf8", 0, LONGEST_START);
    const end = body.toString("utf8", Math.max(0, body.length - LONGEST_START));
    return { status, start, end };
  }

  return {
    isOpen: () => !isEnded && !isLast && !socket.destroyed,
    send: (bytes) => void socket.write(bytes),
    halfClose: () => socket.end(),
    receive,
    close: () => socket.destroy(),
  };
}
