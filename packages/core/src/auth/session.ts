/**
 * Sign-in by session: who signs in when, and once for all. How a product signs in, it is told.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import type { AuthStrategy } from "../middleware/authenticate.ts";
import { cancelled } from "../middleware/wait.ts";
import { closedFault } from "../transport/fault.ts";
import type { DeviceRequest, DeviceResponse, Runtime } from "../types.ts";
import { createHoldBack } from "./hold-back.ts";

/**
 * What a failed request says about the session that it was sent with: `over` for certain; `doubtful` when the answer
 * could also mean something that a new session does not change, such as missing rights.
 */
export type SessionVerdict = "over" | "doubtful" | undefined;

/** How one product keeps sessions. `Session` is what stands for one: cookies, or a key. */
export interface SessionProtocol<Session> {
  /** What it is, for logs and statistics: `password`. */
  readonly kind: string;
  /** Signs in. The signal is of the whole client, not of one request. */
  signIn(signal: AbortSignal): Promise<Session>;
  /**
   * Asks the device to keep a session that was not used for long. Undefined when it has ended it already. Default: the
   * session is signed out and another one takes its place.
   */
  renew?(session: Session, signal: AbortSignal): Promise<Session | undefined>;
  /** Signs out. What it throws is passed over. */
  signOut(session: Session, signal: AbortSignal): Promise<void>;
  /**
   * Asks the device whether a session in doubt still stands: then the failure is about something else, and the session,
   * with all that hangs on it, is kept. Parallel doubts ask once. Default: nobody can tell, and another one takes its place.
   */
  stands?(session: Session, signal: AbortSignal): Promise<boolean>;
  /** The last that is done when the strategy is closed: ends what stands beside the sessions. What it throws is passed over. */
  end?(signal: AbortSignal): Promise<void>;
  /** A copy of the request that carries the session, in its headers and among its `secrets`. */
  authorize(request: DeviceRequest, session: Session): DeviceRequest;
  /** The session after an answer, which may have changed it. Default: the same. */
  learn?(session: Session, response: DeviceResponse, request: DeviceRequest): Session;
  /** What a failure says about the session that the request was sent with. */
  judge(error: FortiError, request: DeviceRequest, session: Session): SessionVerdict;
}

/** How long sessions last, and the clock. */
export interface SessionOptions {
  /** The clock. */
  readonly runtime: Runtime;
  /**
   * A session that was not used for longer than this many milliseconds is renewed before the next request. False never
   * does that. Default 300,000.
   */
  readonly idleTimeoutMs?: number | false;
}

/** A session, and what is known of it. */
interface Held<Session> {
  session: Session;
  usedAt: number;
  /** It took the place of one that was doubtful: when it is doubted too, the reason is another. */
  isSecond: boolean;
  /** Whether the device says that it stands, while it is asked. */
  asked?: Promise<boolean> | undefined;
}

/** Longest time for signing out. */
const SIGN_OUT_MS = 5000;

/**
 * A strategy that keeps one session. It signs in with the first request. Parallel requests share one sign-in, and one
 * renewal when the session is over; who is cancelled stops waiting and leaves it to the others. A sign-in that was
 * refused is not tried again for a minute, or for as long as the device says. `close` signs out once.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { createSession } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const strategy = createSession<string>(
 *   {
 *     kind: "key",
 *     signIn: () => Promise.resolve("a key"),
 *     signOut: () => Promise.resolve(),
 *     authorize: (request, key) => ({ ...request, headers: { "x-key": key }, secrets: [key] }),
 *     judge: (error) => (error.status === 401 ? "over" : undefined),
 *   },
 *   { runtime: systemRuntime, idleTimeoutMs: 900_000 },
 * );
 * console.log(strategy.kind);
 * ```
 */
