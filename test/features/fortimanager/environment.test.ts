import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { managerConfigFromEnv } from "@fortiweave/core/node";
import { connectFortiManager, type FortiManager, password } from "@fortiweave/fortimanager";
import { type Certificate, certify, createAuthority } from "../../../packages/core/test/device.ts";
import { openManager } from "../../contract/manager.ts";
import { openFront } from "../tls-front.ts";

const manager = await openManager();
const { url, apiKey, username, password: secret, fingerprint } = manager.handle;
const { hostname, port } = new URL(url);
const HERE = { FORTIMANAGER_HOST: hostname, FORTIMANAGER_PORT: port, FORTIMANAGER_FINGERPRINT: fingerprint };
const READ = "get dvmdb/adom";

const read = async (fmg: FortiManager): Promise<void> => {
  await using client = fmg;
  await client.get("dvmdb/adom", { fields: ["name"] });
};

beforeEach(() => manager.reset());

test("feature environment: host, port, API key and pinned certificate are all it takes", async () => {
  await read(connectFortiManager(managerConfigFromEnv({}, { ...HERE, FORTIMANAGER_API_KEY: apiKey })));
  assert.deepEqual(await manager.calls(), [READ]);
});

test("feature environment: a user name and a password do as well as a key", async () => {
  const env = { ...HERE, FORTIMANAGER_USERNAME: username, FORTIMANAGER_PASSWORD: secret };
  await read(connectFortiManager(managerConfigFromEnv({}, env)));
  assert.deepEqual(await manager.calls(), ["exec sys/login/user", READ, "exec sys/logout"]);
});

test("feature environment: the ADOM is told, root unless it is set, and what is given beside it is passed on", async () => {
  const env = { ...HERE, FORTIMANAGER_API_KEY: apiKey };
  assert.equal(managerConfigFromEnv({}, env).adom, "root");
  const config = managerConfigFromEnv({ userAgent: "nightly" }, { ...env, FORTIMANAGER_ADOM: "branches" });
  assert.equal(config.adom, "branches");
  await read(connectFortiManager(config));
  assert.equal((await manager.requests())[0]?.headers["user-agent"], "nightly");
});

test("feature environment: hosts are taken as people write them", async () => {
  const env = { FORTIMANAGER_FINGERPRINT: fingerprint, FORTIMANAGER_API_KEY: apiKey };
  for (const host of [url, `${hostname}:${port}`, `${url}/`]) {
    await read(connectFortiManager(managerConfigFromEnv({}, { ...env, FORTIMANAGER_HOST: host })));
  }
  const config = managerConfigFromEnv({}, { ...env, FORTIMANAGER_HOST: "2001:db8::1", FORTIMANAGER_PORT: "8443" });
  assert.equal(config.url, "https://[2001:db8::1]:8443");
});

test("feature environment: what is given explicitly comes first, and does not quarrel with the environment", async () => {
  const both = { ...HERE, FORTIMANAGER_API_KEY: "wrong-key-0123456789" };
  await read(connectFortiManager(managerConfigFromEnv({ apiKey }, both)));
  await read(connectFortiManager(managerConfigFromEnv({ username, password: secret }, both)));
  await read(connectFortiManager(managerConfigFromEnv({ auth: password(username, secret) }, both)));
  const admin = { FORTIMANAGER_USERNAME: "nobody", FORTIMANAGER_PASSWORD: "wrong", FORTIMANAGER_HOST: "192.0.2.1" };
  await read(connectFortiManager(managerConfigFromEnv({ url, apiKey, tls: { fingerprint } }, admin)));
});

test("feature environment: verification stays on unless it is switched off", async () => {
  const env = { FORTIMANAGER_HOST: url, FORTIMANAGER_API_KEY: apiKey };
  await assert.rejects(read(connectFortiManager(managerConfigFromEnv({}, env))), (error) => isFortiError(error, "TLS"));
  await read(connectFortiManager(managerConfigFromEnv({}, { ...env, FORTIMANAGER_VERIFY: "false" })));
});

test("feature environment: the file with an authority vouches for its devices, and for no others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  try {
    const [own, other] = [await createAuthority("Example CA"), await createAuthority("Another CA")];
    await using front = await openFront(manager, await certify(["fmg.example.com"], own));
    const connect = async ({ cert }: Certificate): Promise<FortiManager> => {
      const ca = join(folder, "ca.pem");
      await writeFile(ca, cert);
      const env = { FORTIMANAGER_HOST: front.url, FORTIMANAGER_API_KEY: apiKey, FORTIMANAGER_CA: ca };
      return connectFortiManager(managerConfigFromEnv({}, env));
    };
    await read(await connect(own));
    await assert.rejects(read(await connect(other)), (error) => isFortiError(error, "TLS"));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("feature environment: what is missing, senseless or contradictory is named, and nothing is sent", async () => {
  const cases: readonly [Record<string, string>, RegExp][] = [
    [{ FORTIMANAGER_API_KEY: apiKey }, /FORTIMANAGER_HOST is not set/],
    [HERE, /FORTIMANAGER_API_KEY is not set, and neither is FORTIMANAGER_USERNAME/],
    [{ ...HERE, FORTIMANAGER_USERNAME: username }, /FORTIMANAGER_PASSWORD is not set/],
    [{ ...HERE, FORTIMANAGER_API_KEY: apiKey, FORTIMANAGER_USERNAME: username }, /FORTIMANAGER_API_KEY excludes/],
    [{ ...HERE, FORTIMANAGER_API_KEY: apiKey, FORTIMANAGER_PORT: "https" }, /FORTIMANAGER_PORT is not a port/],
    [{ ...HERE, FORTIMANAGER_API_KEY: apiKey, FORTIMANAGER_VERIFY: "perhaps" }, /FORTIMANAGER_VERIFY is neither/],
    [{ FORTIOS_HOST: hostname, FORTIOS_TOKEN: apiKey }, /FORTIMANAGER_HOST|FORTIMANAGER_API_KEY/],
  ];
  for (const [env, words] of cases) {
    assert.throws(
      () => managerConfigFromEnv({}, env),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message) && !error.format().includes(apiKey),
    );
  }
  assert.deepEqual(await manager.requests(), []);
});
