import type { INodeProperties } from "n8n-workflow";

/** The addresses to ban or unban. */
export const addressesParameter: INodeProperties = {
  displayName: "IP Addresses",
  name: "addresses",
  type: "string",
  required: true,
  default: "",
  placeholder: "e.g. 203.0.113.9, 2001:db8::9",
  description:
    "IPv4 or IPv6 addresses with commas between, or an expression that gives a list. Input items with the same settings are sent together, in one request.",
};

/** Ranges that must not be touched, beyond the private ones. */
export const safeRangesOption: INodeProperties = {
  displayName: "Safe Ranges",
  name: "safeRanges",
  type: "string",
  default: "",
  placeholder: "e.g. 198.51.100.0/24, 2001:db8::/32",
  description:
    "Addresses and networks that are never banned, with commas between. Private, loopback, link-local and multicast addresses are always safe.",
};
