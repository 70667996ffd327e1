/**
 * How long each interface has been switched on since the device started.
 *
 * @module
 */

export interface Uptimes {
  /** Milliseconds. One that nobody ever switched has been on all the time. */
  of(name: string, booted: number, now: number): number;
  /** Whether somebody switched it off, or on again. */
  has(name: string): boolean;
  added(name: string, now: number): void;
  switchedOff(name: string, booted: number, now: number): void;
  switchedOn(name: string, booted: number, now: number): void;
  clear(): void;
}

interface Uptime {
  /** Before it was last switched on. */
  readonly banked: number;
  /** Undefined while it is off. */
  readonly since: number | undefined;
}

export function createUptimes(): Uptimes {
  const known = new Map<string, Uptime>();
  const switched = new Set<string>();

  function totalOf({ banked, since }: Uptime, now: number): number {
    return since === undefined ? banked : banked + Math.max(0, now - since);
  }

  function turn(name: string, booted: number, now: number, isOn: boolean): void {
    const uptime = known.get(name) ?? { banked: 0, since: booted };
    switched.add(name);
    known.set(name, { banked: totalOf(uptime, now), since: isOn ? now : undefined });
  }

  return {
    of: (name, booted, now) => totalOf(known.get(name) ?? { banked: 0, since: booted }, now),
    has: (name) => switched.has(name),
    added: (name, now) => void known.set(name, { banked: 0, since: now }),
    switchedOff: (name, booted, now) => turn(name, booted, now, false),
    switchedOn: (name, booted, now) => turn(name, booted, now, true),
    clear() {
      known.clear();
      switched.clear();
    },
  };
}
