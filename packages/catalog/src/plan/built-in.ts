/**
 * What `exact` never deletes: a device needs it, or comes with it.
 *
 * @module
 */

import type { Row } from "./references.ts";

/** Tables with the ports, administrators and VDOMs of the device. */
const PROTECTED: ReadonlySet<string> = new Set([
  "system/accprofile",
  "system/admin",
  "system/api-user",
  "system/interface",
  "system/vdom",
]);

/** Names that a device comes with, of the tables that people keep in order. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "antivirus/profile": ["default", "sniffer-profile", "wifi-default"],
  "application/list": ["default", "block-high-risk", "sniffer-profile", "wifi-default"],
  "dnsfilter/profile": ["default"],
  "emailfilter/profile": ["default", "sniffer-profile"],
  "firewall.schedule/recurring": ["always", "none", "default-darrp-optimize"],
  "firewall.service/category": [
    ...["General", "Web Access", "File Access", "Email", "Network Services", "Authentication", "Remote Access"],
    ...["Tunneling", "VoIP, Messaging & Other Applications", "Web Proxy", "Uncategorized"],
  ],
  "firewall.service/custom": (
    "ALL ALL_TCP ALL_UDP ALL_ICMP ALL_ICMP6 AFS3 AH AOL BGP CVSPSERVER DCE-RPC DHCP DHCP6 DNS ESP FINGER FTP FTP_GET " +
    "FTP_PUT GOPHER GRE GTP H323 HTTP HTTPS IKE IMAP IMAPS INFO_ADDRESS INFO_REQUEST IRC Internet-Locator-Service " +
    "KERBEROS L2TP LDAP LDAP_UDP MGCP MMS MS-SQL MYSQL NFS NNTP NONE NTP NetMeeting ONC-RPC OSPF PC-Anywhere PING PING6 " +
    "POP3 POP3S PPTP QUAKE RADIUS RADIUS-OLD RAUDIO RDP REXEC RIP RLOGIN RSH RTSP SAMBA SCCP SIP SIP-MSNmessenger SMB " +
    "SMTP SMTPS SNMP SOCKS SQUID SSH SYSLOG TALK TELNET TFTP TIMESTAMP TRACEROUTE UUCP VDOLIVE VNC WAIS WINFRAME WINS " +
    "X-WINDOWS webproxy"
  ).split(" "),
  "firewall.service/group": ["Email Access", "Web Access", "Windows AD", "Exchange Server"],
  "firewall.shaper/traffic-shaper": [
    "high-priority",
    "medium-priority",
    "low-priority",
    "guarantee-100kbps",
    "shared-1M-pipe",
  ],
  "firewall/address": [
    ...["all", "none", "FABRIC_DEVICE", "FIREWALL_AUTH_PORTAL_ADDRESS", "SSLVPN_TUNNEL_ADDR1", "gmail.com"],
    ...["wildcard.google.com", "wildcard.dropbox.com", "login.microsoft.com", "login.microsoftonline.com"],
    ...["login.windows.net", "metadata-server", "FCTEMS_ALL_FORTICLOUD_SERVERS"],
    ...["EMS_ALL_UNKNOWN_CLIENTS", "EMS_ALL_UNMANAGEABLE_CLIENTS"],
  ],
  "firewall/address6": ["all", "none", "SSLVPN_TUNNEL_IPv6_ADDR1"],
  "firewall/addrgrp": ["G Suite", "Microsoft Office 365"],
  "firewall/profile-protocol-options": ["default"],
  "firewall/ssl-ssh-profile": [
    ...["no-inspection", "certificate-inspection", "deep-inspection", "custom-deep-inspection"],
  ],
  "ips/sensor": [
    ...["default", "all_default", "all_default_pass", "protect_client", "protect_email_server", "protect_http_server"],
    ...["high_security", "sniffer-profile", "wifi-default"],
  ],
  "system/replacemsg-group": ["default"],
  "user/group": ["SSO_Guest_Users", "Guest-group"],
  "user/local": ["guest"],
  "webfilter/profile": ["default", "monitor-all", "sniffer-profile", "wifi-default"],
};

/** Whether a table is never emptied by leaving its entries out. */
export function isProtected(path: string): boolean {
  return PROTECTED.has(path);
}

/** Whether an entry comes with the device: one of the well-known names, or one that the device itself calls static. */
export function isBuiltIn(path: string, key: string, { q_static: isStatic }: Row): boolean {
  return isStatic === true || NAMES[path]?.includes(key) === true;
}
