import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { selfSigned } from "../../certificate.ts";
import { publicKeyOf, signCertificate } from "../../certificates/sign.ts";
import { type Answer, startDevice, type TestDevice } from "../../testing/client.ts";

const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const IMPORT = "monitor/vpn-certificate/local/import";
const AVAILABLE = "monitor/system/available-certificates";

interface Row {
  readonly name: string;
}

async function available(device: TestDevice, name: string, more = ""): Promise<Record<string, unknown> | undefined> {
  const { body } = await device.get(`${AVAILABLE}?mkey=${name}${more}`);
  return body.results.find((row: Row) => row.name === name);
}

async function importRegular(
  device: TestDevice,
  certname: string,
  cert: string,
  key: string,
  more = {},
): Promise<Answer> {
  const files = { file_content: base64(cert), key_file_content: base64(key) };
  return device.post(IMPORT, { type: "regular", certname, scope: "global", ...files, ...more });
}

test("a certificate and its key are stored, told of, bound, given back and deleted", async (t) => {
  const device = await startDevice(t);
  const { cert, key } = await selfSigned("gw.example.org");
  assert.equal((await importRegular(device, "web", cert, key)).status, 200);
  const [stored] = (await device.get("cmdb/vpn.certificate/local/web")).body.results;
  assert.deepEqual([stored.range, stored.source, stored["private-key"]], ["global", "user", "ENC XXXX"]);
  assert.equal((await device.get("cmdb/certificate/local/web")).body.results[0].name, "web");
  const facts = await available(device, "web");
  const parsed = new X509Certificate(cert);
  assert.ok(facts);
  assert.deepEqual(
    [facts.type, facts.status, facts.source, facts.key_type, facts.key_size],
    ["local-ca", "valid", "user", "ECDSA", 256],
  );
  assert.deepEqual([facts.fingerprint, facts.q_ref, facts.has_valid_cert_key], [parsed.fingerprint, 0, true]);
  assert.deepEqual(facts.subject, { CN: "gw.example.org", O: "Fortiweave simulator" });
  assert.equal(facts.valid_to, Date.parse(parsed.validTo) / 1000);
  assert.equal((await device.put("cmdb/system/global", { "admin-server-cert": "web" })).status, 200);
  assert.equal((await available(device, "web"))?.q_ref, 1);
  assert.equal((await device.delete("cmdb/vpn.certificate/local/web")).body.error, -23);
  const { text } = await device.get("monitor/system/certificate/download?mkey=web&type=local-cer");
  assert.equal(new X509Certificate(text).fingerprint256, parsed.fingerprint256);
  await device.put("cmdb/system/global", { "admin-server-cert": "Fortinet_GUI_Server" });
  assert.equal((await device.delete("cmdb/vpn.certificate/local/web")).status, 200);
  assert.equal(await available(device, "web"), undefined);
  assert.equal((await device.get("cmdb/certificate/local/web")).status, 404);
  assert.equal((await device.get("monitor/system/certificate/download?mkey=web&type=local-cer")).status, 404);
  const { results } = (await device.get("log/memory/event/system?rows=20")).body;
  assert.ok(
    results.some((line: { logid: string; cert?: string }) => line.logid === "0100032221" && line.cert === "web"),
  );
});

test("what is no certificate, does not fit its key, or has a name that is taken, is refused", async (t) => {
  const device = await startDevice(t);
  const [one, other] = [await selfSigned("one"), await selfSigned("other")];
  for (const [cert, key, error] of [
    ["nonsense", one.key, -145],
    [one.cert, "nonsense", -145],
    [one.cert, other.key, -145],
  ] as const) {
    const { status, body } = await importRegular(device, "bad", cert, key);
    assert.deepEqual([status, body.status, body.error], [500, "error", error]);
  }
  assert.equal(
    (await device.post(IMPORT, { type: "pkcs12", certname: "p12", file_content: base64("x") })).body.error,
    -167,
  );
  assert.equal((await device.post(IMPORT, { type: "regular", file_content: base64(one.cert) })).status, 424);
  assert.equal(
    (await device.post(IMPORT, { type: "regular", certname: "keyless", file_content: base64(one.cert) })).status,
    424,
  );
  assert.equal((await importRegular(device, "n".repeat(36), one.cert, one.key)).status, 500);
  assert.equal((await importRegular(device, "taken", one.cert, one.key)).status, 200);
  assert.equal((await importRegular(device, "taken", other.cert, other.key)).body.error, -23);
  const names = (await device.get("cmdb/vpn.certificate/local?filter=source==user")).body.results.map(
    (row: Row) => row.name,
  );
  assert.deepEqual(names, ["taken"]);
});

