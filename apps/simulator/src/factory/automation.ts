/**
 * The automation that a device starts with: triggers and actions to choose from, and a few stitches.
 *
 * @module
 */

import { isSince } from "../version.ts";
import { numbered, type WireContent, type WireRow } from "./wire-content.ts";

function trigger(name: string, description: string, eventType: string, more: WireRow = {}): WireRow {
  return { name, description, "event-type": eventType, ...more };
}

function onLog(name: string, description: string, logs: readonly number[], more: WireRow = {}): WireRow {
  return trigger(name, description, "event-log", { logid: logs.map((id) => ({ id })), ...more });
}

function action(name: string, description: string, type: string, more: WireRow = {}): WireRow {
  return { name, description, "action-type": type, ...more };
}

function systemAction(name: string, description: string, does: string, more: WireRow = {}): WireRow {
  return action(name, description, "system-actions", { "system-action": does, ...more });
}

function stitch(
  name: string,
  description: string,
  on: string,
  actions: readonly string[],
  status: "enable" | "disable",
): WireRow {
  return { name, description, status, trigger: on, actions: numbered(actions.map((does) => ({ action: does }))) };
}

const EMAIL = "Email Notification";
const PHONE = "FortiExplorer Notification";
const QUARANTINE = ["Access Layer Quarantine", "FortiClient Quarantine"];

const TRIGGERS: readonly WireRow[] = [
  onLog("Network Down", "A network connection is down.", [20_099], {
    fields: numbered([{ name: "status", value: "DOWN" }]),
  }),
  trigger("HA Failover", "A HA failover has occurred.", "ha-failover"),
  trigger("Reboot", "A FortiGate is rebooted.", "reboot"),
  onLog("FortiAnalyzer Connection Down", "A FortiAnalyzer connection is down.", [22_902]),
  trigger("License Expiry", "A FortiGate license is near expiration.", "license-near-expiry", {
    "license-type": "any",
  }),
  trigger("Compromised Host - High", "An incident of compromise has been detected on a host endpoint.", "ioc"),
  trigger("Incoming Webhook Call", "An incoming webhook call is received.", "incoming-webhook"),
  trigger(
    "Any Security Rating Notification",
    "A security rating summary report has been generated.",
    "security-rating-summary",
    { "report-type": "any" },
  ),
  trigger("AV & IPS DB update", "The antivirus and IPS database has been updated.", "virus-ips-db-updated"),
  trigger(
    "Configuration Change",
    "An administrator's session that changed the configuration is over.",
    "config-change",
  ),
  trigger("Conserve Mode", "A FortiGate entered conserve mode due to low memory.", "low-memory"),
  trigger("High CPU", "A FortiGate has high CPU usage.", "high-cpu"),
  trigger("Anomaly Logs", "An anomalous event has occurred.", "anomaly-logs"),
  trigger("IPS Logs", "An IPS event has occurred.", "ips-logs"),
  trigger("SSH Logs", "A SSH event has occurred.", "ssh-logs"),
  trigger("Traffic Violation", "A traffic policy has been violated.", "traffic-violation"),
  trigger("Virus Logs", "A virus event has occurred.", "virus-logs"),
  trigger("Webfilter Violation", "A webfilter policy has been violated.", "webfilter-violation"),
  onLog("Admin Login", "A FortiOS event with specified log ID has occurred.", [32_001]),
  onLog("Auto Firmware upgrade", "Automatic firmware upgrade.", [32_263, 22_095]),
];

const ACTIONS: readonly WireRow[] = [
  action(
    "Access Layer Quarantine",
    "Quarantine the MAC address on access layer devices (FortiSwitch and FortiAP).",
    "quarantine",
  ),
  action("FortiClient Quarantine", "Use FortiClient EMS to quarantine the endpoint device.", "quarantine-forticlient"),
  action("FortiNAC Quarantine", "Use FortiNAC to quarantine the endpoint device.", "quarantine-fortinac"),
  action("IP Ban", "Ban the IP address specified in the automation trigger event.", "ban-ip"),
  action(PHONE, "Send a notification to FortiExplorer mobile application.", "fortiexplorer-notification"),
  action(EMAIL, "Send a custom email to the specified recipient(s).", "email", {
    "forticare-email": "enable",
    "email-subject": "%%log.logdesc%%",
  }),
  action("CLI Script - System Status", "Execute a CLI script to return the system status.", "cli-script", {
    script: "get system status",
    accprofile: "super_admin_readonly",
  }),
];

/** What the device can be told to do, from 7.2.1 on. */
const SYSTEM_ACTIONS: readonly WireRow[] = [
  systemAction("Reboot FortiGate", "Reboot this FortiGate.", "reboot", { "minimum-interval": 300 }),
  systemAction("Shutdown FortiGate", "Shut down this FortiGate.", "shutdown"),
  systemAction("Backup Config Disk", "Backup this FortiGate's configuration file to disk.", "backup-config"),
];

const STITCHES: readonly WireRow[] = [
  stitch("Network Down", "Send an email when a network goes down.", "Network Down", [EMAIL], "disable"),
  stitch("HA Failover", "Send an email when a HA failover is detected.", "HA Failover", [EMAIL], "disable"),
  stitch("Reboot", "Send an email when a FortiGate is rebooted.", "Reboot", [EMAIL], "disable"),
  stitch(
    "FortiAnalyzer Connection Down",
    "Send a FortiExplorer notification when the connection to FortiAnalyzer is lost.",
    "FortiAnalyzer Connection Down",
    [PHONE],
    "enable",
  ),
  stitch(
    "License Expired Notification",
    "Send a FortiExplorer notification when a license is near expiration.",
    "License Expiry",
    [PHONE],
    "enable",
  ),
  stitch(
    "Compromised Host Quarantine",
    "Quarantine a compromised host on FortiAPs, FortiSwitches, and FortiClient EMS.",
    "Compromised Host - High",
    QUARANTINE,
    "disable",
  ),
  stitch(
    "Incoming Webhook Quarantine",
    "Quarantine a provided MAC address on FortiAPs, FortiSwitches, and FortiClient EMS using an Incoming Webhook.",
    "Incoming Webhook Call",
    QUARANTINE,
    "disable",
  ),
  stitch(
    "Security Rating Notification",
    "Send a FortiExplorer notification when a new Security Rating report is available.",
    "Any Security Rating Notification",
    [PHONE],
    "enable",
  ),
  stitch(
    "Firmware upgrade notification",
    "Automatic firmware upgrade notification.",
    "Auto Firmware upgrade",
    [EMAIL],
    "enable",
  ),
];

export function automationContent(version: string): WireContent {
  const isNewer = isSince(version, "7.2.1");
  const expiry = trigger(
    "Local Certificate Expiry",
    "A local certificate is near expiration.",
    "local-cert-near-expiry",
  );
  return {
    "system/automation-trigger": isNewer ? [...TRIGGERS, expiry] : TRIGGERS,
    "system/automation-action": isNewer ? [...SYSTEM_ACTIONS, ...ACTIONS] : ACTIONS,
    "system/automation-stitch": STITCHES,
  };
}
