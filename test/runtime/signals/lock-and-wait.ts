// A script that holds a lock and has no end of its own.
import { connectFortiManager } from "@fortiweave/fortimanager";

const { url, apiKey, fingerprint } = JSON.parse(process.env.MANAGER ?? "{}");
const fmg = connectFortiManager({ url, apiKey, tls: { fingerprint } });

await fmg.workspace("root", async (_, inside) => {
  await inside.add("pm/config/adom/root/obj/firewall/address", { name: "web" });
  console.log("locked");
  await new Promise((resolve) => setTimeout(resolve, 3_600_000));
});
