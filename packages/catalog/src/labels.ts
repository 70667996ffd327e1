/**
 * Makes labels for people from the API's names.
 *
 * @module
 */

/**
 * Words, and whole segments, whose spelling is not simply that of the API.
 *
 * First what the API glues together or cuts short, then names of products and protocols.
 */
const WORDS: ReadonlyMap<string, string> = toMap(`
  accprofile=access profile, addr=address, addrgrp=address group, addrgrp6=address group (IPv6)
  address6=address (IPv6), adgrp=AD group, alertemail=alert email, allowaccess=allow access, apngrp=APN group
  auth=authentication, autoupdate=auto-update, av=antivirus, cert=certificate, config=configuration, conn=connection
  dhgrp=DH group, dnsfilter=DNS filter, dnstranslation=DNS translation, dst=destination, dstaddr=destination address
  dstaddr6=destination address (IPv6), dstintf=destination interface, emailfilter=email filter, endip=end IP
  eventfilter=event filter, extip=external IP, extport=external port, filepattern=file pattern, fixedport=fixed port
  gw=gateway, gw6=gateway (IPv6), info=information, internet-service6=internet service (IPv6), intf=interface
  intv=interval, ipmacbinding=IP/MAC binding, ippool=IP pool, ippool6=IP pool (IPv6), iptrust=IP trust
  krb=Kerberos, localid=local ID, logtraffic=log traffic, macaddr=MAC address, manualkey=manual key
  mappedip=mapped IP, mappedport=mapped port, mgmt=management, msg=message, multicast6=multicast (IPv6), num=number
  onetime=one-time, passwd=password, peergrp=peer group, peerid=peer ID, policy6=policy (IPv6), policyid=policy ID
  policy46=policy (IPv4 to IPv6), policy64=policy (IPv6 to IPv4), poolname=pool name, poolname6=pool name (IPv6)
  portforward=port forwarding, psksecret=PSK secret, pwd=password, realservers=real servers
  replacemsg=replacement message, sdwan=SD-WAN, seq=sequence, setting6=settings (IPv6), spamfilter=spam filter
  src=source, srcaddr=source address, srcaddr6=source address (IPv6), srcintf=source interface, sslvpn=SSL VPN
  startip=start IP, static6=static (IPv6), sysinfo=system information, urlfilter=URL filter, usrgrp=user group
  videofilter=video filter, vip=virtual IP, vip46=virtual IP (IPv4 to IPv6), vip6=virtual IP (IPv6)
  vip64=virtual IP (IPv6 to IPv4), vipgrp=virtual IP group, vipgrp46=virtual IP group (IPv4 to IPv6)
  vipgrp6=virtual IP group (IPv6), vipgrp64=virtual IP group (IPv6 to IPv4), vlanid=VLAN ID, vpntunnel=VPN tunnel
  wanopt=WAN optimisation, webfilter=web filter, webproxy=web proxy

  devprof=system template, dvm=inventory, dvmdb=inventory, fmg=FortiManager, fsp=FortiSwitch
  fwmprof=firmware template, logsearch=log search, logview=log view, pblock=policy block, pkg=package
  securityconsole=security console, tmplgrp=template group, vpnmgr=VPN manager, wanprof=SD-WAN template

  3gpp=3GPP, 802-1x=802.1X, 802-1x-settings=802.1X settings, acl6=ACL (IPv6), bfd6=BFD (IPv6), cos=CoS, cpus=CPUs
  dhcp6=DHCPv6, diffserv=DiffServ, diffservcode=DiffServ code, dns6=DNS (IPv6), dns64=DNS64, dos=DoS, dot1p=802.1p
  fortiai=FortiAI, fortianalyzer=FortiAnalyzer, fortianalyzer2=FortiAnalyzer 2, fortianalyzer3=FortiAnalyzer 3
  forticare=FortiCare, forticlient=FortiClient, forticloud=FortiCloud, forticonverter=FortiConverter
  fortidata=FortiData, fortiextender=FortiExtender, fortigate=FortiGate, fortiguard=FortiGuard, fortilink=FortiLink
  fortimanager=FortiManager, fortimq=FortiMQ, fortindr=FortiNDR, fortisandbox=FortiSandbox, fortishield=FortiShield
  fortitoken=FortiToken, fortiview=FortiView, fortivoice=FortiVoice, ftgd=FortiGuard, geoip=GeoIP
  hotspot20=Hotspot 2.0, iot=IoT, ip6=IPv6, ipsec=IPsec, ipv4=IPv4, ipv6=IPv6, isis=IS-IS, nat46=NAT46, nat64=NAT64
  netflow=NetFlow, np6xlite=NP6XLite, openai=OpenAI, ospf6=OSPFv3, poe=PoE, pppoe=PPPoE, qos=QoS, ripng=RIPng
  saas=SaaS, sflow=sFlow, syslogd=syslog, syslogd2=syslog 2, syslogd3=syslog 3, syslogd4=syslog 4, tacacs=TACACS
  tacacs+=TACACS+, tacacs+accounting=TACACS+ accounting, tacacs+accounting2=TACACS+ accounting 2
  tacacs+accounting3=TACACS+ accounting 3, telnet=Telnet, vlans=VLANs, voip=VoIP, websocket=WebSocket
  webtrends=WebTrends, wifi=Wi-Fi, youtube=YouTube
`);

