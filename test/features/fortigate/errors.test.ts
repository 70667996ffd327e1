import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createLogger, type FortiGate, isFortiError, type LogLevel } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** A client whose logger keeps what it hears. */
function connectLogging(): { readonly fgt: FortiGate; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: LogLevel, message: string): void => void lines.push(`${level} ${message}`);
  return { fgt: device.connect({ logger: createLogger(keep, "error") }), lines };
}

const MISSING = 'NOT_FOUND: Cannot get firewall/address "web": there is none';

test("feature errors: by default a call throws, and the error says what, why and what to do", async () => {
  await using fgt = device.connect();
  await assert.rejects(fgt.cmdb("firewall/address").get("web"), (error) => {
    assert.ok(isFortiError(error, "NOT_FOUND"));
    const { status, deviceCode, operation, hint, reached } = error;
    assert.deepEqual([status, deviceCode, operation, reached], [404, -3, "cmdb firewall/address get", "yes"]);
    assert.match(hint ?? "", /name/);
    return true;
  });
});

test("feature errors: with return, every call of a table answers a result", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address").with({ onError: "return" });
  const missing = await addresses.get("web");
  assert.ok(!missing.ok && isFortiError(missing.error, "NOT_FOUND"));
  const created = await addresses.create({ name: "web" });
  assert.ok(created.ok && created.value.mkey === "web");
  const twice = await addresses.create({ name: "web" });
  assert.ok(!twice.ok && twice.error.code === "DUPLICATE");
  const bad = await addresses.update("web", { color: 99 });
  assert.ok(!bad.ok && bad.error.code === "INVALID_INPUT" && bad.error.reached === "no");
  const found = await addresses.get("web");
  assert.ok(found.ok && found.value.name === "web");
  const rows: string[] = [];
  for await (const row of addresses.iterate({ filter: [["name", "==", "web"]] })) if (row.ok) rows.push(row.value.name);
  assert.deepEqual(rows, ["web"]);
});

test("feature errors: with return on the client, every handle is like that: members, children, monitor, untyped", async () => {
  await using fgt = device.connect();
  const calm = fgt.with({ onError: "return" });
  const answers = [
    await calm.cmdb("firewall/addrgrp").members("nope", "member").add("all"),
    await calm.cmdb("firewall/addrgrp").child("nope", "member").list(),
    await calm.monitor("user/banned/add_users").post({ ip_addresses: [] as string[], expiry: -1 } as never),
    await calm.untyped().cmdb("no/such-table").list(),
    await calm.quarantine.ban("127.0.0.1"),
    await calm.options("firewall/address", "comment"),
  ];
  for (const answer of answers) assert.ok(!answer.ok && isFortiError(answer.error), JSON.stringify(answer));
  const status = await calm.monitor("system/status").get();
  assert.ok(status.ok);
});

test("feature errors: an iteration that breaks off yields its error last", async () => {
  await using fgt = device.connect({ retry: { maxRetries: 0 } });
  const addresses = fgt.cmdb("firewall/address");
  await Promise.all(Array.from({ length: 600 }, (_, index) => addresses.create({ name: `host-${index}` })));
  await device.fault({ kind: "status", match: { path: "start=500" } });
  const answers: boolean[] = [];
  for await (const row of addresses.with({ onError: "return" }).iterate()) answers.push(row.ok);
  assert.equal(answers.length, 501);
  assert.deepEqual([answers.indexOf(false), answers.at(-1)], [500, false]);
});

test("feature errors: with log, errors are logged in the wanted format, and the call answers undefined", async () => {
  const { fgt, lines } = connectLogging();
  for (const errorFormat of ["code", "simple", "detailed"] as const) {
    const addresses = fgt.cmdb("firewall/address").with({ onError: "log", errorFormat });
    assert.equal(await addresses.get("web"), undefined);
  }
  assert.equal(await fgt.with({ onError: "log" }).cmdb("firewall/address").get("web"), undefined);
  await fgt.close();
  const [code, simple, detailed, byDefault] = lines;
  assert.deepEqual([code, simple], ["error NOT_FOUND", `error ${MISSING}`]);
  assert.match(
    detailed ?? "",
    /^error NOT_FOUND: [^\n]+\n {2}operation: [^\n]+\n {2}HTTP status: 404\n {2}device code: -3/,
  );
  assert.equal(byDefault, detailed);
});

test("feature errors: a logger of one's own for a view, whatever the client's is", async () => {
  const { fgt, lines } = connectLogging();
  const own: string[] = [];
  const logger = createLogger((_, message) => own.push(message));
  await fgt.with({ onError: "log", errorFormat: "code", logger }).cmdb("firewall/address").get("web");
  await fgt.close();
  assert.deepEqual([own, lines], [["NOT_FOUND"], []]);
});

test("feature errors: one call in another mode leaves all others as they are", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  assert.equal((await addresses.with({ onError: "return" }).get("web")).ok, false);
  await assert.rejects(addresses.get("web"), (error) => isFortiError(error, "NOT_FOUND"));
  const calm = fgt.with({ onError: "return" });
  await assert.rejects(calm.cmdb("firewall/address").with({ onError: "throw" }).get("web"), (error) =>
    isFortiError(error, "NOT_FOUND"),
  );
});

test("feature errors: the formats of an error: code, simple and detailed", async () => {
  await using fgt = device.connect();
  const answer = await fgt.cmdb("firewall/address").with({ onError: "return" }).get("web");
  assert.ok(!answer.ok);
  const { error } = answer;
  assert.equal(error.format("code"), "NOT_FOUND");
  assert.equal(error.format("simple"), MISSING);
  assert.ok(error.format("detailed").startsWith(`${MISSING}\n  operation: cmdb firewall/address get\n`));
  assert.equal(error.format(), error.format("detailed"));
});

test("feature errors: a mistake in the code is no failure of a call, in any mode", async () => {
  await using fgt = device.connect();
  const calm = fgt.with({ onError: "return" });
  assert.throws(
    () => calm.cmdb("firewall/adress" as "firewall/address"),
    (error) => isFortiError(error, "INVALID_INPUT") && /firewall\/address/.test(error.hint ?? ""),
  );
  assert.throws(
    () => fgt.with({ onError: "ignore" as "log" }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});
