/**
 * What every VDOM of a FortiGate starts with, as far as people commonly use it.
 *
 * @module
 */

import { ACCESS_LAYER_CONTENT } from "./access-layer.ts";
import { ADDRESS_CONTENT } from "./addresses.ts";
import { INSPECTION_CONTENT } from "./inspection.ts";
import { PROFILE_CONTENT } from "./profiles.ts";
import { routingContent } from "./routing.ts";
import { SERVICE_CONTENT } from "./services.ts";
import { VPN_CONTENT } from "./vpn.ts";
import { WEB_FILTER_CONTENT } from "./web-filters.ts";
import { named, type WireContent } from "./wire-content.ts";

const SSH_KEYS = ["RSA2048", "DSA1024", "ECDSA256", "ECDSA384", "ECDSA521", "ED25519"];
const SSH_AUTHORITIES = ["Fortinet_SSH_CA", "Fortinet_SSH_CA_Untrusted"];

export function vdomContent(version: string): WireContent {
  return {
    ...VPN_CONTENT,
    ...ADDRESS_CONTENT,
    ...SERVICE_CONTENT,
    ...INSPECTION_CONTENT,
    ...PROFILE_CONTENT,
    ...WEB_FILTER_CONTENT,
    ...ACCESS_LAYER_CONTENT,
    ...routingContent(version),
    "firewall.ssh/local-ca": named(SSH_AUTHORITIES, { source: "built-in" }),
    "firewall.ssh/local-key": named(
      SSH_KEYS.map((kind) => `Fortinet_SSH_${kind}`),
      { source: "built-in" },
    ),
    "firewall.ssh/setting": [
      {
        caname: "Fortinet_SSH_CA",
        "untrusted-caname": "Fortinet_SSH_CA_Untrusted",
        ...Object.fromEntries(SSH_KEYS.map((kind) => [`hostkey-${kind.toLowerCase()}`, `Fortinet_SSH_${kind}`])),
      },
    ],
    "system/object-tagging": [{ category: "default" }],
    "system/replacemsg-group": [
      { name: "default", "group-type": "utm", comment: "Default replacement message group." },
    ],
  };
}
