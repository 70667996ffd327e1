/**
 * The services that every VDOM starts with, in the order in which a device lists them.
 *
 * @module
 */

import { named, type WireContent, type WireRow } from "./wire-content.ts";

const GENERAL = "General";
const WEB = "Web Access";
const FILE = "File Access";
const EMAIL = "Email";
const NETWORK = "Network Services";
const AUTHENTICATION = "Authentication";
const REMOTE = "Remote Access";
const TUNNELING = "Tunneling";
const VOIP = "VoIP, Messaging & Other Applications";
const PROXY = "Web Proxy";

const CATEGORIES: Readonly<Record<string, string>> = {
  [GENERAL]: "General services.",
  [WEB]: "Web access.",
  [FILE]: "File access.",
  [EMAIL]: "Email services.",
  [NETWORK]: "Network services.",
  [AUTHENTICATION]: "Authentication service.",
  [REMOTE]: "Remote access.",
  [TUNNELING]: "Tunneling service.",
  [VOIP]: "VoIP, messaging, and other applications.",
  [PROXY]: "Explicit web proxy.",
};

/** Services of no category are hidden in the lists to choose from. */
function inCategory(category: string | undefined): WireRow {
  return category === undefined ? { visibility: "disable" } : { category };
}

function tcp(name: string, category: string | undefined, ports: string): WireRow {
  return { name, ...inCategory(category), "tcp-portrange": ports };
}

function udp(name: string, category: string | undefined, ports: string): WireRow {
  return { name, ...inCategory(category), "udp-portrange": ports };
}

function both(name: string, category: string | undefined, tcpPorts: string, udpPorts: string = tcpPorts): WireRow {
  return { name, ...inCategory(category), "tcp-portrange": tcpPorts, "udp-portrange": udpPorts };
}

function ip(name: string, category: string, number: number): WireRow {
  return { name, category, protocol: "IP", "protocol-number": number };
}

function icmp(name: string, category: string | undefined, type: number, protocol: string = "ICMP"): WireRow {
  return { name, ...inCategory(category), protocol, icmptype: type };
}

