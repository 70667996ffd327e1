/**
 * Blocks the sources of security alerts on a FortiGate. Reads a JSON array of alerts ({ source_ip, reason, ttl_minutes },
 * Suricata EVE, Wazuh or Elastic) from stdin and prints one JSON line per alert. A second run changes nothing.
 *
 *   export FORTIOS_HOST=https://192.0.2.1 FORTIOS_TOKEN=... FORTIOS_FINGERPRINT=... SAFE_RANGES=203.0.113.0/28
 *   deno run --allow-net=192.0.2.1 \
 *     --allow-env=FORTIOS_HOST,FORTIOS_TOKEN,FORTIOS_FINGERPRINT,SAFE_RANGES,UNDICI_NO_WASM_SIMD,UNDICI_USE_MILO,JEST_WORKER_ID \
 *     block-alerts.ts < alerts.json
 *
 * @module
 */

import { connectFortiGate, isFortiError, token } from "@fortiweave/fortios";
import { type BlockVerdict, screenAlert } from "@fortiweave/fortios/quarantine";

const fingerprint = Deno.env.get("FORTIOS_FINGERPRINT");
await using fortigate = connectFortiGate({
  url: required("FORTIOS_HOST"),
  auth: token(required("FORTIOS_TOKEN")),
  // Accepts a self-signed certificate when it is this one. Without it the certificate must be one the system trusts.
  tls: fingerprint ? { fingerprint } : {},
});
const safeRanges = (Deno.env.get("SAFE_RANGES") ?? "").split(",").filter((range) => range !== "");

const alerts: unknown[] = [await new Response(Deno.stdin.readable).json()].flat();
for (const alert of alerts) console.log(JSON.stringify(await answer(alert)));

async function answer(alert: unknown) {
  const verdict = screenAlert(alert, { safeRanges });
  const { sourceIp: source_ip } = verdict;
  if (verdict.verdict === "refuse") return { source_ip, outcome: "refused", changed: [], why: verdict.why };
  try {
    const changed = await block(verdict);
    return { source_ip, outcome: changed.length > 0 ? "blocked" : "unchanged", changed };
  } catch (error) {
    Deno.exitCode = 1; // The other alerts go on.
    return {
      source_ip,
      outcome: "failed",
      changed: [],
      why: isFortiError(error) ? error.format("simple") : `${error}`,
    };
  }
}

async function block({ sourceIp, addressTable, groupTable, address, expirySeconds }: BlockVerdict): Promise<string[]> {
  const device = fortigate.untyped(); // The tables differ by address family.
  const steps = {
    address: await device.cmdb(addressTable).ensure(address),
    group: await device.cmdb(groupTable).members("blocked", "member").add(address.name),
    ban: await fortigate.quarantine.ban(sourceIp, { expirySeconds, safeRanges }),
  };
  return Object.entries(steps).flatMap(([step, { changed }]) => (changed ? [step] : []));
}

function required(name: string): string {
  const value = Deno.env.get(name);
  if (value) return value;
  console.error(`Set ${name} in the environment`);
  Deno.exit(1);
}
