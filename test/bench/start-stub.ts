// Starts the stub in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Where the stub is, and what it takes. */
export interface Stub extends AsyncDisposable {
  readonly url: string;
  /** The authority that signed its certificate, as PEM text. */
  readonly ca: string;
  readonly token: string;
}

export async function startStub(): Promise<Stub> {
  const script = new URL("./stub.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return {
    ...(JSON.parse(line) as Pick<Stub, "url" | "ca" | "token">),
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await once(child, "close");
    },
  };
}