const SERVICES: readonly WireRow[] = [
  both("DNS", NETWORK, "53"),
  tcp("HTTP", WEB, "80"),
  tcp("HTTPS", WEB, "443"),
  tcp("IMAP", EMAIL, "143"),
  tcp("IMAPS", EMAIL, "993"),
  tcp("LDAP", AUTHENTICATION, "389"),
  both("DCE-RPC", REMOTE, "135"),
  tcp("POP3", EMAIL, "110"),
  tcp("POP3S", EMAIL, "995"),
  tcp("SAMBA", FILE, "139"),
  tcp("SMTP", EMAIL, "25"),
  tcp("SMTPS", EMAIL, "465"),
  both("KERBEROS", AUTHENTICATION, "88 464"),
  udp("LDAP_UDP", AUTHENTICATION, "389"),
  tcp("SMB", FILE, "445"),
  tcp("FTP", FILE, "21"),
  tcp("FTP_GET", FILE, "21"),
  tcp("FTP_PUT", FILE, "21"),
  { name: "ALL", category: GENERAL, protocol: "IP" },
  tcp("ALL_TCP", GENERAL, "1-65535"),
  udp("ALL_UDP", GENERAL, "1-65535"),
  { name: "ALL_ICMP", category: GENERAL, protocol: "ICMP" },
  { name: "ALL_ICMP6", category: GENERAL, protocol: "ICMP6" },
  ip("GRE", TUNNELING, 47),
  ip("AH", TUNNELING, 51),
  ip("ESP", TUNNELING, 50),
  tcp("AOL", undefined, "5190-5194"),
  tcp("BGP", NETWORK, "179"),
  udp("DHCP", NETWORK, "67-68"),
  tcp("FINGER", undefined, "79"),
  tcp("GOPHER", undefined, "70"),
  both("H323", VOIP, "1720 1503", "1719"),
  udp("IKE", TUNNELING, "500 4500"),
  tcp("Internet-Locator-Service", undefined, "389"),
  tcp("IRC", VOIP, "6660-6669"),
  both("L2TP", TUNNELING, "1701"),
  tcp("NetMeeting", undefined, "1720"),
  both("NFS", FILE, "111 2049"),
  tcp("NNTP", undefined, "119"),
  both("NTP", NETWORK, "123"),
  ip("OSPF", NETWORK, 89),
  both("PC-Anywhere", REMOTE, "5631", "5632"),
  icmp("PING", NETWORK, 8),
  icmp("TIMESTAMP", undefined, 13),
  icmp("INFO_REQUEST", undefined, 15),
  icmp("INFO_ADDRESS", undefined, 17),
  both("ONC-RPC", REMOTE, "111"),
  tcp("PPTP", TUNNELING, "1723"),
  udp("QUAKE", undefined, "26000 27000 27910 27960"),
  udp("RAUDIO", undefined, "7070"),
  tcp("REXEC", undefined, "512"),
  udp("RIP", NETWORK, "520"),
  tcp("RLOGIN", undefined, "513:512-1023"),
  tcp("RSH", undefined, "514:512-1023"),
  tcp("SCCP", VOIP, "2000"),
  both("SIP", VOIP, "5060"),
  tcp("SIP-MSNmessenger", VOIP, "1863"),
  both("SNMP", NETWORK, "161-162"),
  tcp("SSH", REMOTE, "22"),
  udp("SYSLOG", NETWORK, "514"),
  udp("TALK", undefined, "517-518"),
  tcp("TELNET", REMOTE, "23"),
  udp("TFTP", FILE, "69"),
  both("MGCP", VOIP, "2428", "2427 2727"),
  tcp("UUCP", undefined, "540"),
  tcp("VDOLIVE", undefined, "7000-7010"),
  tcp("WAIS", undefined, "210"),
  tcp("WINFRAME", undefined, "1494 2598"),
  tcp("X-WINDOWS", REMOTE, "6000-6063"),
  icmp("PING6", undefined, 128, "ICMP6"),
  tcp("MS-SQL", VOIP, "1433 1434"),
  tcp("MYSQL", VOIP, "3306"),
  tcp("RDP", REMOTE, "3389"),
  tcp("VNC", REMOTE, "5900"),
  udp("DHCP6", NETWORK, "546 547"),
  tcp("SQUID", TUNNELING, "3128"),
  both("SOCKS", TUNNELING, "1080"),
  both("WINS", REMOTE, "1512"),
  udp("RADIUS", AUTHENTICATION, "1812 1813"),
  udp("RADIUS-OLD", undefined, "1645 1646"),
  both("CVSPSERVER", undefined, "2401"),
  both("AFS3", FILE, "7000-7009"),
  udp("TRACEROUTE", NETWORK, "33434-33535"),
  both("RTSP", VOIP, "554 7070 8554", "554"),
  both("MMS", undefined, "1755", "1024-5000"),
  tcp("NONE", undefined, "0"),
  { ...tcp("webproxy", PROXY, "0-65535:0-65535"), proxy: "enable", protocol: "ALL" },
];

function group(name: string, ...members: readonly string[]): WireRow {
  return { name, member: named(members) };
}

export const SERVICE_CONTENT: WireContent = {
  "firewall.service/category": Object.entries(CATEGORIES).map(([name, comment]) => ({ name, comment })),
  "firewall.service/custom": SERVICES,
  "firewall.service/group": [
    group("Email Access", "DNS", "IMAP", "IMAPS", "POP3", "POP3S", "SMTP", "SMTPS"),
    group("Web Access", "DNS", "HTTP", "HTTPS"),
    group("Windows AD", "DCE-RPC", "DNS", "KERBEROS", "LDAP", "LDAP_UDP", "SAMBA", "SMB"),
    group("Exchange Server", "DCE-RPC", "DNS", "HTTPS"),
  ],
};
