// What a person writes in Bun: list, create, read back, and a device that is not the right one.
import { connectFortiGate, isFortiError } from "@fortiweave/fortios";

const { url, token, fingerprint } = JSON.parse(process.env.DEVICE ?? "{}") as Record<string, string>;
if (url === undefined || token === undefined || fingerprint === undefined) throw new Error("There is no device");

await using fgt = connectFortiGate({ url, token, tls: { fingerprint } });
const addresses = fgt.cmdb("firewall/address");
const before = await addresses.list();
await addresses.create({ name: "bun/1", subnet: "192.0.2.1/32" });
const created = await addresses.get("bun/1");
const after = await addresses.list();
console.log(after.length - before.length, created.subnet, fgt.version);

const { changed } = await addresses.ensure({ name: "bun/1", subnet: "192.0.2.1/32" });
const text = new TextDecoder().decode(await fgt.monitor("system/config/backup").download({ scope: "global" }));
console.log(changed, text.startsWith("#config-version="));

const reader = (await fgt.monitor("system/config/backup").stream({ scope: "global" })).getReader();
console.log(((await reader.read()).value?.length ?? 0) > 0);
await reader.cancel();

for (const tls of [{ fingerprint: "ab".repeat(32) }, {}]) {
  await using stranger = connectFortiGate({ url, token, tls });
  const outcome = await stranger
    .cmdb("firewall/address")
    .list()
    .then(
      () => "trusted",
      (error: unknown) => (isFortiError(error) ? `${error.code} ${error.reached}` : String(error)),
    );
  console.log(outcome);
}
