import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { type FortiGate, isFortiError } from "@fortiweave/fortios";
import { type Certificate, certify, createAuthority } from "../../../packages/core/test/device.ts";
import { startProxy } from "../../../packages/core/test/proxy.ts";
import { openDevice } from "../../contract/device.ts";
import { openFront } from "../tls-front.ts";

const device = await openDevice();
let authority: Certificate;
let signed: Certificate;

before(async () => {
  authority = await createAuthority("Example CA");
  signed = await certify(["fgt.example.com"], authority);
});
beforeEach(() => device.reset());

const isTrusted = async (fgt: FortiGate): Promise<boolean> => {
  try {
    await fgt.cmdb("firewall/address").list({ count: 1 });
    return true;
  } catch (error) {
    assert.ok(isFortiError(error, "TLS"), String(error));
    assert.equal(error.reached, "no");
    assert.ok(!error.format().includes(device.handle.token));
    return false;
  } finally {
    await fgt.close();
  }
};

test("feature tls: a certificate that nobody vouches for is refused by default, and nothing is sent", async () => {
  await using front = await openFront(device, signed);
  assert.equal(await isTrusted(device.connect({ url: front.url, tls: {} })), false);
  assert.equal(front.heard(), false);
  assert.deepEqual(await device.requests(), []);
});

test("feature tls: an authority vouches for its devices, and for no others", async () => {
  await using front = await openFront(device, signed);
  const other = await createAuthority("Another CA");
  assert.equal(await isTrusted(device.connect({ url: front.url, tls: { ca: authority.cert } })), true);
  assert.equal(await isTrusted(device.connect({ url: front.url, tls: { ca: other.cert } })), false);
});

test("feature tls: a pinned certificate is the only one that is taken, self-signed as it is", async () => {
  const { url, fingerprint } = device.handle;
  const plain = fingerprint.replaceAll(":", "").toLowerCase();
  assert.equal(await isTrusted(device.connect({ url, tls: { fingerprint } })), true);
  assert.equal(await isTrusted(device.connect({ url, tls: { fingerprint: plain } })), true);

  await device.forget();
  const { fingerprint: renewed } = signed;
  assert.equal(await isTrusted(device.connect({ url, tls: { fingerprint: renewed } })), false);
  assert.equal(await isTrusted(device.connect({ url, tls: { fingerprint: renewed, verify: false } })), false);
  assert.deepEqual(await device.requests(), []);
});

test("feature tls: a device that is reached under another name than its own is asked for its own", async () => {
  await using front = await openFront(device, await certify(["branch.example.com"], authority));
  const connect = (servername: string) => device.connect({ url: front.url, tls: { ca: authority.cert, servername } });
  assert.equal(await isTrusted(connect("branch.example.com")), true);
  assert.equal(await isTrusted(connect("fgt.example.com")), false);
});

test("feature tls: a device is reached at an IPv6 address and port, however its URL is written", async (context) => {
  await using front = await openFront(device, signed, "::1").catch(() => undefined);
  if (front === undefined) return context.skip("this machine has no IPv6, or it is not allowed");
  const { fingerprint } = signed;
  for (const url of [front.url, `${front.url}/`, front.url.replace("https://", "")]) {
    assert.equal(await isTrusted(device.connect({ url, tls: { fingerprint } })), true, url);
  }
  assert.equal((await device.requests()).length, 3);
});

test("feature tls: a device that wants to see a certificate gets the client's", async () => {
  const { cert, key } = await certify(["automation"], authority);
  const ca = authority.cert;
  await using front = await openFront(device, { ...signed, ca, requestCert: true, rejectUnauthorized: true });
  assert.equal(await isTrusted(device.connect({ url: front.url, tls: { ca, clientCert: { cert, key } } })), true);
  assert.deepEqual(front.clientNames, ["automation"]);

  await device.forget();
  await using nobody = device.connect({ url: front.url, tls: { ca }, retry: { maxRetries: 0 } });
  await assert.rejects(nobody.cmdb("firewall/address").list(), (error) => isFortiError(error));
  assert.deepEqual(await device.requests(), []);
});

test("feature tls: without verification anything is taken, and a warning says so once", async () => {
  await using front = await openFront(device, await certify(["whoever.example.com"]));
  const warnings: string[] = [];
  const onWarning = (message: string): unknown => warnings.push(message);
  await using fgt = device.connect({ url: front.url, tls: { verify: false }, onWarning });
  for (let turn = 0; turn < 3; turn++) await fgt.cmdb("firewall/address").list({ count: 1 });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /is not verified: .*tls\.fingerprint/);
});

test("feature tls: through a proxy the device is verified all the same, and the proxy sees nothing", async () => {
  const authorization = `Basic ${btoa("alice:hunter2")}`;
  await using proxy = await startProxy({ authorization });
  const address = proxy.url.replace("//", "//alice:hunter2@");
  const { handle } = device;
  await using fgt = device.connect({ proxy: address });
  await fgt.cmdb("firewall/address").create({ name: "web", subnet: "192.0.2.1/32" });
  assert.match(proxy.heads[0] ?? "", new RegExp(`^CONNECT ${new URL(handle.url).host} `));
  assert.ok(!proxy.passed().includes(handle.token));
  assert.equal((await device.requests())[0]?.headers["proxy-authorization"], undefined);
  assert.equal(await isTrusted(device.connect({ proxy: address, tls: {} })), false);
});

test("feature tls: a proxy that refuses is named with what to do, and its password is shown nowhere", async () => {
  await using proxy = await startProxy({ authorization: `Basic ${btoa("alice:correct")}` });
  const retry = { maxRetries: 0 };
  for (const [address, hint] of [
    [proxy.url, /Give user and password in the option proxy/],
    [proxy.url.replace("//", "//alice:hunter2@"), /Check both in the option proxy/],
  ] as const) {
    await using fgt = device.connect({ proxy: address, retry });
    await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => {
      assert.ok(isFortiError(error, "NETWORK"));
      assert.equal(error.reached, "no");
      assert.match(error.message, new RegExp(`the proxy ${proxy.url} .*\\(HTTP 407\\)`));
      assert.match(error.hint ?? "", hint);
      assert.ok(!`${error.format()}${JSON.stringify(error)}${error.stack}`.includes("hunter2"));
      return true;
    });
  }
  assert.deepEqual(await device.requests(), []);
});
