/**
 * A change on a FortiManager from end to end: lock, write, commit, preview, install, verify, unlock. Run it twice: the
 * second time nothing changes, and nothing is installed.
 *
 *     FORTIMANAGER_HOST=192.0.2.1 FORTIMANAGER_API_KEY=... node examples/fortimanager-change.ts FGT1
 *     FORTIMANAGER_HOST=192.0.2.1 FORTIMANAGER_API_KEY=... deno run --allow-net --allow-env examples/fortimanager-change.ts FGT1
 *
 * `npm run simulator -- --fortimanager 1 --json` starts one to try it on. Its certificate is its own, so say which one is
 * meant: FORTIMANAGER_FINGERPRINT. What else can be set: FORTIMANAGER_PORT, _USERNAME, _PASSWORD, _ADOM, _CA, _VERIFY.
 */

import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { managerConfigFromEnv } from "@fortiweave/core/node";
import { type AdomDocument, connectFortiManager, type FortiManager } from "@fortiweave/fortimanager";

/** Where the change goes. */
export interface Target {
  readonly adom: string;
  readonly package: string;
  readonly device: string;
}

/** What came of it. */
export interface Outcome {
  /** Whether FortiManager's database had to be changed. */
  readonly changed: boolean;
  /** How many requests it took to see to that. */
  readonly requests: number;
  /** What was to be installed, as the FortiGate's command line. Empty: nothing. */
  readonly preview: string;
  /** Whether anything was installed. */
  readonly installed: boolean;
}

const HOSTS = Array.from({ length: 100 }, (_, index) => ({
  name: `example-host-${index + 1}`,
  subnet: [`198.51.100.${index + 1}`, "255.255.255.255"],
}));
const GROUP = { name: "example-hosts", member: HOSTS.map(({ name }) => name) };
const POLICY = {
  policyid: 4711,
  name: "example: no way to these hosts",
  srcintf: ["any"],
  dstintf: ["any"],
  srcaddr: ["all"],
  dstaddr: [GROUP.name],
  service: ["ALL"],
  schedule: ["always"],
  action: "deny",
  logtraffic: "all",
} as const;

/** Makes the change. Whatever happens on the way, nothing stays locked, and what was not committed is gone. */
export async function makeChange(fmg: FortiManager, target: Target, tell: (line: string) => void): Promise<Outcome> {
  const { adom, device } = target;
  const scope = [{ name: device, vdom: "root" }];
  await using lock = await fmg.lock(adom, { waitMs: 60_000 });

  const root = lock.fmg.adom(adom);
  const document: AdomDocument = {
    "firewall/address": HOSTS,
    "firewall/addrgrp": [GROUP],
    packages: { [target.package]: { "firewall/policy": [POLICY] } },
  };
  const { changed, requests } = await root.ensure(document);
  await root.package(target.package).targets.add(scope);
  tell(changed ? `Written in ${requests} requests` : "FortiManager holds it already");
  if (await lock.isDirty()) await lock.commit();

  const preview = await lock.fmg.preview({ ...target, scope });
  tell(preview.changed ? `This is going to be installed:\n${preview.text}` : "There is nothing to install");

  const install = await lock.fmg.install({ ...target, scope });
  for await (const { percent, state } of install) tell(`${percent} % ${state}`);
  const result = await install.wait();
  for (const { device: name, detail } of result.devices) tell(`${name}: ${detail}`);

  const { member = [] } = await fmg.device(adom, device).cmdb("firewall/addrgrp").get(GROUP.name);
  if (member.length !== HOSTS.length) throw new Error(`${device} holds ${member.length} of ${HOSTS.length} hosts`);
  tell(`${device} holds all ${member.length} hosts`);
  return { changed, requests, preview: preview.text, installed: result.changed };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { adom, ...config } = managerConfigFromEnv();
  const [, , device = "fortigate-1"] = argv;
  await using fmg = connectFortiManager(config);
  await makeChange(fmg, { adom, package: "default", device }, console.log);
}
