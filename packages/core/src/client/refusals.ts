/**
 * Puts on record what is refused before it becomes a request: input that cannot be right.
 *
 * @module
 */

import { type FortiError, isFortiError } from "../errors.ts";
import type { DeviceRequest, Middleware } from "../types.ts";

/** Hears why a call failed, and what it was about. Of one that never said that, the place is undefined. */
export type RefusalListener<Place> = (error: unknown, place: Place | undefined, action: string) => void;

/** The refusals of one client. */
export interface Refusals<Place> {
  /** The outermost step of the pipeline: what failed in there is on record already. */
  readonly middleware: Middleware;
  /** Puts an error on record, if it is a refusal and is not there yet. */
  readonly listener: RefusalListener<Place>;
}

/** What a call would have been sent as: without keys, parameters and body, as nobody has said yet what in them is secret. */
export type RefusedRequest<Place> = (place: Place | undefined, action: string) => DeviceRequest;

/** Makes the refusals of a client. `put` hands a request that never was to the record, with its error. */
export function createRefusals<Place>(
  put: (request: DeviceRequest, error: FortiError) => void,
  toRequest: RefusedRequest<Place>,
): Refusals<Place> {
  const recorded = new WeakSet<FortiError>();
  return {
    middleware: (next) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        if (isFortiError(error, "INVALID_INPUT")) recorded.add(error);
        throw error;
      }
    },
    listener: (error, place, action) => {
      if (!isFortiError(error, "INVALID_INPUT") || recorded.has(error)) return;
      recorded.add(error);
      put(toRequest(place, action), error);
    },
  };
}

type Method = (...given: unknown[]) => unknown;
type Tell = (error: unknown) => never;

/** The same handle, whose calls tell the listener why they failed. Where each says itself what it is about, `place` tells that. */
export function watchHandle<Handle extends object, Place extends object | string>(
  handle: Handle,
  place: Place | ((given: readonly unknown[]) => Place | undefined) | undefined,
  listener: RefusalListener<Place>,
): Handle {
  const watch = (action: string, method: Method): Method => {
    return (...given) => {
      const tell: Tell = (error) => {
        listener(error, typeof place === "function" ? place(given) : place, action);
        throw error;
      };
      const answer = method(...given);
      if (answer instanceof Promise) return answer.catch(tell);
      return isIterator(answer) ? watchFirst(answer, tell) : answer;
    };
  };
  const members = Object.entries(handle).map(([name, member]) => {
    return [name, typeof member === "function" ? watch(name, member as Method) : member];
  });
  return Object.fromEntries(members) as Handle;
}

/** The same call, which tells the listener why it failed. */
export function watchCall<T, Place>(
  call: Promise<T>,
  place: Place | undefined,
  action: string,
  listener: RefusalListener<Place>,
): Promise<T> {
  return call.catch((error: unknown) => {
    listener(error, place, action);
    throw error;
  });
}

type Items = AsyncIterator<unknown>;

function isIterator(answer: unknown): answer is Items {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer && "next" in answer;
}

/** Input is checked at the first step: those that follow make no detour. */
function watchFirst(items: Items, tell: Tell): Items {
  const { next } = items;
  let isFirst = true;
  items.next = (...given) => {
    const step = next.apply(items, given);
    if (!isFirst) return step;
    isFirst = false;
    return step.catch(tell);
  };
  return items;
}
