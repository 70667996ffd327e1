/** The little light under the node. */

import type { NodeStatus } from "node-red";

/** What a finished operation says, each with a text in the locale under `status`. */
export type Summary = "changed" | "unchanged" | "done" | "found" | "block" | "refuse";

/** Shows how messages fare: blue while any is under way, then how the last one ended. */
export interface StatusLight {
  requesting(): void;
  succeeded(summary: Summary, count?: number): void;
  failed(code: string): void;
  /** The operation was called off. */
  cancelled(): void;
}

export function createStatusLight(
  show: (status: NodeStatus) => void,
  translate: (key: string, values?: Record<string, string | number>) => string,
): StatusLight {
  let running = 0;
  let last: NodeStatus = {};

  function refresh(): void {
    const text = running > 1 ? translate("status.requestingMany", { count: running }) : translate("status.requesting");
    show(running > 0 ? { fill: "blue", shape: "dot", text } : last);
  }

  function finish(status: NodeStatus): void {
    running -= 1;
    last = status;
    refresh();
  }

  return {
    requesting() {
      running += 1;
      refresh();
    },
    succeeded: (summary, count = 0) =>
      finish({ fill: "green", shape: "dot", text: translate(`status.${summary}`, { count }) }),
    failed: (code) => finish({ fill: "red", shape: "ring", text: code }),
    cancelled: () => finish({}),
  };
}
