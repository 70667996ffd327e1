/**
 * The security profiles that every VDOM starts with, but for web and DNS filters and TLS inspection.
 *
 * @module
 */

import { named, numbered, type WireContent, type WireRow } from "./wire-content.ts";

const MAIL = ["imap", "pop3", "smtp"];
const ANTIVIRUS = ["http", "ftp", ...MAIL];

function forEach(protocols: readonly string[], settings: WireRow): WireRow {
  return Object.fromEntries(protocols.map((protocol) => [protocol, settings]));
}

function sensor(name: string, comment: string, entries: readonly WireRow[], more: WireRow = {}): WireRow {
  return { name, comment, ...more, entries: numbered(entries) };
}

const SERIOUS = { severity: "medium high critical" };
const WIFI = "Default configuration for offloading WiFi traffic.";
const SNIFFER = "Monitor ";

/** Of SIP: each header that a strict profile refuses when it is malformed. */
const SIP_HEADERS = [
  ...["request-line", "header-via", "header-from", "header-to", "header-call-id", "header-cseq", "header-rack"],
  ...["header-rseq", "header-contact", "header-record-route", "header-route", "header-expires", "header-content-type"],
  ...["header-content-length", "header-max-forwards", "header-allow", "header-p-asserted-identity"],
  ..."vosicbzkatrm".split("").map((line) => `header-sdp-${line}`),
];

const BLOCK_SEVERE = { status: "enable", action: "block", severity: "high" };
const WAF_CLASSES: readonly WireRow[] = [
  { id: 100_000_000, action: "block", severity: "high" },
  { id: 20_000_000 },
  { id: 30_000_000, ...BLOCK_SEVERE },
  { id: 40_000_000 },
  { id: 50_000_000, ...BLOCK_SEVERE },
  { id: 60_000_000 },
  { id: 70_000_000, ...BLOCK_SEVERE },
  { id: 80_000_000, status: "enable", severity: "low" },
  { id: 110_000_000, status: "enable", severity: "high" },
  { id: 90_000_000, ...BLOCK_SEVERE },
];
const WAF_DISABLED = [80_080_005, 80_200_001, 60_030_001, 60_120_001, 80_080_003, 90_410_001, 90_410_002];
const WAF_LENGTHS = [
  ...["header-length", "content-length", "param-length", "line-length", "url-param-length"],
  ...["max-cookie", "max-header-line", "max-url-param"],
];

