// Run by plain Node as a stranger's script, against the built packages.
import { connectFortiGate, isFortiError } from "@fortiweave/fortios";
import { screenAlert } from "@fortiweave/fortios/quarantine";

const { url, token, fingerprint } = JSON.parse(process.env.DEVICE);
await using fgt = connectFortiGate({ url, token, tls: { fingerprint } });
await fgt.cmdb("firewall/addrgrp").ensure({ name: "blocked" });

for (let run = 0; run < 2; run++) {
  const verdict = screenAlert({ source_ip: "203.0.113.9", ttl_minutes: 60 });
  const address = await fgt.cmdb(verdict.addressTable).ensure(verdict.address);
  const group = await fgt.cmdb(verdict.groupTable).members("blocked", "member").add(verdict.address.name);
  const ban = await fgt.quarantine.ban(verdict.sourceIp, { expirySeconds: verdict.expirySeconds });
  console.log(address.changed, group.changed, ban.changed);
}
await fgt
  .cmdb("firewall/address")
  .create({ name: "x", color: 99 })
  .catch((error) => console.log(isFortiError(error, "INVALID_INPUT")));