test("keys may have a password, and DER has no armour", async (t) => {
  const device = await startDevice(t);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const name = [["CN", "rsa"]] as const;
  const plan = {
    subject: name,
    issuer: name,
    serial: Buffer.from([1]),
    from: Date.now(),
    to: Date.now() + 1e9,
    publicKey: publicKeyOf(privateKey),
    isCa: false,
  };
  const cert = signCertificate(plan, privateKey);
  const locked = String(
    privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "s3cret" }),
  );
  assert.equal((await importRegular(device, "locked", cert, locked)).body.error, -145);
  assert.equal((await importRegular(device, "locked", cert, locked, { password: "s3cret" })).status, 200);
  const facts = await available(device, "locked");
  assert.deepEqual(
    [facts?.key_type, facts?.key_size, facts?.type, facts?.signature_algorithm],
    ["RSA", 2048, "local-cer", "SHA256"],
  );
  const files = {
    file_content: base64(new X509Certificate(cert).raw),
    key_file_content: base64(privateKey.export({ type: "pkcs1", format: "der" })),
  };
  assert.equal((await device.post(IMPORT, { type: "regular", certname: "der", ...files })).status, 200);
});

test("odd files are what they are: expired, chains, other curves, keys of the older form", async (t) => {
  const device = await startDevice(t);
  const make = (key: KeyObject, from: number): string => {
    const name = [["CN", "odd"]] as const;
    const times = { from, to: from + 1e9 };
    const plan = { subject: name, issuer: name, serial: Buffer.from([1]), publicKey: publicKeyOf(key), isCa: false };
    return signCertificate({ ...plan, ...times }, key);
  };
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
  const [old, coming] = [make(privateKey, 0), make(privateKey, Date.now() + 1e11)];
  const sec1 = String(privateKey.export({ type: "sec1", format: "pem" }));
  assert.equal((await importRegular(device, "old", `${old}${coming}`, sec1)).status, 200);
  const facts = await available(device, "old");
  assert.deepEqual([facts?.status, facts?.key_type, facts?.key_size], ["expired", "ECDSA", 384]);
  const { text } = await device.get("monitor/system/certificate/download?mkey=old&type=local-cer");
  assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 2, "the whole chain");
  assert.equal((await importRegular(device, "coming", coming, sec1)).status, 200);
  assert.equal((await available(device, "coming"))?.status, "pending");
  const locked = String(
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
      type: "pkcs1",
      format: "pem",
      cipher: "aes-128-cbc",
      passphrase: "s3cret",
    }),
  );
  assert.equal((await importRegular(device, "locked", old, locked)).body.error, -145);
  assert.equal((await importRegular(device, "locked", old, locked, { password: "wrong" })).body.error, -145);
  assert.equal((await importRegular(device, "", old, sec1)).status, 424);
  const sec1Der = {
    file_content: base64(new X509Certificate(old).raw),
    key_file_content: base64(privateKey.export({ type: "sec1", format: "der" })),
  };
  assert.equal((await device.post(IMPORT, { type: "regular", certname: "bare", ...sec1Der })).status, 200);
});

test("without a scope a certificate is for its VDOM, and the device answers while it makes a large key", async (t) => {
  const device = await startDevice(t);
  const answered: string[] = [];
  const request = { certname: "big", subject: "big", keytype: "rsa", keysize: 4096 };
  await Promise.all([
    device.post("monitor/vpn-certificate/csr/generate", request).then(() => answered.push("key")),
    device.get("monitor/system/status").then(() => answered.push("status")),
  ]);
  assert.deepEqual(answered, ["status", "key"]);
  assert.equal((await available(device, "big"))?.range, "vdom");
  assert.equal(
    (await device.post("monitor/vpn-certificate/csr/generate", { ...request, certname: "huge", keysize: 1e6 })).status,
    500,
  );
  const { cert, key } = await selfSigned("gw.example.org");
  await importRegular(device, "gui", cert, key, { scope: "vdom" });
  assert.equal((await device.put("cmdb/system/global", { "admin-server-cert": "gui" })).status, 200);
});

