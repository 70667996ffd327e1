/**
 * Puts on record what is refused before it becomes a request: input that cannot be right.
 *
 * @module
 */

import { type DeviceRequest, type FortiError, type HttpMethod, isFortiError, type Middleware } from "@fortiweave/core";

/** What a call was about. */
export interface CallPlace {
  readonly area: "cmdb" | "monitor" | "log" | "service";
  /** What follows the area: `firewall/address`. */
  readonly path: string;
  /** The fields that lead into an entry: `member`. Default: none. */
  readonly inside?: string;
}

/** Hears why a call failed. Of one that never said what it was about, the place is undefined. */
export type RefusalListener = (error: unknown, place: CallPlace | undefined, action: string) => void;

/** The refusals of one client. */
export interface Refusals {
  /** The outermost step of the pipeline: what failed in there is on record already. */
  readonly middleware: Middleware;
  /** Puts an error on record, if it is a refusal and is not there yet. */
  readonly listener: RefusalListener;
}

/** As what a call would have been sent. What is not listed reads. */
const METHODS: Readonly<Record<string, HttpMethod>> = {
  create: "POST",
  clone: "POST",
  add: "POST",
  post: "POST",
  upload: "POST",
  ban: "POST",
  unban: "POST",
  update: "PUT",
  set: "PUT",
  ensure: "PUT",
  move: "PUT",
  delete: "DELETE",
  absent: "DELETE",
  remove: "DELETE",
  apply: "POST",
  "begin transaction": "POST",
};

/** Makes the refusals of a client. `put` hands a request that never was to the record, with its error. */
export function createRefusals(put: (request: DeviceRequest, error: FortiError) => void): Refusals {
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

/** Without keys, parameters and body: nobody has said yet what in them is a secret. */
function toRequest(place: CallPlace | undefined, action: string): DeviceRequest {
  const method = METHODS[action] ?? "GET";
  const endpoint = place === undefined ? action : `${place.area}/${place.path}`;
  const words = [place?.area, place?.path, action, place?.inside];
  return {
    operation: words.filter(Boolean).join(" "),
    endpoint,
    effect: method === "GET" ? "read" : "write",
    idempotent: method !== "POST",
    method,
    path: `/api/v2/${place === undefined ? "" : encodeURI(endpoint.toWellFormed())}`,
  };
}

type Method = (...given: unknown[]) => unknown;
type Tell = (error: unknown) => never;

/** The same handle, whose calls tell the listener why they failed. */
export function watchHandle<Handle extends object>(
  handle: Handle,
  place: CallPlace | undefined,
  listener: RefusalListener,
): Handle {
  const watch = (action: string, method: Method): Method => {
    const tell: Tell = (error) => {
      listener(error, place, action);
      throw error;
    };
    return (...given) => {
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
export function watchCall<T>(
  call: Promise<T>,
  place: CallPlace | undefined,
  action: string,
  listener: RefusalListener,
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