/** Words that are written in capitals. */
const ACRONYMS: ReadonlySet<string> = new Set(
  `
  3g 5g acl acme ad adom ai anqp ap api apn arp arrp as bfd bgp ble bss bwl ca casb cc cfm cifs cli cpu crl csf csr ddns
  dh dhcp dlp dnat dns dnsbl dpdk dscp eab eap ec ems esp evpn fctems fec fips fqdn fqdns fqdns6 fsso fsw ftm ftp gcp gre gtp
  gui h2qp ha hb hpe hpkp hsm hsts http https icap icmp icl id ids ie igmp ike imap ip ipam ipbl ipip ips isf isl kmip l2
  l2tp l3 lan lcp ldap ldb led lldp llm lte mab mac mapi mcc mclag mib mm1 mm3 mm4 mm7 mms mnc mpsk mss mtu nac nai nas
  nat nd ngfw nic nntp np6 npu nsx nsxt ntlm ntp oam ocsp ocvpn oidc os osu ospf ot otp oui pac pcp pdf pdp pfcp pfs pin
  pki pop3 ppk ppp pptp ptp qkd quic radius rest rf rip rmon rp rsa rsso rtp saml sase scep scim sctp sdn sdp sip sit sla
  sms smtp snat snmp ssh ssid ssl sso stp tcp tfa tftp tls tos ttl tx udp ui uri url urls usb utm uuid vap vci vdom vlan
  vm vne vni vpn vrf vrrp vxlan wad waf wag wan wccp wids wisp wpa wtp xml ztna
  `
    .trim()
    .split(/\s+/),
);

/**
 * A label for a path or a field's name: `firewall/addrgrp` is `Firewall / Address group`, `set-dscp` is `Set DSCP`.
 *
 * @example
 * ```ts
 * import { labelOf } from "@fortiweave/catalog";
 *
 * labelOf("system/sdwan"); // "System / SD-WAN"
 * ```
 */
export function labelOf(name: string): string {
  return name.split("/").flatMap(splitSegment).map(labelSegment).join(" / ");
}

/** `firewall.service` is a folder in a folder; a dot beside a digit (`802.1-tlvs`) is only a dot. */
function splitSegment(segment: string): string[] {
  return segment.split(/(?<!\d)\.|\.(?!\d)/);
}

function labelSegment(segment: string): string {
  const text = WORDS.get(segment.toLowerCase()) ?? segment.split(/[-_]/).map(spell).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function spell(word: string): string {
  const lower = word.toLowerCase();
  return WORDS.get(lower) ?? (ACRONYMS.has(lower) ? lower.toUpperCase() : word);
}

function toMap(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(/[,\n]/).filter((pair) => pair.includes("="));
  return new Map(pairs.map((pair) => pair.trim().split("=") as [string, string]));
}
