/**
 * How much one request may ask for: a client can put tens of thousands of items into it, each of which asks for all there
 * is. It neither keeps the others waiting nor gets more than a machine can hold.
 *
 * @module
 */

import { setImmediate as afterOthers } from "node:timers/promises";
import { alreadyJson } from "../../http/json-text.ts";
import { type RpcResult, refusal } from "./envelope.ts";
import { answerTooLong } from "./refusals.ts";

export interface Room {
  /** The result of an item, with its data written down; a refusal when there is no room for it. */
  take(url: unknown, work: () => Promise<RpcResult>): Promise<RpcResult>;
}

const MOST_CHARACTERS = 64 * 1024 * 1024;
const TURN_MS = 20;

export function createRoom(): Room {
  let since = performance.now();
  let characters = 0;

  /** Lets other requests have their turn, when this one has had its own for a while. */
  async function breathe(): Promise<void> {
    if (performance.now() - since < TURN_MS) return;
    await afterOthers();
    since = performance.now();
  }

  return {
    async take(url, work) {
      await breathe();
      const noRoom = (): RpcResult => refusal(answerTooLong(), typeof url === "string" ? url : undefined);
      if (characters >= MOST_CHARACTERS) return noRoom();
      const result = await work();
      if (result.data === undefined) return result;
      const data = textOf(result.data);
      if (data === undefined) return noRoom();
      characters += data.length;
      return { ...result, data: alreadyJson(data) };
    },
  };
}

/** Undefined when no text is that long. */
function textOf(data: unknown): string | undefined {
  try {
    return JSON.stringify(data) ?? "null";
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
