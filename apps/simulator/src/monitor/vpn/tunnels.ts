/**
 * What administrators did to IPsec tunnels: the rest of their state follows from the configuration and the clock.
 *
 * @module
 */

import type { Edit } from "../../cmdb/edit.ts";
import type { Clock } from "../../device/clock.ts";

export interface TunnelMark {
  /** Taken down by hand. */
  readonly isDown: boolean;
  /** When it was configured, came up, or its counters were set back; null for as long as the device runs. */
  readonly since: number | null;
}

/** Of all phases 2 that are not untouched, by what tells them apart. */
export type TunnelState = readonly (readonly [id: string, mark: TunnelMark])[];

/** Tunnels go by the VDOM and the name of their phase 2, which no other has. */
export interface Tunnels {
  get(vdom: string, phase2: string): TunnelMark;
  up(vdom: string, phase2: string): void;
  down(vdom: string, phase2: string): void;
  /** Lets the counters of these begin at 0. */
  restartCounters(vdom: string, phases2: readonly string[]): void;
  /** Something was configured: a new phase 2 comes up then. */
  edited(edit: Edit): void;
  clear(): void;
  state(): TunnelState;
  load(state: TunnelState): void;
}

const PHASES_2: ReadonlySet<string> = new Set(["vpn.ipsec/phase2-interface", "vpn.ipsec/phase2"]);

const UNTOUCHED: TunnelMark = { isDown: false, since: null };

export function createTunnels(clock: Clock): Tunnels {
  let marks = new Map<string, TunnelMark>();
  const idOf = (vdom: string, phase2: string): string => `${vdom}\n${phase2}`;
  const get = (vdom: string, phase2: string): TunnelMark => marks.get(idOf(vdom, phase2)) ?? UNTOUCHED;
  const set = (vdom: string, phase2: string, mark: TunnelMark): void => void marks.set(idOf(vdom, phase2), mark);

  return {
    get,
    up(vdom, phase2) {
      if (get(vdom, phase2).isDown) set(vdom, phase2, { isDown: false, since: clock.now() });
    },
    down: (vdom, phase2) => set(vdom, phase2, { isDown: true, since: null }),
    restartCounters(vdom, phases2) {
      for (const phase2 of phases2) set(vdom, phase2, { ...get(vdom, phase2), since: clock.now() });
    },
    edited({ path, vdom = "", key = "", action }) {
      if (!PHASES_2.has(path)) return;
      if (action === "Add") set(vdom, key, { isDown: false, since: clock.now() });
      if (action === "Delete") marks.delete(idOf(vdom, key));
    },
    clear: () => marks.clear(),
    state: () => [...marks],
    load(state) {
      marks = new Map(state);
    },
  };
}
