/**
 * The replacement messages of a device, by name alone: their texts are the vendor's.
 *
 * @module
 */

import type { WireContent, WireRow } from "./wire-content.ts";

const MESSAGES: Readonly<Record<string, string>> = {
  admin: "pre_admin-disclaimer-text post_admin-disclaimer-text",
  alertmail: "alertmail-virus alertmail-block alertmail-nids-event alertmail-crit-event alertmail-disk-full",
  auth:
    "auth-disclaimer-page-1 auth-disclaimer-page-2 auth-disclaimer-page-3 auth-reject-page auth-login-page " +
    "auth-login-failed-page auth-token-login-page auth-token-login-failed-page auth-success-msg auth-challenge-page " +
    "auth-keepalive-page auth-portal-page auth-password-page auth-fortitoken-page auth-next-fortitoken-page " +
    "auth-email-token-page auth-sms-token-page auth-email-harvesting-page auth-email-failed-page " +
    "auth-cert-passwd-page auth-guest-print-page auth-guest-email-page auth-success-page " +
    "auth-block-notification-page auth-quarantine-page auth-qtn-reject-page",
  "fortiguard-wf": "ftgd-block http-err ftgd-ovrd ftgd-quota ftgd-warning",
  ftp: "ftp-av-fail ftp-dl-blocked ftp-dl-filesize ftp-dl-dlp-ban ftp-explicit-banner ftp-dl-archive-block",
  http:
    "bannedword url-block urlfilter-err infcache-block http-block http-filesize http-dlp-ban http-archive-block " +
    "http-contenttypeblock https-invalid-cert-block https-untrusted-cert-block http-client-block " +
    "http-client-filesize http-client-bannedword http-post-block http-client-archive-block " +
    "switching-protocols-block",
  icap: "icap-req-resp",
  mail:
    "email-av-fail email-block email-dlp-subject email-dlp-ban email-filesize email-file-filter partial smtp-block " +
    "smtp-filesize email-decompress-limit smtp-decompress-limit",
  "nac-quar": "nac-quar-virus nac-quar-dos nac-quar-ips nac-quar-dlp nac-quar-admin nac-quar-app",
  spam:
    "ipblocklist smtp-spam-dnsbl smtp-spam-feip smtp-spam-helo smtp-spam-mimeheader reversedns " +
    "smtp-spam-bannedword smtp-spam-ase submit",
  sslvpn: "sslvpn-login sslvpn-header sslvpn-limit hostcheck-error",
  "traffic-quota": "per-ip-shaper-block",
  utm:
    "virus-html client-virus-html virus-text dlp-html dlp-text appblk-html ipsblk-html ipsfail-html exe-text " +
    "waf-html outbreak-prevention-html outbreak-prevention-text",
  webproxy: "deny user-limit auth-challenge auth-login-fail auth-group-info-fail http-err auth-ip-blackout",
};

function ofKind([kind, names]: readonly [kind: string, names: string]): [path: string, rows: WireRow[]] {
  return [`system.replacemsg/${kind}`, names.split(" ").map((name) => ({ "msg-type": name }))];
}

export const MESSAGE_CONTENT: WireContent = Object.fromEntries(Object.entries(MESSAGES).map(ofKind));