export function createSession<Session>(protocol: SessionProtocol<Session>, options: SessionOptions): AuthStrategy {
  const { runtime, idleTimeoutMs = 300_000 } = options;
  const idleMs = idleTimeoutMs === false ? Number.POSITIVE_INFINITY : checkNumber("idleTimeoutMs", idleTimeoutMs, 1);
  const holdBack = createHoldBack(runtime);
  const sentWith = new WeakMap<DeviceRequest, Held<Session>>();
  const ending = new AbortController();
  let held: Held<Session> | undefined;
  let doubted: Held<Session> | undefined;
  let opening: Promise<Held<Session>> | undefined;
  let closing: Promise<void> | undefined;
  let signIns = 0;

  const isIdle = ({ usedAt }: Held<Session>): boolean => runtime.now() - usedAt > idleMs;

  const carry = (request: DeviceRequest, by: Held<Session>): DeviceRequest => {
    by.usedAt = runtime.now();
    const authorized = protocol.authorize(request, by.session);
    sentWith.set(authorized, by);
    return authorized;
  };
  const leave = ({ session }: Held<Session>): Promise<void> =>
    bestEffort(runtime, (signal) => protocol.signOut(session, signal));

  /** The session that stood idle, unless the device has ended it. */
  const revive = async (idle: Held<Session>): Promise<Held<Session> | undefined> => {
    if (protocol.renew === undefined) return void (await leave(idle));
    try {
      const session = await protocol.renew(idle.session, ending.signal);
      return session === undefined ? undefined : { ...idle, session, usedAt: runtime.now() };
    } catch (error) {
      // Where the device has not said a word, it may stand yet: the next request asks again, and closing signs it out.
      if (isFortiError(error) && error.reached !== "yes") held = idle;
      throw error;
    }
  };
  const signIn = async (isSecond: boolean): Promise<Held<Session>> => {
    const session = await holdBack.run(() => protocol.signIn(ending.signal));
    signIns++;
    return { session, usedAt: runtime.now(), isSecond };
  };
  const open = async (idle: Held<Session> | undefined): Promise<Held<Session>> => {
    const last = doubted;
    doubted = undefined;
    if (last !== undefined) await leave(last);
    held = (idle && (await revive(idle))) ?? (await signIn(last !== undefined));
    return held;
  };
  const openOnce = (): Promise<Held<Session>> => {
    if (opening !== undefined) return opening;
    const idle = held;
    held = undefined;
    opening = open(idle).finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const end = async (signal: AbortSignal): Promise<void> => {
    const last = (await opening?.catch(() => undefined)) ?? held ?? doubted;
    held = undefined;
    doubted = undefined;
    try {
      if (last !== undefined) await protocol.signOut(last.session, signal);
    } finally {
      await protocol.end?.(signal);
    }
  };
  /** Whether `by` still stands, as far as can be known: where the device says nothing, it is left alone. */
  const isStanding = (by: Held<Session>, stands: NonNullable<typeof protocol.stands>): Promise<boolean> => {
    by.asked ??= stands(by.session, ending.signal)
      .catch(() => true)
      .finally(() => {
        by.asked = undefined;
      });
    return by.asked;
  };
  /** Another one is to take the place of `by`. */
  const replace = (by: Held<Session>): true => {
    // While the device was asked, that may have happened already.
    if (by === held) {
      doubted = by;
      held = undefined;
    }
    return true;
  };

  return {
    kind: protocol.kind,
    authorize: (request) => {
      if (closing !== undefined) throw closedFault(request);
      if (held !== undefined && !isIdle(held)) return carry(request, held);
      return whileWanted(request, openOnce).then((opened) => carry(request, opened));
    },
    learn: (response, request) => {
      const by = sentWith.get(request);
      if (by === undefined) return;
      by.usedAt = runtime.now();
      by.session = protocol.learn?.(by.session, response, request) ?? by.session;
      // Where the device can be asked, a session that was good once may end like any other.
      if (protocol.stands !== undefined) by.isSecond = false;
    },
    recover: (error, request) => {
      holdBack.hear(error);
      const by = sentWith.get(request);
      if (by === undefined || closing !== undefined) return false;
      const verdict = protocol.judge(error, request, by.session);
      if (verdict === undefined) return false;
      // Another request's failure has ended that session already: the current one may do better.
      if (by !== held) return true;
      if (verdict === "over") {
        held = undefined;
        return true;
      }
      if (by.isSecond) return false;
      const { stands } = protocol;
      if (stands === undefined) return replace(by);
      return whileWanted(request, () => isStanding(by, stands)).then(
        (isGood) => !isGood && closing === undefined && replace(by),
      );
    },
    close: () => {
      closing ??= bestEffort(runtime, end).finally(() => ending.abort());
      return closing;
    },
    stats: () => ({ kind: protocol.kind, signedIn: held !== undefined, signIns, lastUsedAt: held?.usedAt }),
  };
}

/** What `work` answers, unless the request is cancelled before. The work itself goes on, for others. */
function whileWanted<T>(request: DeviceRequest, work: () => Promise<T>): Promise<T> {
  const { signal } = request;
  if (signal === undefined) return work();
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(cancelled({ request, purpose: "for the sign-in", reached: "no" }));
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel);
    work()
      .finally(() => signal.removeEventListener("abort", cancel))
      .then(resolve, reject);
  });
}

/** Gives `work` {@link SIGN_OUT_MS} milliseconds and passes over how it ends: a device that is gone holds up nobody. */
async function bestEffort(runtime: Runtime, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work(over.signal), runtime.sleep(SIGN_OUT_MS, over.signal)]).catch(() => undefined);
  over.abort();
}
