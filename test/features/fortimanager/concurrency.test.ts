import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport, isFortiError, type Transport } from "@fortiweave/core";
import { apiKey, type ConnectOptions, type FortiManager } from "@fortiweave/fortimanager";
import { openManager, type TestManager } from "../../contract/manager.ts";

/** Those that mix up what comes with one key at a time, and those that do not. */
const racy = [await openManager("7.4.8"), await openManager("7.6.1")];
const sound = [await openManager("7.2.11"), await openManager("7.6.2"), await openManager("7.6.4")];
const managers = [...racy, ...sound];
const [old] = racy;
if (old === undefined) throw new Error("There is no FortiManager");
const STATUS = "get sys/status";
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

const read = (fmg: FortiManager): Promise<unknown> => fmg.get("dvmdb/adom", { fields: ["name"] });
const many = (fmg: FortiManager, count = 12): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, () => read(fmg)));

beforeEach(() => Promise.all(managers.map((manager) => manager.reset())));

/** A way to a FortiManager that knows how many requests were under way at a time. */
function count({ handle }: TestManager): Transport & { most(): number; forget(): void } {
  const transport = createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } });
  let [inside, most] = [0, 0];
  return {
    ...transport,
    most: () => most,
    forget: () => {
      most = 0;
    },
    send: async (request) => {
      most = Math.max(most, ++inside);
      try {
        return await transport.send(request);
      } finally {
        inside--;
      }
    },
  };
}

/** Requests at a time, once the version is known. */
async function parallel(manager: TestManager, options: Partial<ConnectOptions> = {}): Promise<number> {
  const transport = count(manager);
  await using fmg = manager.connect({ transport, ...options });
  await many(fmg);
  transport.forget();
  await many(fmg);
  assert.equal(fmg.stats().failures, 0);
  return transport.most();
}

for (const manager of racy) {
  test(`feature concurrency: on ${manager.handle.version} the calls of one API key go one at a time`, async () => {
    assert.equal(await parallel(manager), 1);
  });

  test(`feature concurrency: on ${manager.handle.version} nothing fails although parallel use of a key would`, async () => {
    await manager.trouble({ kind: "key-race" });
    await using fmg = manager.connect();
    await many(fmg, 6);
    assert.equal(fmg.stats().failures, 0);
  });
}

for (const manager of sound) {
  test(`feature concurrency: on ${manager.handle.version} the calls of one API key run side by side`, async () => {
    assert.ok((await parallel(manager)) > 3);
  });
}

test("feature concurrency: sessions run side by side on every version", async () => {
  for (const manager of managers) {
    const { username, password } = manager.handle;
    assert.ok((await parallel(manager, { username, password })) > 3, manager.handle.version);
  }
});

test("feature concurrency: the version is asked for once, by the first call that others wait for, and by none that is alone", async () => {
  await using alone = old.connect();
  for (let turn = 0; turn < 3; turn++) await read(alone);
  assert.ok(!(await old.calls()).includes(STATUS));
  await using fmg = old.connect();
  await many(fmg);
  await many(fmg);
  assert.equal((await old.calls()).filter((call) => call === STATUS).length, 1);
});

test("feature concurrency: clients that share a key share its turns", async () => {
  const auth = apiKey(old.handle.apiKey);
  await old.trouble({ kind: "key-race" });
  await using one = old.connect({ auth });
  await using other = old.connect({ auth });
  await Promise.all([many(one, 5), many(other, 5)]);
  assert.equal(one.stats().failures + other.stats().failures, 0);
});

test("feature concurrency: what another program provokes is asked once more, and then told with the reason", async () => {
  await using fmg = old.connect();
  await old.fault({ kind: "soft-error", code: -11, times: 1, match: { item: "dvmdb/adom" } });
  await read(fmg);
  await old.fault({ kind: "soft-error", code: -11, match: { item: "dvmdb/adom" } });
  await assert.rejects(read(fmg), (error) => {
    return isFortiError(error, "FORBIDDEN") && /7\.4\.8 may also say so by chance.*same API key/.test(error.hint ?? "");
  });
});

test("feature concurrency: who waits for its turn can be cancelled, and holds up nobody", async () => {
  await using fmg = old.connect();
  await fmg.version();
  await old.fault({ kind: "delay", ms: 30, times: 1 });
  const cancel = new AbortController();
  const first = read(fmg);
  const second = fmg.get("dvmdb/device", { signal: cancel.signal });
  const third = read(fmg);
  cancel.abort();
  await assert.rejects(second, (error) => isFortiError(error, "ABORTED") && error.reached === "no");
  await Promise.all([first, third]);
  assert.ok(!(await old.calls()).includes("get dvmdb/device"));
});

test("feature concurrency: a hundred parallel writes are carried out once each, whatever the credential", async () => {
  for (const manager of [old, ...sound.slice(-1)]) {
    const { username, password } = manager.handle;
    for (const [prefix, options] of [
      ["key", {}],
      ["session", { username, password }],
    ] as const) {
      await using fmg = manager.connect(options);
      const names = Array.from({ length: 50 }, (_, at) => `${prefix}-${at}`);
      await Promise.all(names.map((name) => fmg.add(ADDRESSES, { name, subnet: ["10.0.0.0", "255.0.0.0"] })));
      const rows = await fmg.get<{ name: string }[]>(ADDRESSES, { fields: ["name"] });
      const found = new Set(rows.map(({ name }) => name));
      assert.ok(names.every((name) => found.has(name)));
    }
  }
});

test("feature concurrency: parallel calls on a client that was never used open one session", async () => {
  for (const manager of sound) {
    const { username, password } = manager.handle;
    await using fmg = manager.connect({ username, password });
    await many(fmg, 30);
    assert.equal((await manager.sessions()).length, 1);
  }
});
