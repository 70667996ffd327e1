/**
 * What the controllers of switches and access points start with in every VDOM.
 *
 * @module
 */

import { named, type WireContent, type WireRow } from "./wire-content.ts";

const QUEUES = Array.from({ length: 8 }, (_, index) => `queue-${index}`);
const VOICE_WEIGHTS: Readonly<Record<string, number>> = { "queue-1": 0, "queue-2": 6, "queue-3": 37, "queue-4": 12 };
const VOICE_QUEUES = [4, 4, 3, 2, 3, 1, 2, 2];

const ATTACKS = [
  ...["wireless-bridge", "deauth-broadcast", "null-ssid-probe-resp", "long-duration-attack", "invalid-mac-oui"],
  ...["weak-wep-iv", "auth-frame-flood", "assoc-frame-flood", "spoofed-deauth", "asleap-attack"],
  ...["eapol-start-flood", "eapol-logoff-flood", "eapol-succ-flood", "eapol-fail-flood"],
  ...["eapol-pre-succ-flood", "eapol-pre-fail-flood"],
];

/** Access points that have a profile of their own from the start. */
const ACCESS_POINTS = ["231F", "234F", "23JF", "431F", "432F", "433F", "831F"];

function vlan(name: string, vlanid: number, more: WireRow = {}): WireRow {
  return { name, vlanid, ...more };
}

const WITH_DHCP = { "dhcp-server": "enable" };

export const ACCESS_LAYER_CONTENT: WireContent = {
  "switch-controller/traffic-policy": [
    {
      name: "quarantine",
      description: "Rate control for quarantined traffic",
      "guaranteed-bandwidth": 163_840,
      "guaranteed-burst": 8192,
      "maximum-burst": 163_840,
      "cos-queue": 0,
    },
    {
      name: "sniffer",
      description: "Rate control for sniffer mirrored traffic",
      "guaranteed-bandwidth": 50_000,
      "guaranteed-burst": 8192,
      "maximum-burst": 163_840,
      "cos-queue": 0,
    },
  ],
  "switch-controller.security-policy/802-1X": [
    {
      name: "802-1X-policy-default",
      "user-group": named(["SSO_Guest_Users"]),
      "mac-auth-bypass": "disable",
      "open-auth": "disable",
      "eap-passthru": "enable",
      "eap-auto-untagged-vlans": "enable",
      "guest-vlan": "disable",
      "auth-fail-vlan": "disable",
      "framevid-apply": "enable",
      "radius-timeout-overwrite": "disable",
      "authserver-timeout-vlan": "disable",
    },
  ],
  "switch-controller.security-policy/local-access": [
    { name: "default", "mgmt-allowaccess": "https ping ssh", "internal-allowaccess": "https ping ssh" },
  ],
  "switch-controller/lldp-profile": [
    {
      name: "default",
      "med-tlvs": "inventory-management network-policy location-identification",
      "auto-isl": "disable",
      "med-network-policy": named([
        ...["voice", "voice-signaling", "guest-voice", "guest-voice-signaling", "softphone-voice"],
        ...["video-conferencing", "streaming-video", "video-signaling"],
      ]),
      "med-location-service": named(["coordinates", "address-civic", "elin-number"]),
    },
    { name: "default-auto-isl" },
    { name: "default-auto-mclag-icl", "auto-mclag-icl": "enable" },
  ],
  "switch-controller.qos/dot1p-map": [
    {
      name: "voice-dot1p",
      ...Object.fromEntries(VOICE_QUEUES.map((queue, priority) => [`priority-${priority}`, `queue-${queue}`])),
    },
  ],
  "switch-controller.qos/ip-dscp-map": [
    {
      name: "voice-dscp",
      map: [
        { name: "1", "cos-queue": 1, value: "46" },
        { name: "2", "cos-queue": 2, value: "24,26,48,56" },
        { name: "5", "cos-queue": 3, value: "34" },
      ],
    },
  ],
  "switch-controller.qos/queue-policy": [
    { name: "default", schedule: "round-robin", "rate-by": "kbps", "cos-queue": named(QUEUES) },
    {
      name: "voice-egress",
      schedule: "weighted",
      "rate-by": "kbps",
      "cos-queue": QUEUES.map((name) => ({ name, weight: VOICE_WEIGHTS[name] ?? 1 })),
    },
  ],
  "switch-controller.qos/qos-policy": [
    { name: "default" },
    {
      name: "voice-qos",
      "trust-dot1p-map": "voice-dot1p",
      "trust-ip-dscp-map": "voice-dscp",
      "queue-policy": "voice-egress",
    },
  ],
  "switch-controller/storm-control-policy": [
    { name: "default", description: "default storm control on all port" },
    {
      name: "auto-config",
      description: "storm control policy for fortilink-isl-icl port",
      "storm-control-mode": "disabled",
    },
  ],
  "switch-controller.auto-config/policy": [
    { name: "default" },
    {
      name: "default-icl",
      "poe-status": "disable",
      "igmp-flood-report": "enable",
      "igmp-flood-traffic": "enable",
    },
  ],
  "switch-controller.initial-config/template": [
    vlan("_default", 1),
    vlan("quarantine", 4093, WITH_DHCP),
    vlan("rspan", 4092, WITH_DHCP),
    vlan("voice", 4091),
    vlan("video", 4090),
    vlan("onboarding", 4089),
    vlan("nac_segment", 4088, WITH_DHCP),
  ],
  "switch-controller/switch-profile": [{ name: "default" }],
  "switch-controller/remote-log": named(["syslogd", "syslogd2"]),
  "wireless-controller/arrp-profile": [{ name: "arrp-default" }],
  "wireless-controller/wids-profile": [
    {
      name: "default",
      comment: "Default WIDS profile.",
      "ap-scan": "enable",
      ...Object.fromEntries(ATTACKS.map((attack) => [attack, "enable"])),
    },
    { name: "default-wids-apscan-enabled", "ap-scan": "enable" },
  ],
  "wireless-controller/ble-profile": [
    {
      name: "fortiap-discovery",
      advertising: "ibeacon eddystone-uid eddystone-url",
      "ibeacon-uuid": "wtp-uuid",
    },
  ],
  "wireless-controller/wtp-profile": ACCESS_POINTS.map((type) => ({
    name: `FAP${type}-default`,
    platform: { type },
  })),
};
