/**
 * The fields that a form of a much used table shows from the start, in this order. The catalogue knows what must be given,
 * not what usually is; other tables show their key, what is required, and what is needed under conditions.
 */
export const COMMON_FIELDS: Readonly<Record<string, readonly string[]>> = {
  "firewall/address": ["name", "type", "subnet", "comment"],
  "firewall/address6": ["name", "type", "ip6", "comment"],
  "firewall/addrgrp": ["name", "member", "comment"],
  "firewall/addrgrp6": ["name", "member", "comment"],
  "firewall/policy": [
    "policyid",
    "name",
    "srcintf",
    "dstintf",
    "srcaddr",
    "dstaddr",
    "service",
    "schedule",
    "action",
    "nat",
    "status",
  ],
  "firewall.service/custom": ["name", "protocol", "tcp-portrange", "udp-portrange", "comment"],
  "firewall.service/group": ["name", "member", "comment"],
  "firewall/vip": ["name", "extip", "mappedip", "extintf", "portforward", "extport", "mappedport"],
  "router/static": ["seq-num", "dst", "gateway", "device", "comment"],
  "system/external-resource": ["name", "type", "resource", "refresh-rate", "status"],
  "user/group": ["name", "member"],
  "user/local": ["name", "type", "passwd", "status"],
};
