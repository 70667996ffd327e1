/**
 * What `sys/session` tells of the session that asks.
 *
 * @module
 */

import type { Session } from "../parts.ts";
import type { Admin } from "../sessions/admins.ts";

export interface SessionFacts {
  /** Undefined when it came from FortiCloud. */
  readonly admin: Admin | undefined;
  /** Until it idles out. */
  readonly secondsLeft: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function showSession({ user, adoms = [] }: Session, { admin, secondsLeft, now }: SessionFacts): object {
  return {
    admin_adom: adoms[0] ?? "root",
    admin_prof: admin?.profile ?? "Super_User",
    admin_user: user,
    adom_access: adoms.length === 0 ? 0 : 1,
    adom_list: adoms,
    adom_override: 0,
    current_adom_name: adoms[0] ?? "root",
    custom_session_label: "",
    email: "",
    first_name: "",
    last_name: "",
    login_user: user,
    time_left: secondsLeft,
    timestamp: Math.floor(now / 1000),
    valid: 1,
  };
}
