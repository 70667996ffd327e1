/**
 * The settings that a device starts with beside its administrators and interfaces.
 *
 * @module
 */

import type { Model } from "../models/model.ts";
import { isSince } from "../version.ts";
import { named, numbered, type WireContent, type WireRow } from "./wire-content.ts";

const TCP = 6;
const UDP = 17;

/** Protocols that open further connections: name, protocol, port. */
const HELPERS: readonly (readonly [name: string, protocol: number, port: number])[] = [
  ["pptp", TCP, 1723],
  ["h323", TCP, 1720],
  ["ras", UDP, 1719],
  ["tns", TCP, 1521],
  ["tftp", UDP, 69],
  ["rtsp", TCP, 554],
  ["rtsp", TCP, 7070],
  ["rtsp", TCP, 8554],
  ["ftp", TCP, 21],
  ["mms", TCP, 1863],
  ["pmap", TCP, 111],
  ["pmap", UDP, 111],
  ["sip", UDP, 5060],
  ["dns-udp", UDP, 53],
  ["rsh", TCP, 514],
  ["rsh", TCP, 512],
  ["dcerpc", TCP, 135],
  ["dcerpc", UDP, 135],
  ["mgcp", UDP, 2427],
  ["mgcp", UDP, 2727],
];

const LANGUAGES = ["en", "fr", "sp", "pg", "x-sjis", "big5", "GB2312", "euc-kr"];

/** A device with switches to look after tells them the time. */
function timeService({ fortilink }: Model): WireRow {
  const own = { ntpsync: "enable", type: "fortiguard" };
  if (fortilink === undefined) return own;
  return { ...own, "server-mode": "enable", interface: [{ "interface-name": fortilink.name }] };
}

export function systemContent(model: Model, version: string): WireContent {
  const mail = isSince(version, "7.4.0") ? "fortinet-notifications.com" : "notification.fortinet.net";
  return {
    "system/auto-install": [{ "auto-install-config": "enable", "auto-install-image": "enable" }],
    "system/custom-language": LANGUAGES.map((name) => ({ name, filename: name })),
    "system/dns": [
      {
        primary: "96.45.45.45",
        secondary: "96.45.46.46",
        protocol: "dot",
        "server-hostname": [{ hostname: "globalsdns.fortinet.net" }],
      },
    ],
    "system/email-server": [{ server: mail, port: 465, security: "smtps" }],
    "system/ha": [{ override: "disable" }],
    "system/ntp": [timeService(model)],
    "system/replacemsg-image": named([
      ...["logo_fnet", "logo_fguard_wf", "logo_fw_auth"],
      ...["logo_v2_fnet", "logo_v2_fguard_wf", "logo_v2_fguard_app"],
    ]),
    "system/session-helper": numbered(HELPERS.map(([name, protocol, port]) => ({ name, protocol, port }))),
    "wireless-controller/setting": [{ "darrp-optimize-schedules": named(["default-darrp-optimize"]) }],
  };
}
