// A simulator in a process of its own that tells how it is.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Handle {
  readonly url: string;
  readonly control: string;
  readonly token: string;
  readonly username: string;
  readonly password: string;
}

/** In MB, once all is collected that can be. */
export interface Memory {
  /** What objects and buffers hold. */
  readonly inUse: number;
  /** What the process has from the machine: it gives back little of it, whether it needs it or not. */
  readonly resident: number;
}

export interface FuzzedSimulator extends AsyncDisposable {
  readonly fortigate: Handle;
  readonly fortimanager: Handle;
  memory(): Promise<Memory>;
  /** What it has written to standard error so far: it does so for every fault of its own. */
  complaints(): string;
  isAlive(): boolean;
}

export async function startFuzzedSimulator(): Promise<FuzzedSimulator> {
  const script = fileURLToPath(new URL("simulator-process.ts", import.meta.url));
  const child = fork(script, { execArgv: ["--expose-gc"], stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const died = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`The simulator ended with ${code}: ${complaints.slice(0, 2000)}`)),
  );
  const next = async <T>(): Promise<T> => ((await Promise.race([once(child, "message"), died])) as [T])[0];
  const handles = await next<{ fortigate: Handle; fortimanager: Handle }>();
  return {
    ...handles,
    async memory() {
      child.send("memory");
      return next<Memory>();
    },
    complaints: () => complaints,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await died.catch(() => undefined);
    },
  };
}
