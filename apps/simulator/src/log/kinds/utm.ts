/**
 * What the inspection of traffic found.
 *
 * @module
 */

import type { Chance } from "../chance.ts";
import type { LogLine } from "../line.ts";
import { ends } from "./traffic.ts";

const SITES = ["example.com", "example.net", "example.org", "cdn.example.com", "mail.example.net"] as const;
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

export const utmKinds: Readonly<Record<string, (chance: Chance) => LogLine>> = {
  virus: (chance) => {
    const filename = chance.pick(FILES);
    return found("0211008192", "infected", "warning", "blocked", chance, {
      filename,
      virus: "EICAR_TEST_FILE",
      viruscat: "Virus",
      virusid: 2172,
      url: `https://${chance.pick(SITES)}/${filename}`,
      profile: "default",
      direction: "incoming",
      crscore: 50,
      crlevel: "critical",
      msg: "File is infected.",
    });
  },
  webfilter: (chance) => {
    const [cat, catdesc] = chance.pick(CATEGORIES);
    const hostname = chance.pick(SITES);
    return found("0316013056", "ftgd_blk", "warning", "blocked", chance, {
      hostname,
      url: `https://${hostname}/`,
      profile: "default",
      reqtype: "direct",
      sentbyte: 60 + chance.below(5000),
      rcvdbyte: 60 + chance.below(50_000),
      direction: "outgoing",
      method: "domain",
      cat,
      catdesc,
      msg: "URL belongs to a denied category in policy",
    });
  },
  ips: (chance) => {
    const [attackid, attack, severity] = chance.pick(ATTACKS);
    return found("0419016384", "signature", "alert", chance.pick(["dropped", "detected", "reset"]), chance, {
      severity,
      attack,
      attackid,
      profile: "default",
      ref: `http://www.fortinet.com/ids/VID${attackid}`,
      incidentserialno: 1 + chance.below(999_999_999),
      msg: `${attack},`,
    });
  },
  "app-ctrl": (chance) =>
    found("1059028704", "signature", "information", chance.pick(["pass", "pass", "block"]), chance, {
      appid: 15832,
      app: "Facebook",
      appcat: "Social.Media",
      apprisk: "medium",
      applist: "default",
      hostname: chance.pick(SITES),
      incidentserialno: 1 + chance.below(999_999_999),
      msg: "Social.Media: Facebook,",
    }),
  dns: (chance) =>
    found("1501054802", "dns-response", "notice", "pass", chance, {
      xid: chance.below(65_536),
      qname: chance.pick(SITES),
      qtype: "A",
      qtypeval: 1,
      qclass: "IN",
      ipaddr: `203.0.113.${1 + chance.below(254)}`,
      profile: "default",
      msg: "Domain is monitored",
    }),
  anomaly: (chance) =>
    found("0720018433", "anomaly", "alert", "clear_session", chance, {
      severity: "critical",
      attack: chance.pick(["icmp_flood", "tcp_syn_flood", "udp_scan"]),
      count: 1 + chance.below(5000),
      msg: "anomaly: flood, repeats since last log",
    }),
  dlp: (chance) => found("0954024576", "dlp", "warning", "block", chance, { filename: chance.pick(FILES) }),
  emailfilter: (chance) =>
    found("0508020503", "smtp", "notice", "tagged", chance, { from: `news@${chance.pick(SITES)}`, subject: "Offers" }),
  "file-filter": (chance) =>
    found("1900064000", "file-filter", "warning", "blocked", chance, { filename: chance.pick(FILES), filetype: "exe" }),
  waf: (chance) =>
    found("1200030248", "waf-signature", "warning", "blocked", chance, { url: "/?id=1", severity: "high" }),
  voip: (chance) =>
    found("0814044032", "voip", "information", "permit", chance, { kind: "call", from: "sip:1@example.com" }),
  ssh: (chance) =>
    found("1600061002", "ssh-command", "notice", "passthrough", chance, { login: "root", command: "ls" }),
  ssl: (chance) =>
    found("1700062300", "ssl-anomaly", "warning", "blocked", chance, { eventsubtype: "certificate-blocked" }),
  cifs: (chance) =>
    found("1800063000", "cifs-filefilter", "warning", "blocked", chance, { filename: chance.pick(FILES) }),
  gtp: (chance) => found("1400041216", "gtp-all", "information", "forwarded", chance, { version: 1, msgtype: 16 }),
};

function found(
  logid: string,
  eventtype: string,
  level: string,
  action: string,
  chance: Chance,
  more: LogLine,
): LogLine {
  return { logid, eventtype, level, ...ends(chance), action, ...more };
}
