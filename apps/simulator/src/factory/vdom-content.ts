/**
 * What every VDOM of a FortiGate starts with, as far as people commonly use it.
 *
 * @module
 */

import type { WireContent } from "./load.ts";

const CERTIFICATES = [
  "Fortinet_CA_SSL",
  "Fortinet_CA_Untrusted",
  "Fortinet_Factory",
  "Fortinet_GUI_Server",
  "Fortinet_SSL",
  "Fortinet_SSL_DSA1024",
  "Fortinet_SSL_DSA2048",
  "Fortinet_SSL_ECDSA256",
  "Fortinet_SSL_ECDSA384",
  "Fortinet_SSL_ECDSA521",
  "Fortinet_SSL_ED25519",
  "Fortinet_SSL_ED448",
  "Fortinet_SSL_RSA1024",
  "Fortinet_SSL_RSA2048",
  "Fortinet_SSL_RSA4096",
  "Fortinet_Wifi",
];
const AUTHORITIES = ["Fortinet_CA", "Fortinet_CA_Backup", "Fortinet_Wifi_CA"];

function named(names: readonly string[], more: object = {}): Record<string, unknown>[] {
  return names.map((name) => ({ name, ...more }));
}

function members(...names: readonly string[]): Record<string, unknown>[] {
  return named(names);
}

function tcp(name: string, category: string, ports: string): Record<string, unknown> {
  return { name, category, "tcp-portrange": ports };
}

function udp(name: string, category: string, ports: string): Record<string, unknown> {
  return { name, category, "udp-portrange": ports };
}

function fqdn(name: string): Record<string, unknown> {
  return { name, type: "fqdn", fqdn: name };
}

export const VDOM_CONTENT: WireContent = {
  "certificate/ca": named(AUTHORITIES),
  "certificate/local": named(CERTIFICATES),
  "vpn.certificate/ca": named(AUTHORITIES),
  "vpn.certificate/local": named(CERTIFICATES),
  "firewall/address": [
    { name: "all" },
    { name: "none", subnet: "0.0.0.0 255.255.255.255" },
    { name: "FABRIC_DEVICE", comment: "IPv4 addresses of Fabric Devices." },
    { name: "FIREWALL_AUTH_PORTAL_ADDRESS" },
    { name: "SSLVPN_TUNNEL_ADDR1", type: "iprange", "start-ip": "10.212.134.200", "end-ip": "10.212.134.210" },
    fqdn("gmail.com"),
    { name: "wildcard.google.com", type: "fqdn", fqdn: "*.google.com" },
    fqdn("login.microsoftonline.com"),
    fqdn("login.microsoft.com"),
    fqdn("login.windows.net"),
  ],
  "firewall/addrgrp": [
    { name: "G Suite", member: members("gmail.com", "wildcard.google.com") },
    {
      name: "Microsoft Office 365",
      member: members("login.microsoftonline.com", "login.microsoft.com", "login.windows.net"),
    },
  ],
  "firewall/address6": [{ name: "all" }, { name: "none", ip6: "::/128" }],
  "firewall.service/category": named([
    "General",
    "Web Access",
    "File Access",
    "Email",
    "Network Services",
    "Authentication",
    "Remote Access",
    "Tunneling",
    "VoIP, Messaging & Other Applications",
    "Web Proxy",
    "Uncategorized",
  ]),
  "firewall.service/custom": [
    { name: "ALL", category: "General", protocol: "IP" },
    tcp("ALL_TCP", "General", "1-65535"),
    udp("ALL_UDP", "General", "1-65535"),
    { name: "ALL_ICMP", category: "General", protocol: "ICMP" },
    { name: "ALL_ICMP6", category: "General", protocol: "ICMP6" },
    { name: "PING", category: "Network Services", protocol: "ICMP", icmptype: 8 },
    { name: "DNS", category: "Network Services", "tcp-portrange": "53", "udp-portrange": "53" },
    udp("DHCP", "Network Services", "67-68"),
    { name: "NTP", category: "Network Services", "tcp-portrange": "123", "udp-portrange": "123" },
    udp("SYSLOG", "Network Services", "514"),
    { name: "SNMP", category: "Network Services", "tcp-portrange": "161-162", "udp-portrange": "161-162" },
    tcp("HTTP", "Web Access", "80"),
    tcp("HTTPS", "Web Access", "443"),
    tcp("FTP", "File Access", "21"),
    tcp("SMB", "File Access", "445"),
    tcp("SMTP", "Email", "25"),
    tcp("SMTPS", "Email", "465"),
    tcp("IMAP", "Email", "143"),
    tcp("IMAPS", "Email", "993"),
    tcp("POP3", "Email", "110"),
    tcp("POP3S", "Email", "995"),
    { name: "LDAP", category: "Authentication", "tcp-portrange": "389", "udp-portrange": "389" },
    { name: "KERBEROS", category: "Authentication", "tcp-portrange": "88 464", "udp-portrange": "88 464" },
    udp("RADIUS", "Authentication", "1812 1813"),
    tcp("SSH", "Remote Access", "22"),
    tcp("TELNET", "Remote Access", "23"),
    { name: "RDP", category: "Remote Access", "tcp-portrange": "3389", "udp-portrange": "3389" },
    { name: "IKE", category: "Tunneling", "udp-portrange": "500 4500" },
    tcp("webproxy", "Web Proxy", "0-65535:0-65535"),
  ],
  "firewall.service/group": [
    { name: "Email Access", member: members("DNS", "IMAP", "IMAPS", "POP3", "POP3S", "SMTP", "SMTPS") },
    { name: "Web Access", member: members("DNS", "HTTP", "HTTPS") },
  ],
  "firewall.schedule/recurring": [
    {
      name: "always",
      start: "00:00",
      end: "00:00",
      day: "sunday monday tuesday wednesday thursday friday saturday",
    },
    { name: "none", start: "00:00", end: "00:00", day: "none" },
  ],
  "firewall/profile-protocol-options": [{ name: "default", comment: "All default services." }],
  "firewall/ssl-ssh-profile": named([
    "no-inspection",
    "certificate-inspection",
    "deep-inspection",
    "custom-deep-inspection",
  ]),
  "firewall.shaper/traffic-shaper": [
    { name: "high-priority", "maximum-bandwidth": 1048576, "per-policy": "enable" },
    { name: "medium-priority", "maximum-bandwidth": 1048576, priority: "medium", "per-policy": "enable" },
    { name: "low-priority", "maximum-bandwidth": 1048576, priority: "low", "per-policy": "enable" },
  ],
  "antivirus/profile": [{ name: "default", comment: "Scan files and block viruses." }],
  "webfilter/profile": named(["default", "monitor-all"]),
  "dnsfilter/profile": [{ name: "default", comment: "Default dns filtering." }],
  "application/list": named(["default", "block-high-risk"]),
  "ips/sensor": named(["default", "all_default", "high_security", "protect_client", "protect_http_server"]),
  "emailfilter/profile": named(["default", "sniffer-profile"]),
  "system/replacemsg-group": [{ name: "default", "group-type": "utm" }],
  "system/sdwan": [{ zone: [{ name: "virtual-wan-link" }] }],
  "user/group": [
    { name: "SSO_Guest_Users", "group-type": "fsso-service" },
    { name: "Guest-group", "group-type": "guest" },
  ],
};
