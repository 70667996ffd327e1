/**
 * What the inspection of traffic found.
 *
 * @module
 */

import { siteOf } from "../../world/internet.ts";
import { toText } from "../../world/ipv4.ts";
import type { LogLine } from "../line.ts";
import type { Kind, Material } from "./kind.ts";
import { ends } from "./traffic.ts";

const FILES = ["eicar.com", "invoice.pdf", "setup.exe", "photos.zip", "report.docx"] as const;
const CATEGORIES = [
  [26, "Malicious Websites"],
  [52, "Information Technology"],
  [37, "Social Networking"],
  [61, "Phishing"],
] as const;
const ATTACKS = [
  [29844, "Eicar.Virus.Test.File", "info"],
  [43799, "Apache.Struts.2.Jakarta.Multipart.Parser.Code.Execution", "critical"],
  [38255, "MS.SMB.Server.Trans.Peeking.Data.Information.Disclosure", "high"],
  [12705, "Generic.XXE.Detection", "medium"],
] as const;

export const utmKinds: Readonly<Record<string, Kind>> = {
  virus: (material) => {
    const filename = material.chance.pick(FILES);
    return found("0211008192", "infected", "warning", "blocked", material, {
      filename,
      virus: "EICAR_TEST_FILE",
      viruscat: "Virus",
      virusid: 2172,
      url: `https://${siteIn(material)}/${filename}`,
      profile: profileIn(material, "av-profile"),
      direction: "incoming",
      crscore: 50,
      crlevel: "critical",
      msg: "File is infected.",
    });
  },
  webfilter: (material) => {
    const [cat, catdesc] = material.chance.pick(CATEGORIES);
    const hostname = siteIn(material);
    return found("0316013056", "ftgd_blk", "warning", "blocked", material, {
      hostname,
      url: `https://${hostname}/`,
      profile: profileIn(material, "webfilter-profile"),
      reqtype: "direct",
      sentbyte: 60 + material.chance.below(5000),
      rcvdbyte: 60 + material.chance.below(50_000),
      direction: "outgoing",
      method: "domain",
      cat,
      catdesc,
      msg: "URL belongs to a denied category in policy",
    });
  },
  ips: (material) => {
    const [attackid, attack, severity] = material.chance.pick(ATTACKS);
    return found("0419016384", "signature", "alert", material.chance.pick(["dropped", "detected", "reset"]), material, {
      severity,
      attack,
      attackid,
      profile: profileIn(material, "ips-sensor"),
      ref: `http://www.fortinet.com/ids/VID${attackid}`,
      incidentserialno: 1 + material.chance.below(999_999_999),
      msg: `${attack},`,
    });
  },
  "app-ctrl": (material) =>
    found("1059028704", "signature", "information", material.chance.pick(["pass", "pass", "block"]), material, {
      ...applicationIn(material),
      applist: profileIn(material, "application-list"),
      hostname: siteIn(material),
      incidentserialno: 1 + material.chance.below(999_999_999),
    }),
  dns: (material) =>
    found("1501054802", "dns-response", "notice", "pass", material, {
      xid: material.chance.below(65_536),
      qname: siteIn(material),
      qtype: "A",
      qtypeval: 1,
      qclass: "IN",
      ipaddr: toText(material.session.destination.ip),
      profile: profileIn(material, "dnsfilter-profile"),
      msg: "Domain is monitored",
    }),
  anomaly: (material) =>
    found("0720018433", "anomaly", "alert", "clear_session", material, {
      severity: "critical",
      attack: material.chance.pick(["icmp_flood", "tcp_syn_flood", "udp_scan"]),
      count: 1 + material.chance.below(5000),
      msg: "anomaly: flood, repeats since last log",
    }),
  dlp: (material) =>
    found("0954024576", "dlp", "warning", "block", material, { filename: material.chance.pick(FILES) }),
  emailfilter: (material) =>
    found("0508020503", "smtp", "notice", "tagged", material, { from: `news@${siteIn(material)}`, subject: "Offers" }),
  "file-filter": (material) =>
    found("1900064000", "file-filter", "warning", "blocked", material, {
      filename: material.chance.pick(FILES),
      filetype: "exe",
    }),
  waf: (material) =>
    found("1200030248", "waf-signature", "warning", "blocked", material, { url: "/?id=1", severity: "high" }),
  voip: (material) =>
    found("0814044032", "voip", "information", "permit", material, { kind: "call", from: "sip:1@example.com" }),
  ssh: (material) =>
    found("1600061002", "ssh-command", "notice", "passthrough", material, { login: "root", command: "ls" }),
  ssl: (material) =>
    found("1700062300", "ssl-anomaly", "warning", "blocked", material, { eventsubtype: "certificate-blocked" }),
  cifs: (material) =>
    found("1800063000", "cifs-filefilter", "warning", "blocked", material, { filename: material.chance.pick(FILES) }),
  gtp: (material) => found("1400041216", "gtp-all", "information", "forwarded", material, { version: 1, msgtype: 16 }),
};

function found(
  logid: string,
  eventtype: string,
  level: string,
  action: string,
  { session }: Material,
  more: LogLine,
): LogLine {
  return { logid, eventtype, level, ...ends(session), action, ...more };
}

/** The profile that the policy has for it. */
function profileIn({ session }: Material, field: string): string {
  return session.lane.way.policy.profiles.get(field) ?? "default";
}

function siteIn({ session }: Material): string {
  return siteOf(session.destination.ip);
}

function applicationIn({ session }: Material): LogLine {
  const { id, app, category, risk } = session.lane.application;
  return { appid: id, app, appcat: category, apprisk: risk, msg: `${category}: ${app},` };
}
