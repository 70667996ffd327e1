/**
 * What somebody had the network do, and when: kept until the device starts again.
 *
 * @module
 */

export interface SpeedTest {
  readonly interface: string;
  /** Milliseconds since the epoch. */
  readonly began: number;
}

export interface SpeedTests {
  /** Answers with its number. */
  start(name: string, now: number): number;
  find(id: number): SpeedTest | undefined;
  clear(): void;
}

const MOST = 100;

export function createSpeedTests(): SpeedTests {
  const tests = new Map<number, SpeedTest>();
  let last = 0;
  return {
    start(name, now) {
      last += 1;
      tests.set(last, { interface: name, began: now });
      tests.delete(last - MOST);
      return last;
    },
    find: (id) => tests.get(id),
    clear() {
      tests.clear();
      last = 0;
    },
  };
}
