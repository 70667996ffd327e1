/**
 * A sign-in with a password, step by step: disclaimer, password, code, new password, second disclaimer. Both dialects
 * go through here; each says in its own way what came of it.
 *
 * @module
 */

import { objectOf } from "../cmdb/table.ts";
import type { Holder } from "../cmdb/transactions.ts";
import { type Admin, adminNamed, changePassword } from "../device/admins.ts";
import { isTrusted } from "../device/trusted-hosts.ts";
import type { AdminEvents, FailureReason } from "../log/admin-events.ts";
import type { Lockouts } from "./lockouts.ts";
import type { Session, SessionForm, Sessions, Step } from "./sessions.ts";
import type { SignInSettings } from "./settings.ts";

/** What a client sent. */
export interface Attempt {
  readonly address: string;
  readonly form: SessionForm;
  readonly username: string;
  readonly password: string;
  readonly code: string;
  readonly newPassword: string;
  /** The banner before the sign-in is accepted. */
  readonly acceptsFirst: boolean;
  /** The banner after it is. */
  readonly acceptsLast: boolean;
  /** A sign-in that was begun before and goes on with this. */
  readonly begun: Session | undefined;
}

/** What came of it. A sign-in that waits for a step has a session, to go on with. */
export type Outcome =
  | { readonly kind: "in" | Step; readonly session: Session }
  | { readonly kind: "first-banner" | "failed" | "locked-out" };

export interface SignInParts {
  readonly holder: Holder;
  readonly sessions: Sessions;
  readonly lockouts: Lockouts;
  readonly settings: SignInSettings;
  readonly events: AdminEvents;
}

const DEFAULT_THRESHOLD = 3;
export const DEFAULT_LOCKOUT_SECONDS = 60;
const DEFAULT_MOST_SESSIONS = 100;

export function attemptSignIn(parts: SignInParts, attempt: Attempt): Outcome {
  const { holder, lockouts, settings, events } = parts;
  const { address, begun } = attempt;
  const global = objectOf(holder.configuration.table("system/global", undefined));
  const rule = {
    threshold: Number(global["admin-lockout-threshold"] ?? DEFAULT_THRESHOLD),
    seconds: Number(global["admin-lockout-duration"] ?? DEFAULT_LOCKOUT_SECONDS),
  };
  if (lockouts.isLocked(address)) {
    lockouts.fail(address, rule);
    return { kind: "locked-out" };
  }
  const hasFirstBanner = settings.preDisclaimer || global["pre-login-banner"] === "enable";
  if (hasFirstBanner && begun === undefined && !attempt.acceptsFirst) return { kind: "first-banner" };
  const user = begun?.user ?? attempt.username;
  const admin = adminNamed(holder.configuration, user);
  const fault = admin === undefined ? "name_invalid" : faultOf(parts, attempt, admin);
  if (admin === undefined || fault !== undefined) {
    events.signInFailed({ user, address }, fault ?? "name_invalid");
    lockouts.fail(address, rule);
    if (lockouts.isLocked(address)) events.lockedOut(address, rule.seconds, rule.threshold);
    return { kind: "failed" };
  }
  if (begun === undefined && isFull(parts, admin, global)) {
    events.signInFailed({ user, address }, "too_many_sessions");
    return { kind: "failed" };
  }
  const hasLastBanner = settings.postDisclaimer || global["post-login-banner"] === "enable";
  return proceed(parts, attempt, admin, hasLastBanner);
}

/** The steps that follow once the password was right. */
function proceed(parts: SignInParts, attempt: Attempt, admin: Admin, hasLastBanner: boolean): Outcome {
  const { holder, sessions, lockouts, settings, events } = parts;
  const { address, form, newPassword } = attempt;
  const { name, profile } = admin.principal;
  const session = attempt.begun ?? sessions.start(name, address, form);
  const wait = (step: Step): Outcome => ({ kind: step, session: sessions.advance(session, step) });
  if (wantsCode(parts, attempt, admin) && attempt.code === "") return wait("code");
  if (admin.mustChangePassword || settings.changePassword) {
    if (newPassword === "" || newPassword === admin.password) return wait("new-password");
    changePassword(holder.configuration, name, newPassword);
    settings.changePassword = false;
  }
  if (hasLastBanner && !attempt.acceptsLast) return wait("last-banner");
  lockouts.forgive(address);
  events.signedIn({ user: name, address }, profile);
  return { kind: "in", session: sessions.advance(session, undefined) };
}

/** What is wrong with an attempt; undefined when nothing is. */
function faultOf(parts: SignInParts, attempt: Attempt, admin: Admin): FailureReason | undefined {
  const { begun, code, password, address } = attempt;
  if (begun === undefined && password !== admin.password) return "passwd_invalid";
  if (begun === undefined && !isTrusted(admin.principal, address)) return "ip_untrusted";
  const isWrongCode = wantsCode(parts, attempt, admin) && code !== "" && code !== parts.settings.tokenCode;
  return isWrongCode ? "token_invalid" : undefined;
}

/** Whether the code is still to come: an earlier step of the same sign-in may have brought it. */
function wantsCode({ settings }: SignInParts, { begun }: Attempt, admin: Admin): boolean {
  return (settings.twoFactor || admin.hasTwoFactor) && (begun === undefined || begun.waitsFor === "code");
}

function isFull({ sessions }: SignInParts, { principal }: Admin, global: Readonly<Record<string, unknown>>): boolean {
  const open = sessions.list();
  const isAlone = global["admin-concurrent"] === "disable";
  // One that waits for a step opens nothing, and the older dialect begins anew for each.
  if (isAlone && open.some(({ user, waitsFor }) => user === principal.name && waitsFor === undefined)) return true;
  return open.length >= Number(global["admin-login-max"] ?? DEFAULT_MOST_SESSIONS);
}
