import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { configFromEnv } from "@fortiweave/core/node";
import { connectFortiGate, type FortiGate, isFortiError, password } from "@fortiweave/fortios";
import { type Certificate, certify, createAuthority } from "../../../packages/core/test/device.ts";
import { openDevice } from "../../contract/device.ts";
import { openFront } from "../tls-front.ts";

const device = await openDevice();
const { url, token, username, password: secret, fingerprint } = device.handle;
const { hostname, port } = new URL(url);
const HERE = { FORTIOS_HOST: hostname, FORTIOS_PORT: port, FORTIOS_FINGERPRINT: fingerprint };

const names = async (fgt: FortiGate): Promise<string[]> => {
  await using client = fgt;
  return (await client.cmdb("firewall/address").list({ count: 1 })).map(({ name }) => String(name));
};

beforeEach(() => device.reset());

test("feature environment: host, port, token and pinned certificate are all it takes", async () => {
  assert.equal((await names(connectFortiGate(configFromEnv({}, { ...HERE, FORTIOS_TOKEN: token })))).length, 1);
  assert.deepEqual(await device.calls(), ["GET /cmdb/firewall/address"]);
});

test("feature environment: a user name and a password do as well as a token", async () => {
  const env = { ...HERE, FORTIOS_USERNAME: username, FORTIOS_PASSWORD: secret };
  assert.equal((await names(connectFortiGate(configFromEnv({}, env)))).length, 1);
  assert.equal((await device.calls())[0], "POST /authentication");
});

test("feature environment: the VDOM is taken, and what is given beside it is passed on", async () => {
  const env = { ...HERE, FORTIOS_TOKEN: token, FORTIOS_VDOM: "root" };
  await names(connectFortiGate(configFromEnv({ userAgent: "nightly" }, env)));
  const [request] = await device.requests();
  assert.match(request?.url ?? "", /vdom=root/);
  assert.equal(request?.headers["user-agent"], "nightly");
});

test("feature environment: hosts are taken as people write them", async () => {
  const env = { FORTIOS_FINGERPRINT: fingerprint, FORTIOS_TOKEN: token };
  for (const host of [url, `${hostname}:${port}`, `${url}/`]) {
    await names(connectFortiGate(configFromEnv({}, { ...env, FORTIOS_HOST: host })));
    // A port in the host says more than the variable.
    await names(connectFortiGate(configFromEnv({}, { ...env, FORTIOS_HOST: host, FORTIOS_PORT: "1" })));
  }
  for (const [host, address] of [
    ["2001:db8::1", "https://[2001:db8::1]:8443"],
    ["[2001:db8::1]", "https://[2001:db8::1]:8443"],
    ["[2001:db8::1]:443", "https://[2001:db8::1]"],
  ] as const) {
    const config = configFromEnv({}, { ...env, FORTIOS_HOST: host, FORTIOS_PORT: "8443" });
    assert.equal(config.url.replace(/:443$/, ""), address);
    assert.doesNotThrow(() => connectFortiGate(config));
  }
});

test("feature environment: what is given explicitly comes first, and does not quarrel with the environment", async () => {
  const both = { ...HERE, FORTIOS_TOKEN: "wrong-token-0123456789abcdef", FORTIOS_VDOM: "nope" };
  await names(connectFortiGate(configFromEnv({ token, vdom: "root" }, both)));
  await names(connectFortiGate(configFromEnv({ username, password: secret, vdom: "root" }, both)));
  await names(connectFortiGate(configFromEnv({ auth: password(username, secret), vdom: "root" }, both)));
  const admin = { FORTIOS_USERNAME: "nobody", FORTIOS_PASSWORD: "wrong", FORTIOS_HOST: "192.0.2.1" };
  await names(connectFortiGate(configFromEnv({ url, token, tls: { fingerprint } }, admin)));
});

test("feature environment: verification stays on unless it is switched off", async () => {
  const env = { FORTIOS_HOST: url, FORTIOS_TOKEN: token };
  await assert.rejects(names(connectFortiGate(configFromEnv({}, env))), (error) => isFortiError(error, "TLS"));
  assert.equal((await names(connectFortiGate(configFromEnv({}, { ...env, FORTIOS_VERIFY: "false" })))).length, 1);
});

test("feature environment: the file with an authority vouches for its devices, and for no others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  try {
    const [own, other] = [await createAuthority("Example CA"), await createAuthority("Another CA")];
    await using front = await openFront(device, await certify(["fgt.example.com"], own));
    const connect = async ({ cert }: Certificate): Promise<FortiGate> => {
      const ca = join(folder, "ca.pem");
      await writeFile(ca, cert);
      return connectFortiGate(configFromEnv({}, { FORTIOS_HOST: front.url, FORTIOS_TOKEN: token, FORTIOS_CA: ca }));
    };
    assert.equal((await names(await connect(own))).length, 1);
    await assert.rejects(names(await connect(other)), (error) => isFortiError(error, "TLS"));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("feature environment: what is missing, senseless or contradictory is named, and nothing is sent", async () => {
  const cases: readonly [Record<string, string>, RegExp][] = [
    [{ FORTIOS_TOKEN: token }, /FORTIOS_HOST is not set/],
    [HERE, /FORTIOS_TOKEN is not set, and neither is FORTIOS_USERNAME/],
    [{ ...HERE, FORTIOS_USERNAME: username }, /FORTIOS_PASSWORD is not set/],
    [{ ...HERE, FORTIOS_TOKEN: token, FORTIOS_USERNAME: username }, /FORTIOS_TOKEN excludes FORTIOS_USERNAME/],
    [{ ...HERE, FORTIOS_TOKEN: token, FORTIOS_PORT: "https" }, /FORTIOS_PORT is not a port/],
    [{ ...HERE, FORTIOS_TOKEN: token, FORTIOS_VERIFY: "perhaps" }, /FORTIOS_VERIFY is neither/],
  ];
  for (const [env, words] of cases) {
    assert.throws(
      () => configFromEnv({}, env),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message) && !error.format().includes(token),
    );
  }
  assert.deepEqual(await device.requests(), []);
});