export const PROFILE_CONTENT: WireContent = {
  "antivirus/profile": [
    {
      name: "default",
      comment: "Scan files and block viruses.",
      ...forEach(ANTIVIRUS, { "av-scan": "block" }),
    },
    {
      name: "sniffer-profile",
      comment: "Scan files and monitor viruses.",
      ...forEach([...ANTIVIRUS, "cifs"], { "av-scan": "monitor" }),
    },
    { name: "wifi-default", comment: WIFI, ...forEach(ANTIVIRUS, { "av-scan": "block" }) },
  ],
  "antivirus/settings": [{ "machine-learning-detection": "enable", grayware: "enable" }],
  "ips/sensor": [
    sensor("sniffer-profile", `${SNIFFER}IPS attacks.`, [SERIOUS]),
    sensor("wifi-default", WIFI, [SERIOUS]),
    sensor("all_default", "All predefined signatures with default setting.", [{}]),
    sensor("all_default_pass", "All predefined signatures with PASS action.", [{ action: "pass" }]),
    sensor("protect_http_server", "Protect against HTTP server-side vulnerabilities.", [
      { location: "server", protocol: "HTTP" },
    ]),
    sensor("protect_email_server", "Protect against email server-side vulnerabilities.", [
      { location: "server", protocol: "SMTP POP3 IMAP" },
    ]),
    sensor("protect_client", "Protect against client-side vulnerabilities.", [{ location: "client" }]),
    sensor("default", "Prevent critical attacks.", [SERIOUS]),
    sensor(
      "high_security",
      "Blocks all Critical/High/Medium and some Low severity vulnerabilities",
      [{ ...SERIOUS, status: "enable", action: "block" }, { severity: "low" }],
      { "block-malicious-url": "enable" },
    ),
  ],
  "application/list": [
    { name: "sniffer-profile", comment: `${SNIFFER}all applications.`, entries: [{ id: 1, action: "pass" }] },
    { name: "wifi-default", comment: WIFI, entries: [{ id: 1, action: "pass", log: "disable" }] },
    { name: "default", comment: "Monitor all applications.", entries: [{ id: 1, action: "pass" }] },
    {
      name: "block-high-risk",
      entries: numbered([{ category: [{ id: 2 }, { id: 6 }] }, { action: "pass" }]),
    },
  ],
  "emailfilter/profile": [
    { name: "sniffer-profile", comment: "Malware and phishing URL monitoring." },
    { name: "default", comment: "Malware and phishing URL filtering." },
  ],
  "file-filter/profile": [
    { name: "default", comment: "File type inspection." },
    { name: "sniffer-profile", comment: "File type inspection." },
  ],
  "dlp/filepattern": [
    {
      id: 1,
      name: "builtin-patterns",
      entries: [
        ..."bat com dll doc exe gz hta ppt rar scr tar tgz vb? wps xl? zip pif cpl".split(" ").map((ending) => ({
          pattern: `*.${ending}`,
        })),
      ],
    },
    {
      id: 2,
      name: "all_executables",
      entries: ["bat", "exe", "elf", "hta"].map((type) => ({
        pattern: type,
        "filter-type": "type",
        "file-type": type,
      })),
    },
  ],
  "dlp/sensitivity": named(["Private", "Critical", "Warning"]),
  "dlp/data-type": [
    ...named(["keyword", "regex", "hex"], { pattern: "built-in" }),
    {
      name: "credit-card",
      pattern: "\\b([2-6]{1}\\d{3})[- ]?(\\d{4})[- ]?(\\d{2})[- ]?(\\d{2})[- ]?(\\d{2,4})\\b",
      verify: "built-in",
      "look-back": 20,
      transform: "\\b\\1[- ]?\\2[- ]?\\3[- ]?\\4[- ]?\\5\\b",
    },
    {
      name: "ssn-us",
      pattern: "\\b(\\d{3})-(\\d{2})-(\\d{4})\\b",
      verify: "(?<!-)\\b(?!666|000|9\\d{2})\\d{3}-(?!00)\\d{2}-(?!0{4})\\d{4}\\b(?!-)",
      "look-back": 12,
      transform: "\\b\\1-\\2-\\3\\b",
    },
  ],
  "dlp/profile": [
    { name: "default", comment: "Default profile." },
    {
      name: "sniffer-profile",
      comment: "Log a summary of email and web traffic.",
      "summary-proto": "smtp pop3 imap http-get http-post",
    },
    { name: "Content_Summary", "summary-proto": "smtp pop3 imap http-get http-post ftp nntp" },
    {
      name: "Content_Archive",
      "full-archive-proto": "smtp pop3 imap http-get http-post ftp nntp",
      "summary-proto": "smtp pop3 imap http-get http-post ftp nntp",
    },
    {
      name: "Large-File",
      rule: [
        {
          id: 1,
          name: "Large-File-Filter",
          proto: "smtp pop3 imap http-get http-post",
          "filter-by": "none",
          "file-size": 5120,
          action: "log-only",
        },
      ],
    },
  ],
  "icap/profile": [
    {
      name: "default",
      "icap-headers": numbered([
        { name: "X-Authenticated-User", content: "$user" },
        { name: "X-Authenticated-Groups", content: "$local_grp" },
      ]),
    },
  ],
  "voip/profile": [
    { name: "default", comment: "Default VoIP profile." },
    { name: "strict", sip: Object.fromEntries(SIP_HEADERS.map((name) => [`malformed-${name}`, "discard"])) },
  ],
  "waf/main-class": WAF_CLASSES.map(({ id }) => ({ id })),
  "waf/signature": WAF_DISABLED.map((id) => ({ id })),
  "waf/profile": [
    {
      name: "default",
      signature: { "main-class": WAF_CLASSES, "disabled-signature": WAF_DISABLED.map((id) => ({ id })) },
      constraint: {
        ...forEach(WAF_LENGTHS, { status: "enable", log: "enable", severity: "low" }),
        ...forEach(["method", "hostname"], { action: "block", log: "enable" }),
        ...forEach(["version", "malformed"], { log: "enable" }),
        "max-range-segment": { status: "enable", log: "enable", severity: "high" },
      },
    },
  ],
  "casb/profile": [{ name: "default" }],
  "virtual-patch/profile": [{ name: "default", comment: "Default virtual patch profile." }],
};
