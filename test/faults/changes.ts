import type { FortiManager } from "@fortiweave/fortimanager";
import type { FortiGate } from "@fortiweave/fortios";

/** A step of the work. `inner` is the client that works under the lock. */
type Step = (inner: FortiManager, id: number) => Promise<unknown>;

/** A change that a script makes: what it locks, what it writes under the lock, and what it installs after the commit. */
export interface Change {
  readonly what: Parameters<FortiManager["lock"]>[0];
  readonly steps: readonly Step[];
  install(fmg: FortiManager, options: { readonly autoLock: boolean }): ReturnType<FortiManager["install"]>;
  /** How many entries are committed of it, and how many there are when all of it is. */
  committed(observer: FortiManager, id: number): Promise<readonly [number, number]>;
  /** Whether the FortiGate holds it. */
  isInstalled(fortigate: FortiGate, id: number): Promise<boolean>;
}

const HOSTS = [1, 2, 3];
const PACKAGE = { adom: "root", package: "default", scope: [{ name: "fortigate-1", vdom: "root" }] } as const;

const host = (id: number, number: number): string => `host-${id}-${number}`;
const group = (id: number): string => `group-${id}`;

const policy = (id: number, dstaddr: string) => ({
  policyid: id,
  name: `policy-${id}`,
  srcintf: ["any"],
  dstintf: ["any"],
  srcaddr: ["all"],
  dstaddr: [dstaddr],
  service: ["ALL"],
  schedule: ["always"],
  action: "accept" as const,
});

/** Objects, a group of them and a policy, under the lock of the ADOM. */
const inAdom: Change = {
  what: "root",
  steps: [
    (fmg, id) =>
      fmg.adom("root").ensure({
        "firewall/address": {
          ensure: HOSTS.map((number) => ({ name: host(id, number), subnet: ["10.0.0.0", "255.255.255.0"] })),
        },
        "firewall/addrgrp": { ensure: [{ name: group(id), member: HOSTS.map((number) => host(id, number)) }] },
      }),
    (fmg, id) =>
      fmg
        .adom("root")
        .package("default")
        .policies.create(policy(id, group(id))),
  ],
  install: (fmg, options) => fmg.install({ ...PACKAGE, ...options }),
  async committed(observer, id) {
    const adom = observer.adom("root");
    const names = HOSTS.map((number) => host(id, number));
    const hosts = await adom.table("firewall/address").list({ filter: ["name", "in", ...names], fields: ["name"] });
    const others = await Promise.all([
      adom.table("firewall/addrgrp").exists(group(id)),
      adom.package("default").policies.exists(id),
    ]);
    return [hosts.length + others.filter(Boolean).length, HOSTS.length + 2];
  },
  isInstalled: (fortigate, id) => fortigate.cmdb("firewall/addrgrp").exists(group(id)),
};

/** Two policies, under the lock of their package. */
const inPackage: Change = {
  what: { adom: "root", package: "default" },
  steps: [
    (fmg, id) => fmg.adom("root").package("default").policies.create(policy(id, "all")),
    (fmg, id) =>
      fmg
        .adom("root")
        .package("default")
        .policies.create(policy(id + 1, "all")),
  ],
  install: (fmg, options) => fmg.install({ ...PACKAGE, ...options }),
  async committed(observer, id) {
    const { policies } = observer.adom("root").package("default");
    const found = await Promise.all([policies.exists(id), policies.exists(id + 1)]);
    return [found.filter(Boolean).length, 2];
  },
  isInstalled: (fortigate, id) => fortigate.cmdb("firewall/policy").exists(id),
};

/** Two routes in the database of a device, under its lock. */
const inDevice: Change = {
  what: { adom: "root", device: "fortigate-1" },
  steps: [1, 2].map((number): Step => {
    return (fmg, id) =>
      fmg
        .deviceDatabase("fortigate-1", "root")
        .table("firewall/address")
        .create({ name: host(id, number), subnet: ["10.0.0.0", "255.255.255.0"] });
  }),
  install: (fmg, options) => fmg.installDevice({ adom: "root", scope: PACKAGE.scope, ...options }),
  async committed(observer, id) {
    const addresses = observer.deviceDatabase("fortigate-1", "root").table("firewall/address");
    const found = await Promise.all([1, 2].map((number) => addresses.exists(host(id, number))));
    return [found.filter(Boolean).length, 2];
  },
  isInstalled: (fortigate, id) => fortigate.cmdb("firewall/address").exists(host(id, 1)),
};

export const changes: readonly [Change, ...Change[]] = [inAdom, inPackage, inDevice];
