/**
 * What administrators do, as lines of the log `event/system`.
 *
 * @module
 */

import type { Edit } from "../cmdb/edit.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { EventLog } from "./events.ts";
import type { LogLine } from "./line.ts";

/** Who did it, and from where. */
export interface Actor {
  readonly user: string;
  readonly address: string;
}

/** Why a sign-in failed, as the device words it. */
export type FailureReason =
  | "name_invalid"
  | "passwd_invalid"
  | "ip_untrusted"
  | "token_invalid"
  | "too_many_sessions"
  | "api_key_invalid"
  | "api_key_expired";

export interface AdminEvents {
  signedIn(actor: Actor, profile: string): void;
  signedOut(actor: Actor): void;
  signInFailed(actor: Actor, reason: FailureReason): void;
  lockedOut(address: string, seconds: number, failures: number): void;
  edited(actor: Actor, edit: Edit): void;
}

export function createAdminEvents(events: EventLog): AdminEvents {
  /** Sign-ins are logged in one place, whoever signs in. */
  const add = (content: LogLine): void => events.add(MANAGEMENT_VDOM, content);

  return {
    signedIn({ user, address }, profile) {
      add({
        logid: "0100032001",
        level: "information",
        logdesc: "Admin login successful",
        ...whereabouts(user, address),
        action: "login",
        status: "success",
        reason: "none",
        profile,
        msg: `Administrator ${user} logged in successfully from https(${address})`,
      });
    },
    signedOut({ user, address }) {
      add({
        logid: "0100032003",
        level: "information",
        logdesc: "Admin logout successful",
        ...whereabouts(user, address),
        action: "logout",
        status: "success",
        reason: "exit",
        msg: `Administrator ${user} logged out from https(${address})`,
      });
    },
    signInFailed({ user, address }, reason) {
      add({
        logid: "0100032002",
        level: "alert",
        logdesc: "Admin login failed",
        ...whereabouts(user, address),
        action: "login",
        status: "failed",
        reason,
        msg: `Administrator ${user} login failed from https(${address}) because of ${reason}`,
      });
    },
    lockedOut(address, seconds, failures) {
      add({
        logid: "0100032021",
        level: "alert",
        logdesc: "Admin login disabled",
        ui: address,
        action: "login",
        status: "failed",
        reason: "exceed_limit",
        msg: `Login disabled from IP ${address} for ${seconds} seconds because of ${failures} bad attempts`,
      });
    },
    edited({ user, address }, { path, key, vdom, action, attributes }) {
      const cfgpath = path.replaceAll("/", ".");
      events.add(vdom ?? MANAGEMENT_VDOM, {
        logid: key === undefined ? "0100044546" : "0100044547",
        level: "information",
        logdesc: key === undefined ? "Attribute configured" : "Object attribute configured",
        user,
        ui: `https(${address})`,
        action,
        cfgpath,
        ...(key === undefined ? {} : { cfgobj: key }),
        ...(attributes === "" ? {} : { cfgattr: attributes }),
        msg: key === undefined ? `${action} ${cfgpath}` : `${action} ${cfgpath} ${key}`,
      });
    },
  };
}

function whereabouts(user: string, address: string): LogLine {
  return { user, ui: `https(${address})`, method: "https", srcip: address };
}
