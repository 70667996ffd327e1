/**
 * What happens to the device through the monitor API, as lines of the log `event/system`.
 *
 * @module
 */

import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { Actor } from "../log/admin-events.ts";
import type { EventLog } from "../log/events.ts";
import type { LogLine } from "../log/line.ts";

type Writer = Pick<EventLog, "add">;

export function logRestart(log: Writer, { user, address }: Actor, action: "reboot" | "shutdown", reason: string): void {
  const [logid, verb] = action === "reboot" ? ["0100032138", "rebooted"] : ["0100032139", "shut down"];
  const why = reason === "" ? "" : ` The reason is '${reason}'`;
  log.add(MANAGEMENT_VDOM, {
    ...told(logid, "critical", action === "reboot" ? "Device rebooted" : "Device shutdown"),
    user,
    ui: `https(${address})`,
    action,
    msg: `User ${user} ${verb} the device from https(${address}).${why}`,
  });
}

export function logStart(log: Writer): void {
  log.add(MANAGEMENT_VDOM, { ...told("0100032009", "information", "FortiGate started"), msg: "Fortigate started" });
}

export function logTimeChange(log: Writer, { user, address }: Actor, time: number): void {
  log.add(MANAGEMENT_VDOM, {
    ...told("0100032042", "notice", "System time changed"),
    user,
    ui: `https(${address})`,
    msg: `Time has been changed to ${new Date(time).toISOString()} by ${user} via https(${address})`,
  });
}

export function logCertificate(log: Writer, { user, address }: Actor, vdom: string, what: string, name: string): void {
  log.add(vdom, {
    ...told("0100032221", "information", "Certificate imported"),
    user,
    ui: `https(${address})`,
    action: "import",
    cert: name,
    "cert-type": what,
    msg: `User ${user} imported ${what} certificate ${name} from https(${address})`,
  });
}

export function logStitch(log: Writer, stitch: string, trigger: string, actions: readonly string[]): void {
  log.add(MANAGEMENT_VDOM, {
    ...told("0100046600", "notice", "Automation stitch triggered"),
    stitch,
    trigger,
    stitchaction: actions.join(","),
    from: "log",
    msg: `stitch:${stitch} is triggered.`,
  });
}

export function logActionFailure(log: Writer, stitch: string, action: string, reason: string): void {
  log.add(MANAGEMENT_VDOM, {
    ...told("0100046602", "error", "Automation action failed"),
    stitch,
    stitchaction: action,
    msg: `stitch:${stitch} action:${action} failed: ${reason}`,
  });
}

function told(logid: string, level: string, logdesc: string): LogLine {
  return { logid, level, logdesc };
}
