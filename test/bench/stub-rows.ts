// What the stub answers: rows with the fields and the length that a FortiGate's have.

/** Entries in the stub's log. */
export const LOG_LINES = 200_000;

/** An entry of firewall/address, as long as they are in the field: 2,000 of them are 1.5 MB. */
export function addressRow(index: number): Record<string, unknown> {
  const name = `host-${index}`;
  return {
    name,
    q_origin_key: name,
    uuid: `5f3c${String(index).padStart(4, "0")}-8e1a-51ef-9b3c-2d7a4c1e9f00`,
    subnet: `10.${(index >> 8) & 255}.${index & 255}.1 255.255.255.255`,
    type: "ipmask",
    "route-tag": 0,
    "sub-type": "sdn",
    "clearpass-spt": "unknown",
    "start-mac": "00:00:00:00:00:00",
    "end-mac": "00:00:00:00:00:00",
    country: "",
    "cache-ttl": 0,
    sdn: "",
    "fsso-group": [],
    "sso-attribute-value": [],
    interface: "",
    tenant: "",
    organization: "",
    "epg-name": "",
    "subnet-name": "",
    "sdn-tag": "",
    "policy-group": "",
    "obj-tag": "",
    "obj-type": "ip",
    "tag-detection-level": "",
    "tag-type": "",
    dirty: "dirty",
    comment: "",
    "associated-interface": "",
    color: 0,
    filter: "",
    "sdn-addr-type": "private",
    "node-ip-only": "disable",
    "obj-id": "",
    list: [],
    tagging: [],
    "allow-routing": "disable",
    "passive-fqdn-learning": "enable",
    "fabric-object": "disable",
  };
}

/** The same as an object of FortiManager. */
export function objectRow(index: number): Record<string, unknown> {
  const { q_origin_key: _, subnet, ...fields } = addressRow(index);
  const changed = {
    "_last-modified": 1_793_872_800,
    "_modified timestamp": 1_793_872_800,
    "_last-modified-by": "admin",
  };
  return { ...fields, ...changed, oid: 5_000 + index, subnet: String(subnet).split(" "), dynamic_mapping: null };
}

/** An entry of the log of forwarded traffic. */
export function logLine(index: number): Record<string, unknown> {
  return {
    _metadata: { "#": index + 1, logid: 13, timestamp: 1_793_872_800 + index, roll: 65_523 },
    date: "2026-11-05",
    time: "10:00:00",
    eventtime: `1793872800${String(index).padStart(9, "0")}`,
    tz: "+0000",
    logid: "0000000013",
    type: "traffic",
    subtype: "forward",
    level: "notice",
    vd: "root",
    srcip: `10.0.${(index >> 8) & 255}.${index & 255}`,
    srcport: 40_000 + (index % 20_000),
    srcintf: "port2",
    srcintfrole: "lan",
    dstip: "203.0.113.9",
    dstport: 443,
    dstintf: "port1",
    dstintfrole: "wan",
    srccountry: "Reserved",
    dstcountry: "Germany",
    sessionid: 1_000_000 + index,
    proto: 6,
    action: "close",
    policyid: 12,
    policytype: "policy",
    poluuid: "5f3c0000-8e1a-51ef-9b3c-2d7a4c1e9f00",
    policyname: "lan to wan",
    service: "HTTPS",
    trandisp: "snat",
    transip: "198.51.100.7",
    transport: 40_000 + (index % 20_000),
    duration: 12,
    sentbyte: 4211,
    rcvdbyte: 90_113,
    sentpkt: 31,
    rcvdpkt: 74,
    appcat: "unscanned",
  };
}