/** A certificate for `packed` with its key, behind the password `s3cret`: nothing in Node makes such files. */
const PKCS12 = [
  "MIIEDAIBAzCCA8IGCSqGSIb3DQEHAaCCA7MEggOvMIIDqzCCAmIGCSqGSIb3DQEHBqCCAlMwggJPAgEAMIICSAYJKoZIhvcNAQcBMFcGCSqGSI",
  "b3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAic/ir1y9vGEAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBW4tgfMhKGLUKw+UxvBYWqA",
  "ggHg3+SSvrJtHW4U+68Ap4qF0FTYErKVLt44OMliEo2Fw+X4ZvBnz7tSwGAhJNzaUV2UxWXR4ZmGPERNY/IFyd23DT5TEEXyE8RczTvtSBBREC",
  "ygMdaYM5zLZmHiFDJ2F7LkZ+0N12ELRei23IDz7amopQj2nboXX4jY+4fMw9ssCZGiPVpa+OHDf0rLSvKl0lH2x9LEKLsdkt1x6xqeVwPT223A",
  "yRRj8xrAEdTXmMfAuHu/zEvt7V4ukEx3r/MaAgqvm9tGObyJkx0pDSbfxTXJCQPlyxsKkP8H2DeAmEpJebPJI24MLAuHoWeJVaf8ImFN3p6D4d",
  "sov9Txsd1ySwy9ysfREFplINTdQ2gGsD5g+LgG9LEgpL6upN7Vc06td/M6RefONdma75pHJ/vaxDTPxqwZw/hEHkpAW/A0oFnd9MWUUrfVhSlE",
  "nR1/iaApRj0eH2FYIuEaGp0kZ/Twhm9wJws4gHa+QQUtqPk3F1nUma0yWNrwMYzET4D/nS2ujGppX3kjeIVOUky3eMk4XcgZvYc2r2c3CfNF0w",
  "rmD2WXLB8n2QKMJlZz7LvUl1PJEIXeBGREuoN1Ym6sAnlJnT2W9hwl7yz0gbhhzon6Z7spoaM3iS63QWQawIQ14R63DJV5MIIBQQYJKoZIhvcN",
  "AQcBoIIBMgSCAS4wggEqMIIBJgYLKoZIhvcNAQwKAQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECDLY8ebEJ1t/AgIIAD",
  "AMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQg+GPZ9yyeJON81lqNT4RjwSBkBvxkGGh5WNYXM/cSW+CxrngZfMHTrNn/mNHC/rWk5BM/hPx",
  "c4rig3fhFpww1MyLDcZ/zq+MX8swxxQOAjib7GCdMSje7tPXq3RSGxRULOzr1F1zEf+YjBkT9U+yz8MyYtR8bSfOCJ4zZjJ6QmnE7KCyf4WSAU",
  "UzO8SxJm6g1ZPI20vPSK5r9XFLLWAwm1GHYzElMCMGCSqGSIb3DQEJFTEWBBSDCFN+x8wffCcniBw3IV+YlFnxRDBBMDEwDQYJYIZIAWUDBAIB",
  "BQAEIII/LoYkj3zdLsQbNFAB/3tQ8zXS8F2W7Lb49ypOpVlmBAh6dYI9PMJRkAICCAA=",
].join("");

test("a file of PKCS #12 brings both, to whoever knows its password", async (t) => {
  const device = await startDevice(t);
  const send = (password: string): Promise<Answer> =>
    device.post(IMPORT, { type: "pkcs12", certname: "packed", file_content: PKCS12, password });
  assert.equal((await send("wrong")).body.error, -167);
  assert.equal((await send("s3cret")).status, 200);
  const facts = await available(device, "packed");
  assert.deepEqual([facts?.subject_raw, facts?.has_valid_cert_key, facts?.key_size], ["CN = packed", true, 256]);
});

test("authorities get names of the device's own, once each", async (t) => {
  const device = await startDevice(t);
  const [one, other] = [await selfSigned("CA one"), await selfSigned("CA two")];
  const send = (text: string, more = {}): Promise<Answer> =>
    device.post("monitor/vpn-certificate/ca/import", { import_method: "file", file_content: base64(text), ...more });
  assert.equal((await send(one.cert + other.cert)).status, 200);
  assert.equal((await send(one.cert)).body.error, -23);
  assert.equal((await send("nonsense")).body.error, -146);
  const listed = (await device.get("cmdb/vpn.certificate/ca?filter=source==user")).body.results;
  assert.deepEqual(
    listed.map((row: Row) => row.name),
    ["CA_Cert_1", "CA_Cert_2"],
  );
  assert.equal((await available(device, "CA_Cert_2", "&with_ca=1"))?.type, "remote-ca");
  assert.equal(await available(device, "CA_Cert_2"), undefined);
  assert.equal(
    (await device.get("monitor/system/certificate/download?mkey=CA_Cert_1&type=remote-ca")).text.trim(),
    one.cert.trim(),
  );
  assert.equal((await send((await selfSigned("third")).cert, { scope: "global" })).status, 200);
  assert.equal((await device.get("cmdb/vpn.certificate/ca/G_CA_Cert_1")).status, 200);
});

