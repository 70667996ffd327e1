import { connectFortiManager, type FortiManager } from "@fortiweave/fortimanager";
import type { FortiManagerHandle, LockRecord } from "@fortiweave/simulator";
import { connectControl } from "../contract/control.ts";

/** A simulated FortiManager in the hands of whoever tests it: its control API, and a client that no fault befalls. */
export interface ManagerHands extends AsyncDisposable {
  /** Sees what is committed, and nothing else. */
  readonly observer: FortiManager;
  endSessions(): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Ends all sessions, and is gone for a moment. */
  restart(): Promise<void>;
  /** Takes the connection to a FortiGate away. */
  cutOff(name: string): Promise<void>;
  /** Takes everything away that was made to go wrong. */
  mend(): Promise<void>;
  /** Back to how it was set up, with a target for its package, a workspace mode and quick tasks. */
  reset(): Promise<void>;
  locks(): Promise<LockRecord[]>;
}

export function takeInHand({ url, fingerprint, control, apiKey }: FortiManagerHandle): ManagerHands {
  const { tell, read } = connectControl(control);
  const observer = connectFortiManager({ url, apiKey, tls: { fingerprint } });
  const settle = (): Promise<void> =>
    tell("POST", "/settings", { workspace: "normal", taskMs: 1, restartMs: 20, unreachable: [] });
  return {
    observer,
    endSessions: () => tell("DELETE", "/sessions"),
    advance: (advanceMs) => tell("POST", "/time", { advanceMs }),
    restart: () => tell("POST", "/troubles", { kind: "restart", times: 1 }),
    cutOff: (name) => tell("POST", "/settings", { unreachable: [name] }),
    async mend() {
      await tell("DELETE", "/troubles");
      await settle();
    },
    async reset() {
      await tell("POST", "/reset");
      await observer.adom("root").package("default").targets.add({ name: "fortigate-1", vdom: "root" });
      await settle();
    },
    locks: () => read("/locks"),
    [Symbol.asyncDispose]: () => observer.close(),
  };
}
