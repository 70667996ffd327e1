import type { FortiGate } from "@fortiweave/fortios";
import type { Random } from "./random.ts";

/** One thing that a script does with a FortiGate, and the secrets that it handles. */
export interface Work {
  readonly what: string;
  run(fgt: FortiGate, id: string, secret: (kind: string) => string): Promise<unknown>;
}

const COMMENT = "x".repeat(200);
const address = (id: string) => ({ name: `host-${id}`, subnet: "192.0.2.1 255.255.255.255", comment: COMMENT });

/** A sample of everything that a client can do: reads, writes, files, logs, actions. */
const works: readonly [Work, ...Work[]] = [
  { what: "create", run: (fgt, id) => fgt.cmdb("firewall/address").create(address(id)) },
  { what: "get", run: (fgt) => fgt.cmdb("firewall/address").get("all") },
  { what: "list", run: (fgt) => fgt.cmdb("firewall/address").list({ count: 20 }) },
  { what: "update", run: (fgt) => fgt.cmdb("firewall/address").update("all", { comment: COMMENT }) },
  { what: "delete", run: (fgt, id) => fgt.cmdb("firewall/address").delete(`host-${id}`) },
  { what: "ensure", run: (fgt, id) => fgt.cmdb("firewall/address").ensure(address(id)) },
  { what: "set", run: (fgt, id) => fgt.cmdb("firewall/address").set(address(id)) },
  {
    what: "add a member",
    run: async (fgt) => fgt.cmdb("firewall/addrgrp").members("faults", "member").add("all"),
  },
  {
    what: "create with a password",
    run: (fgt, id, secret) =>
      fgt
        .cmdb("user/local")
        .create({ name: `user-${id}`, type: "password", status: "enable", passwd: secret("passwd") }),
  },
  {
    what: "create with a pre-shared key",
    run: (fgt, id, secret) =>
      fgt.cmdb("vpn.ipsec/phase1-interface").create({
        name: `vpn-${id}`.slice(0, 15),
        interface: "port1",
        "remote-gw": "192.0.2.9",
        psksecret: secret("psk"),
      }),
  },
  {
    what: "update with a pre-shared key that is refused",
    run: (fgt, id, secret) => fgt.cmdb("vpn.ipsec/phase1-interface").update(`none-${id}`, { psksecret: secret("psk") }),
  },
  {
    what: "a private key in untyped values",
    run: (fgt, id, secret) =>
      fgt
        .untyped()
        .cmdb("vpn.certificate/local")
        .ensure({ name: `cert-${id}`, password: secret("passphrase"), "private-key": secret("private-key") }),
  },
  { what: "status", run: (fgt) => fgt.monitor("system/status").get() },
  {
    what: "ban",
    run: (fgt) => fgt.monitor("user/banned/add_users").post({ ip_addresses: ["203.0.113.9"], expiry: 60 }),
  },
  { what: "backup", run: (fgt) => fgt.monitor("system/config/backup").download({ scope: "global" }) },
  {
    what: "search a log",
    run: async (fgt) => {
      for await (const _ of fgt.log("memory", "event/system").search({ rows: 50 }));
    },
  },
];

/** Chooses one. */
export function pickWork(random: Random): Work {
  return random.pick(works);
}