test("a request waits for the certificate that somebody makes of it", async (t) => {
  const device = await startDevice(t);
  const wanted = {
    certname: "pending",
    keytype: "ec",
    curvename: "secp384r1",
    subject: "gw.example.org",
    org: "Example",
    orgunits: ["IT"],
    subject_alt_name: "DNS:gw.example.org,IP:10.0.0.1",
  };
  assert.equal((await device.post("monitor/vpn-certificate/csr/generate", wanted)).status, 200);
  assert.deepEqual(
    [(await available(device, "pending"))?.type, (await available(device, "pending"))?.status],
    ["local-csr", "pending"],
  );
  const { text } = await device.get("monitor/system/certificate/download?mkey=pending&type=local-csr");
  assert.match(text, /^-----BEGIN CERTIFICATE REQUEST-----\n/);
  // The public key ends the first part of the request, before its attributes.
  const der = Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
  const start = der.indexOf(Buffer.from("3076301006072a8648ce3d020106052b81040022", "hex"));
  const publicKey = createPublicKey({ key: der.subarray(start, start + 120), format: "der", type: "spki" });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const plan = {
    subject: [["CN", "gw.example.org"]],
    issuer: [["CN", "CA"]],
    serial: Buffer.from([9]),
    from: Date.now() - 1e6,
    to: Date.now() + 1e9,
    isCa: false,
  } as const;
  const foreign = signCertificate({ ...plan, publicKey: publicKeyOf(privateKey) }, privateKey);
  const right = signCertificate({ ...plan, publicKey: publicKeyOf(publicKey) }, privateKey);
  assert.equal((await device.post(IMPORT, { type: "local", file_content: base64(foreign) })).body.error, -145);
  assert.equal((await device.post(IMPORT, { type: "local", file_content: base64(right) })).status, 200);
  const facts = await available(device, "pending");
  assert.deepEqual(
    [facts?.type, facts?.status, facts?.issuer_raw, facts?.key_size],
    ["local-cer", "valid", "CN = CA", 384],
  );
});

test("the factory's certificates are real, of the right kind, and the same every time", async (t) => {
  const device = await startDevice(t);
  const { results } = (await device.get(`${AVAILABLE}?scope=global`)).body;
  const byName = new Map<string, Record<string, unknown>>(results.map((row: Row) => [row.name, row]));
  assert.deepEqual(
    [byName.get("Fortinet_CA_SSL")?.type, byName.get("Fortinet_CA_SSL")?.is_deep_inspection_cert],
    ["local-ca", true],
  );
  assert.deepEqual(
    [byName.get("Fortinet_SSL_ECDSA521")?.key_type, byName.get("Fortinet_SSL_ECDSA521")?.key_size],
    ["ECDSA", 521],
  );
  assert.equal(
    byName.get("Fortinet_Factory")?.subject_raw,
    `C = US, ST = California, L = Sunnyvale, O = Fortinet, OU = FortiGate, CN = ${device.handle.serial}, emailAddress = support@fortinet.com`,
  );
  const again = (await device.get("monitor/system/certificate/download?mkey=Fortinet_CA_SSL&type=local-ca")).text;
  assert.equal(new X509Certificate(again).fingerprint, byName.get("Fortinet_CA_SSL")?.fingerprint);
  assert.equal((await device.post("monitor/system/certificate/read-info", { value: again })).body.results.is_ca, true);
});

test("names are free until somebody has them, and a device signs its own", async (t) => {
  const device = await startDevice(t);
  const isFree = async (): Promise<boolean> =>
    (await device.get("monitor/vpn-certificate/cert-name-available?mkey=own")).body.results.is_valid;
  assert.equal(await isFree(), true);
  assert.equal(
    (await device.post("monitor/vpn-certificate/local/create", { certname: "own", common_name: "fw", scope: "global" }))
      .status,
    200,
  );
  assert.equal(await isFree(), false);
  assert.deepEqual(
    [(await available(device, "own"))?.subject_raw, (await available(device, "own"))?.issuer_raw],
    ["CN = fw", "CN = fw"],
  );
});

test("what is for one VDOM is in no other", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const { cert, key } = await selfSigned("both");
  assert.equal((await importRegular(device, "both", cert, key)).status, 200);
  assert.equal((await importRegular(device, "here", cert, key, { scope: "vdom" })).status, 200);
  const names = async (vdom: string): Promise<string[]> =>
    (await device.get(`cmdb/vpn.certificate/local?vdom=${vdom}&filter=source==user`)).body.results.map(
      (row: Row) => row.name,
    );
  assert.deepEqual([await names("root"), await names("branch")], [["both", "here"], ["both"]]);
});

test("a backup with an imported certificate is the same once it has been restored", async (t) => {
  const device = await startDevice(t, { fortios: "7.4" });
  const { cert, key } = await selfSigned("fw");
  await importRegular(device, "fw", cert, key);
  const backup = async (): Promise<string> => (await device.get("monitor/system/config/backup?scope=global")).text;
  const lines = (text: string): string => text.replace(/^#conf_file_ver=.*$/m, "");
  const before = await backup();
  const upload = { source: "upload", scope: "global", file_content: base64(before) };
  assert.equal((await device.post("monitor/system/config/restore", upload)).status, 200);
  await device.control("POST", "/time", { advanceMs: 600_000 });
  assert.equal(lines(await backup()), lines(before));
});
