/**
 * Keeps a simulator's state in a file: soon after something may have changed, and at the end.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { Served } from "../http/served.ts";
import { stateText, writeState } from "./file.ts";
import type { Saved } from "./saved.ts";

export interface Keeper {
  /** Something may have changed: it is saved soon. */
  touch(): void;
  /** The same device; whatever is asked of it that may change it touches the keeper. */
  watch<Device extends Served>(device: Device): Device;
  /** Saves now. @throws Error when it cannot. */
  save(): Promise<void>;
  /** Saves for the last time. */
  close(): Promise<void>;
}

/** How long it waits for more to change, and so at least from one file to the next, in milliseconds. */
const WAIT_MS = 100;
/** It spends no more than one part in so many on saving. */
const SHARE = 10;

export interface KeeperPorts {
  readonly file: string;
  readonly clock: Clock;
  /** What there is to save. */
  collect(): Saved;
  /** Hears why a file could not be written while the simulator runs. */
  failed(error: unknown): void;
}

/** Where nothing is kept. */
export const NO_KEEPER: Keeper = {
  touch() {},
  watch: (device) => device,
  save: () => Promise.reject(new Error("There is no file to save the state in: name one with the option `state`")),
  close: async () => {},
};

export function createKeeper({ file, clock, collect, failed }: KeeperPorts): Keeper {
  let isTouched = false;
  let isWaiting = false;
  let isClosed = false;
  let written = "";
  let writing: Promise<void> = Promise.resolve();
  let lastMs = 0;

  async function write(): Promise<void> {
    const started = performance.now();
    const text = stateText(collect());
    if (text !== written) await writeState(file, text);
    written = text;
    lastMs = performance.now() - started;
  }

  /** One file after the other; one that fails stops none of the next. */
  function save(): Promise<void> {
    const next = writing.then(write);
    writing = next.catch(() => {});
    return next;
  }

  async function saveSoon(): Promise<void> {
    isWaiting = true;
    while (isTouched && !isClosed) {
      await clock.sleep(Math.max(WAIT_MS, lastMs * SHARE));
      isTouched = false;
      if (!isClosed) await save().catch(failed);
    }
    isWaiting = false;
  }

  function touch(): void {
    isTouched = true;
    if (!isWaiting && !isClosed) void saveSoon();
  }

  return {
    touch,
    watch: (device) => ({
      ...device,
      async handle(request) {
        const reply = await device.handle(request);
        if (request.method !== "GET" && request.method !== "HEAD") touch();
        return reply;
      },
    }),
    save,
    close() {
      isClosed = true;
      return save();
    },
  };
}
