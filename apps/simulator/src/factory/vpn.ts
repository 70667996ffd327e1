/**
 * What every VDOM starts with for its users: certificates, SSL VPN, local users and groups.
 *
 * @module
 */

import { named, type WireContent, type WireRow } from "./wire-content.ts";

const OWN = "This certificate is embedded in the hardware at the factory and is unique to this unit. ";
const SIGNING =
  "This is the default CA certificate the SSL Inspection will use when generating new server certificates.";
const FROM_FACTORY = { range: "global", source: "factory" };

const LOCAL: readonly WireRow[] = [
  ...named(["Fortinet_CA_SSL", "Fortinet_CA_Untrusted"], { comments: SIGNING, ...FROM_FACTORY }),
  ...named(
    [
      "Fortinet_Factory",
      "Fortinet_GUI_Server",
      "Fortinet_SSL",
      "Fortinet_SSL_RSA1024",
      "Fortinet_SSL_RSA2048",
      "Fortinet_SSL_RSA4096",
      "Fortinet_SSL_DSA1024",
      "Fortinet_SSL_DSA2048",
      "Fortinet_SSL_ECDSA256",
      "Fortinet_SSL_ECDSA384",
      "Fortinet_SSL_ECDSA521",
      "Fortinet_SSL_ED25519",
      "Fortinet_SSL_ED448",
    ],
    { comments: OWN, ...FROM_FACTORY },
  ),
  {
    name: "Fortinet_Wifi",
    comments: "This certificate is embedded in the firmware and is the same on every unit (not unique).",
    ...FROM_FACTORY,
  },
];
const AUTHORITIES = named(["Fortinet_CA", "Fortinet_CA_Backup", "Fortinet_Wifi_CA"], FROM_FACTORY);

const POOLS = {
  "ip-pools": named(["SSLVPN_TUNNEL_ADDR1"]),
  "ipv6-pools": named(["SSLVPN_TUNNEL_IPv6_ADDR1"]),
};
const TUNNEL = { "tunnel-mode": "enable", "ipv6-tunnel-mode": "enable", ...POOLS };

/** Programs whose presence a portal can ask for, with the identifier that Windows knows them by. */
const ANTIVIRUS: Readonly<Record<string, string>> = {
  "FortiClient-AV": "1A0271D5-3D4F-46DB-0C2C-AB37BA90D9F7",
  "FortiClient-AV-Vista": "385618A6-2256-708E-3FB9-7E98B93F91F9",
  "FortiClient5-AV": "5EEDDB8C-C27A-6714-3657-DBD811D1F1B7",
  "AVG-Internet-Security-AV": "17DDD097-36FF-435F-9E1B-52D74245D6BF",
  "CA-Anti-Virus": "17CFD1EA-56CF-40B5-A06B-BD3A27397C93",
  "Kaspersky-AV": "2C4D4BC6-0793-4956-A9F9-E252435469C0",
  "McAfee-Virus-Scan-Enterprise": "918A2B0B-2C60-4016-A4AB-E868DEABF7F0",
  "Sophos-Anti-Virus": "3F13C776-3CBE-4DE9-8BF6-09E5183CA2BD",
  "Symantec-Endpoint-Protection-AV": "FB06448E-52B8-493A-90F3-E43226D3305C",
  "Trend-Micro-AV": "7D2296BC-32CC-4519-917E-52E652474AF5",
  "ZoneAlarm-AV": "5D467B10-818C-4CAB-9FF7-6893B5B8F3CF",
  "ESET-Smart-Security-AV": "19259FAE-8396-A113-46DB-15B0E7DFA289",
};
const FIREWALLS: Readonly<Record<string, string>> = {
  "FortiClient-FW": "528CB157-D384-4593-AAAA-E42DFF111CED",
  "FortiClient-FW-Vista": "006D9983-6839-71D6-14E6-D7AD47ECD682",
  "AVG-Internet-Security-FW": "8DECF618-9569-4340-B34A-D78D28969B66",
  "CA-Personal-Firewall": "14CB4B80-8E52-45EA-905E-67C1267B4160",
  "Kaspersky-FW": "2C4D4BC6-0793-4956-A9F9-E252435469C0",
  "Symantec-Endpoint-Protection-FW": "BE898FE3-CD0B-4014-85A9-03DB9923DDB6",
  "Trend-Micro-FW": "3E790E9E-6A5D-4303-A7F9-185EC20F3EB6",
  "ZoneAlarm-FW": "829BDA32-94B3-44F4-8446-F8FCFF809F8B",
  "ESET-Smart-Security-FW": "211E1E8B-C9F9-A04B-6D84-BC85190CE5F2",
};

export const VPN_CONTENT: WireContent = {
  "vpn.certificate/ca": AUTHORITIES,
  "vpn.certificate/local": LOCAL,
  "vpn.ssl.web/host-check-software": [
    ...Object.entries(ANTIVIRUS).map(([name, guid]) => ({ name, type: "av", guid })),
    ...Object.entries(FIREWALLS).map(([name, guid]) => ({ name, type: "fw", guid })),
  ],
  "vpn.ssl.web/portal": [
    { name: "full-access", "web-mode": "enable", ...TUNNEL },
    { name: "web-access", "web-mode": "enable" },
    { name: "tunnel-access", ...TUNNEL },
  ],
  "vpn.ssl/settings": [
    {
      "tunnel-ip-pools": named(["SSLVPN_TUNNEL_ADDR1"]),
      "tunnel-ipv6-pools": named(["SSLVPN_TUNNEL_IPv6_ADDR1"]),
    },
  ],
  "user/local": [{ name: "guest", type: "password", passwd: "guest" }],
  "user/setting": [{ "auth-cert": "Fortinet_Factory" }],
  "user/group": [{ name: "SSO_Guest_Users" }, { name: "Guest-group", member: named(["guest"]) }],
};
