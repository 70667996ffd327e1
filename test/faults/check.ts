import assert from "node:assert/strict";
import { connectFortiGate } from "@fortiweave/fortios";
import { type FortiGateHandle, startSimulator } from "@fortiweave/simulator";
import { certify } from "../../packages/core/test/device.ts";
import { runExchanges } from "./exchanges.ts";

/** Runs seeded faulty exchanges and asserts everything that must hold in all of them. */
export async function checkExchanges(options: { count: number; workers: number; seed: number }): Promise<void> {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  const simulator = await startSimulator({});
  try {
    const [device] = simulator.fortigates;
    assert.ok(device);
    const tls = await certify(["proxy"]);
    await prepare(device);
    const { exchanges, failures, sentTwice, hung, strange, texts, secrets } = await runExchanges(device, tls, options);

    // Of some the connection was refused.
    assert.ok(exchanges > options.count * 0.95, `only ${exchanges} exchanges reached the device`);
    // As many must fail as must not, or the faults did not reach the client, or nothing else did.
    assert.ok(failures > exchanges / 4 && failures < exchanges, `${failures} of ${exchanges} failed`);
    assert.deepEqual(sentTwice, [], "a write that may have been carried out was sent again");
    assert.deepEqual(hung, [], "a call took longer than its total timeout");
    assert.deepEqual(strange, [], "something else than a FortiError was thrown");
    assert.deepEqual(unhandled, [], "a rejection was not handled");

    assert.ok(secrets.size >= 50, `only ${secrets.size} secrets were planted`);
    assert.deepEqual(texts.filter(holdsOneOf(secrets)), [], "a secret was shown");
  } finally {
    process.off("unhandledRejection", listen);
    await simulator.close();
  }
}

/** Finds secrets by their long words, which are the same however the signs between them are written. */
function holdsOneOf(secrets: ReadonlySet<string>): (text: string) => boolean {
  const words = new Set([...secrets].flatMap(longWords));
  return (text) => longWords(text).some((word) => words.has(word));
}

function longWords(text: string): string[] {
  return text.match(/[A-Za-z0-9]{12,}/g) ?? [];
}

/** What some of the work needs to be there. */
async function prepare({ url, token, fingerprint }: FortiGateHandle): Promise<void> {
  await using fgt = connectFortiGate({ url, token, tls: { fingerprint } });
  await fgt.cmdb("firewall/addrgrp").create({ name: "faults", member: [{ name: "none" }] });
}
