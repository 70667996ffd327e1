/**
 * What becomes of a failed call: it throws, or answers the error, or logs it.
 *
 * @module
 */

import type { ErrorFormat, FortiError } from "../errors.ts";
import type { Logger } from "../logger.ts";

/** `throw` the error; `return` a {@link Result} from every call, failed or not; `log` it and answer undefined. */
export type OnError = "throw" | "return" | "log";

/** How calls answer: as {@link OnError} says, or with what became of them on each of several `devices`. */
export type AnswerMode = OnError | "devices";

/** What a call with `onError: "return"` answers. */
export type Result<T> = Success<T> | Failure;

/** A call that went well. */
export interface Success<T> {
  /** Tells it from a failure. */
  readonly ok: true;
  /** What the call answers. */
  readonly value: T;
}

/** A call that failed. */
export interface Failure {
  /** Tells it from a success. */
  readonly ok: false;
  /** Why. */
  readonly error: FortiError;
}

/** What became of a call on one of several devices. */
export type DeviceAnswer<T> = Result<T> & {
  /** Name of the device. */
  readonly device: string;
};

/** What a call that answers `T` answers in each mode. */
export interface Answers<T> {
  /** The answer itself. */
  readonly throw: T;
  /** The answer or the error. */
  readonly return: Result<T>;
  /** The answer, or undefined once the error is logged. */
  readonly log: T | undefined;
  /** The answers or errors of all devices, in their order. */
  readonly devices: readonly DeviceAnswer<T>[];
}

/** What a call answers. */
export type Answer<T, Mode extends AnswerMode> = Promise<Answers<T>[Mode]>;

/** What an iterator yields in each mode. An error is the last thing that it yields, or what ends it. */
export interface ItemAnswers<T> {
  /** The items. */
  readonly throw: T;
  /** The items, and the error if there is one. */
  readonly return: Result<T>;
  /** The items. */
  readonly log: T;
  /** The items of one device after the other, each with the error if there is one. */
  readonly devices: DeviceAnswer<T>;
}

/** What a call that iterates answers. */
export type Items<T, Mode extends AnswerMode> = AsyncIterableIterator<ItemAnswers<T>[Mode]>;

/** A handle whose calls answer as the mode says. */
export type Answering<Handle, Mode extends AnswerMode> = Mode extends "throw"
  ? Handle
  : { readonly [Name in keyof Handle]: AnsweringMember<Handle[Name], Mode> };

/** A member of a handle whose calls answer as the mode says. Of a function with two signatures, both are kept. */
export type AnsweringMember<Member, Mode extends AnswerMode> = Member extends {
  (...args: infer FirstArgs): infer First;
  (...args: infer Args): infer Last;
}
  ? { (...args: FirstArgs): AnsweringResult<First, Mode>; (...args: Args): AnsweringResult<Last, Mode> }
  : Member;

/** What such a call answers at once: a promise or an iterator of it, or what it was. */
export type AnsweringResult<T, Mode extends AnswerMode> =
  T extends Promise<infer Value>
    ? Answer<Value, Mode>
    : T extends AsyncIterableIterator<infer Item>
      ? Items<Item, Mode>
      : T;

/** How failures are answered. */
export interface FailureOptions<Mode extends OnError = OnError> {
  /** What becomes of a failure. Default: as before, and `throw` at first. */
  readonly onError?: Mode;
  /** With `log`: how much is said of an error. Default `detailed`. */
  readonly errorFormat?: ErrorFormat;
  /** With `log`: who takes the errors. Default: the client's logger, else the console. */
  readonly logger?: Logger;
}
