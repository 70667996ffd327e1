// Run by plain Node as a stranger's script, against the built packages.
import { connectFortiManager, isFortiError } from "@fortiweave/fortimanager";

const { url, username, password, fingerprint } = JSON.parse(process.env.DEVICE);
await using fmg = connectFortiManager({ url, username, password, tls: { fingerprint } });

for (let run = 0; run < 2; run++) {
  const { changed } = await fmg.workspace("root", (adom) => adom.ensure({ "firewall/address": [{ name: "web" }] }));
  console.log(changed);
}
const plan = await fmg.adom("root").plan({ "firewall/address": { absent: ["web"] } });
const proxied = await fmg.device("root", "fortigate-1").monitor("system/status").get();
console.log(plan.steps.length, typeof proxied.hostname);
const preview = await fmg
  .preview({ adom: "root", package: "default", scope: [{ name: "nobody" }] })
  .catch((error) => error);
console.log(isFortiError(preview));
