/**
 * Lets the calls of a handle answer their errors, or log them, in place of throwing.
 *
 * @module
 */

import { type FortiError, isFortiError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { invalidInput } from "./invalid-input.ts";
import type { FailureOptions, OnError, Result } from "./on-error.ts";

/** What is done with the two things that calls answer. */
interface Answerer {
  promise(result: Promise<unknown>): Promise<unknown>;
  items(items: AsyncIterable<unknown>): AsyncIterableIterator<unknown>;
}

/**
 * The handle with calls that answer failures as the options say; so do the handles that its calls hand out, such as the
 * members of an entry. Only a FortiError is a failure: a mistake in the code throws in every mode.
 *
 * @param fallback Takes the errors where the options name no logger.
 * @throws FortiError INVALID_INPUT for a mode that does not exist, and when nobody is there to take what is to be logged.
 */
export function answering<View extends object>(
  handle: object,
  options: FailureOptions,
  fallback: Logger | undefined,
): View {
  const answerer = createAnswerer(options, fallback);
  // The compiler knows handle and view by the types of the API; here both are the same functions.
  if (answerer === undefined) return handle as View;

  const wrap = (value: unknown): unknown => {
    if (typeof value === "function") return (...args: unknown[]) => wrap(value(...args));
    if (value instanceof Promise) return answerer.promise(value);
    if (typeof value !== "object" || value === null) return value;
    return isIterable(value) ? answerer.items(value) : answering(value, options, fallback);
  };
  const wrapped = Object.entries(handle).map(([name, member]) => [
    name,
    name === "with" ? withOptions(member, options, fallback) : wrap(member),
  ]);
  return Object.fromEntries(wrapped) as View;
}

/** A view of a view: what it does not say stays as it was. */
function withOptions(
  change: (options: FailureOptions) => object,
  options: FailureOptions,
  fallback: Logger | undefined,
): (more: FailureOptions) => object {
  return (more) => answering(change({ ...more, onError: "throw" }), { ...options, ...more }, fallback);
}

function createAnswerer(options: FailureOptions, fallback: Logger | undefined): Answerer | undefined {
  const { onError = "throw", errorFormat, logger = fallback } = options;
  if (!MODES.includes(onError))
    throw invalidInput(`Not a mode for errors: ${JSON.stringify(onError)}`, `One of ${MODES.join(", ")}`);
  if (onError === "throw") return undefined;
  if (onError === "return") return RETURNING;
  if (logger === undefined)
    throw invalidInput('onError: "log" has no logger to log to', "Give one: logger: consoleLogger()");
  return logging((error) => logger.log("error", error.format(errorFormat)));
}

const MODES: readonly OnError[] = ["throw", "return", "log"];

const RETURNING: Answerer = {
  promise: async (result) => {
    try {
      return success(await result);
    } catch (error) {
      return failure(error);
    }
  },
  async *items(items) {
    try {
      for await (const item of items) yield success(item);
    } catch (error) {
      yield failure(error);
    }
  },
};

function logging(log: (error: FortiError) => void): Answerer {
  return {
    promise: async (result) => {
      try {
        return await result;
      } catch (error) {
        return log(asFailure(error));
      }
    },
    async *items(items) {
      try {
        yield* items;
      } catch (error) {
        log(asFailure(error));
      }
    },
  };
}

function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

function failure(error: unknown): Result<never> {
  return { ok: false, error: asFailure(error) };
}

function asFailure(error: unknown): FortiError {
  if (isFortiError(error)) return error;
  throw error;
}

function isIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
