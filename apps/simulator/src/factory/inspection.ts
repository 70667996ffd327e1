/**
 * How traffic is taken apart: protocol options and the profiles of TLS and SSH inspection.
 *
 * @module
 */

import { WILDCARD_NAMES } from "./addresses.ts";
import { numbered, type WireContent, type WireRow } from "./wire-content.ts";

/** The usual port of each protocol over TLS. */
const TLS_PORTS: Readonly<Record<string, string>> = {
  https: "443",
  ftps: "990",
  imaps: "993",
  pop3s: "995",
  smtps: "465",
};

/** FortiGuard's categories of what nobody should look into. */
const FINANCE = 31;
const HEALTH = 33;

const EXEMPT = numbered([
  { "fortiguard-category": FINANCE },
  { "fortiguard-category": HEALTH },
  ...WILDCARD_NAMES.map((name) => ({ type: "wildcard-fqdn", "wildcard-fqdn": name })),
]);

function inspected(name: string, comment: string, more: WireRow): WireRow {
  return { name, comment, ssh: { ports: "22", status: "disable" }, dot: { status: "disable" }, ...more };
}

const DEEP: WireRow = {
  ...Object.fromEntries(
    Object.entries(TLS_PORTS).map(([protocol, ports]) => [protocol, { ports, status: "deep-inspection" }]),
  ),
  "ssl-exempt": EXEMPT,
};
const OFF: WireRow = Object.fromEntries(Object.keys(TLS_PORTS).map((protocol) => [protocol, { status: "disable" }]));

export const INSPECTION_CONTENT: WireContent = {
  "firewall/profile-protocol-options": [
    {
      name: "default",
      comment: "All default services.",
      http: { ports: "80", options: "", "post-lang": "" },
      ftp: { ports: "21", options: "splice" },
      imap: { ports: "143", options: "fragmail" },
      mapi: { ports: "135", options: "fragmail" },
      pop3: { ports: "110", options: "fragmail" },
      smtp: { ports: "25", options: "fragmail splice" },
      nntp: { ports: "119", options: "splice" },
      ssh: { options: "" },
      dns: { ports: "53" },
      cifs: { ports: "445", options: "" },
    },
  ],
  "firewall/ssl-ssh-profile": [
    inspected("certificate-inspection", "Read-only SSL handshake inspection profile.", {
      ...OFF,
      https: { ports: "443", status: "certificate-inspection" },
    }),
    inspected("deep-inspection", "Read-only deep inspection profile.", DEEP),
    inspected("custom-deep-inspection", "Customizable deep inspection profile.", DEEP),
    inspected("no-inspection", "Read-only profile that does no inspection.", OFF),
  ],
};
