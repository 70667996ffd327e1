import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { callWith, jarOf, signInByApi } from "../../testing/session.ts";

const BACKUP = "monitor/system/config/backup";
const RESTORE = "monitor/system/config/restore";

async function backUp(device: TestDevice, more: object = {}): Promise<string> {
  const { status, text } = await device.post(BACKUP, { scope: "global", ...more });
  assert.equal(status, 200, text);
  return text;
}

function restore(device: TestDevice, file: string | Buffer, more: object = {}) {
  const file_content = Buffer.from(file).toString("base64");
  return device.post(RESTORE, { source: "upload", scope: "global", file_content, ...more });
}

async function snapshot(device: TestDevice): Promise<unknown> {
  return (await device.control("GET", "/snapshot")).body.configuration;
}

/** A device on which there is some of everything. */
async function configure(device: TestDevice): Promise<void> {
  const steps: readonly (readonly [method: string, path: string, body?: object])[] = [
    ["POST", "cmdb/system/vdom", { name: "branch" }],
    ["POST", "cmdb/system/vdom", { name: "dmz" }],
    ["PUT", "cmdb/system/global", { hostname: 'edge "1"', "vdom-mode": "multi-vdom", timezone: "Europe/Berlin" }],
    ["PUT", "cmdb/system/interface/port3", { vdom: "branch", ip: "10.1.0.1/24", allowaccess: "ping https" }],
    [
      "POST",
      "cmdb/system/admin",
      { name: "anna", password: "s3cret-value", accprofile: "prof_admin", vdom: [{ name: "branch" }] },
    ],
    ["PUT", "cmdb/system/dns", { primary: "9.9.9.9", secondary: "0.0.0.0" }],
    ["POST", "cmdb/firewall/address", { name: "a/b c", subnet: "10.0.0.0/8", comment: "two\nlines" }],
    ["POST", "cmdb/firewall/address", { name: 'a "quoted" name', type: "fqdn", fqdn: "example.org" }],
    ["POST", "cmdb/firewall/addrgrp", { name: "both", member: [{ name: "a/b c" }, { name: 'a "quoted" name' }] }],
    ["DELETE", "cmdb/firewall/addrgrp/G%20Suite"],
    ["POST", "cmdb/user/local", { name: "bob", type: "password", passwd: "hunter2 & more" }],
    ["POST", "cmdb/firewall/address?vdom=branch", { name: "inside", subnet: "10.1.0.0/24" }],
    [
      "POST",
      "cmdb/firewall/policy?vdom=branch",
      {
        policyid: 7,
        name: "seven",
        srcintf: [{ name: "port3" }],
        dstintf: [{ name: "any" }],
        srcaddr: [{ name: "inside" }],
        dstaddr: [{ name: "all" }],
        service: [{ name: "HTTPS" }],
        schedule: "always",
        action: "accept",
      },
    ],
    ["PUT", "cmdb/router/bgp", { as: "65001", network: [{ id: 1, prefix: "10.1.0.0/24" }] }],
  ];
  for (const [method, path, body] of steps) {
    assert.equal((await device.call(method, path, body)).status, 200, `${method} ${path}`);
  }
  await device.post("cmdb/firewall/policy/7?vdom=branch&action=clone&nkey=3");
  await device.put("cmdb/firewall/policy/3?vdom=branch&action=move&before=7");
}

for (const version of ["7.2", "7.4", "7.6"]) {
  test(`${version}: a device that is reset and given its backup is what it was`, async (t) => {
    const device = await startDevice(t, { fortios: version });
    await configure(device);
    const before = await snapshot(device);
    const text = version === "7.6" ? await backUp(device) : (await device.get(`${BACKUP}?scope=global`)).text;
    await device.control("POST", "/reset");
    assert.notDeepEqual(await snapshot(device), before);
    const { status, body } = await restore(device, text);
    assert.deepEqual([status, body.results?.config_restored], [200, true], JSON.stringify(body));
    assert.equal((await device.get("monitor/system/config-error-log/download")).text, "");
    assert.deepEqual(await snapshot(device), before);
    const policies = (await device.get("cmdb/firewall/policy?vdom=branch")).body.results;
    assert.deepEqual(
      policies.map(({ policyid }: { policyid: number }) => policyid),
      [3, 7],
    );
    // References are known again.
    assert.equal((await device.delete("cmdb/firewall/address/inside?vdom=branch")).body.error, -23);
  });
}

test("a file has the head and the form of a device's own", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const path = `${BACKUP}?scope=global`;
  await device.post("cmdb/firewall/address", { name: 'a "quoted" name', subnet: "10.0.0.1/32" });
  await device.post("cmdb/user/local", { name: "anna", type: "password", passwd: "s3cret-value" });
  const { status, text, headers } = await device.get(path);
  assert.equal(status, 200);
  assert.match(String(headers["content-disposition"]), /fortigate-1\.conf/);
  assert.match(
    text,
    /^#config-version=FGVM64-7\.4\.8-FW-build\d{4}-\d{6}:opmode=0:vdom=0:user=\w+\n#conf_file_ver=\d+\n#buildno=\d{4}\n#global_vdom=1\nconfig system global\n/,
  );
  assert.match(text, /config firewall address\n {4}edit "/);
  assert.match(
    text,
    / {4}edit "a \\"quoted\\" name"\n {8}set uuid [\da-f-]{36}\n {8}set subnet 10\.0\.0\.1 255\.255\.255\.255/,
  );
  assert.match(text, /set passwd ENC [\w+/=]{40,}\n/);
  assert.doesNotMatch(text, /s3cret/);
  assert.equal((await device.get(path)).text, text, "nothing in it depends on when it is made");
  assert.equal((await device.post(BACKUP, { scope: "global" })).status, 405);
  const recent = await startDevice(t, { fortios: "7.6.0" });
  assert.equal((await recent.post(BACKUP, { scope: "global" })).status, 200);
  assert.equal((await recent.get(path)).status, 405);
  assert.equal((await recent.post(BACKUP, {})).status, 424);
  await device.put("cmdb/system/global", { hostname: '東京 "1"' });
  assert.match(String((await device.get(path)).headers["content-disposition"]), /="___\w+_\.conf"$/);
});

test("with VDOMs a file names them, then what they share, then each of them", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const text = await backUp(device);
  assert.match(text, /:vdom=1:user=/);
  assert.match(
    text,
    /#global_vdom=1\n\nconfig vdom\nedit root\nnext\nedit branch\nnext\nend\n\nconfig global\nconfig system global\n/,
  );
  assert.match(text, /\nend\nend\n\nconfig vdom\nedit root\nconfig /);
  assert.match(text, /\nend\nend\n\nconfig vdom\nedit branch\nconfig /);
});

test("a backup of one VDOM brings back that one, and nothing else", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.put("cmdb/system/interface/port3", { vdom: "branch", alias: "inside" });
  await device.post("cmdb/firewall/address?vdom=branch", { name: "own" });
  const text = await backUp(device, { scope: "vdom", vdom: "branch" });
  assert.match(text, /\n#global_vdom=0:vd_name=branch\/branch\nconfig system interface\n {4}edit "port3"/);
  assert.doesNotMatch(text, /config system global|edit "port1"/);
  await device.post("cmdb/firewall/address", { name: "of root" });
  await device.delete("cmdb/firewall/address/own?vdom=branch");
  await device.put("cmdb/system/interface/port3", { alias: "changed" });
  assert.equal((await restore(device, text)).body.results.error, "config_invalid_file", "it is no whole device");
  assert.equal((await restore(device, text, { scope: "vdom", vdom: "branch" })).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/own?vdom=branch")).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/of%20root")).status, 200);
  assert.equal((await device.get("cmdb/system/interface/port3")).body.results[0].alias, "inside");
  assert.equal((await restore(device, text, { scope: "vdom", vdom: "ghost" })).body.http_status, 424);
});

test("a password closes a file, and only that one opens it", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web" });
  const response = await fetchBytes(device, { scope: "global", password: "k3y" });
  assert.match(response.subarray(0, 40).toString("latin1"), /^#FGBK\|4\|FGVM64\|7\|06\|5\|\d+\|\n/);
  assert.equal(response.includes("config system"), false);
  await device.control("POST", "/reset");
  for (const password of ["wrong", ""]) {
    const refused = await restore(device, response, { password });
    assert.deepEqual([refused.status, refused.body.error], [500, -902]);
    assert.deepEqual(refused.body.results, { config_restored: false, error: "config_invalid_password" });
  }
  assert.equal((await restore(device, response.subarray(0, 60), { password: "k3y" })).status, 500);
  assert.equal((await device.get("cmdb/firewall/address/web")).status, 404);
  assert.equal((await restore(device, response, { password: "k3y" })).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/web")).status, 200);
});

async function fetchBytes(device: TestDevice, body: object): Promise<Buffer> {
  await device.post(BACKUP, { ...body, destination: "usb", usb_filename: "secret.conf" });
  const [name] = (await device.get("monitor/system/config/usb-filelist")).body.results;
  assert.equal(name, "secret.conf");
  // The bytes of an answer are not text; over a form they come back as they are.
  const { handle } = device;
  const { request } = await import("node:https");
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const asked = request(
      `${handle.url}/api/v2/${BACKUP}`,
      {
        method: "POST",
        rejectUnauthorized: false,
        headers: { authorization: `Bearer ${handle.token}`, "content-length": Buffer.byteLength(text) },
      },
      async (response) => resolve(Buffer.concat(await response.toArray())),
    );
    asked.on("error", reject).end(text);
  });
}

test("a USB stick takes backups and gives them back", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web" });
  assert.equal(
    (await device.post(BACKUP, { scope: "global", destination: "usb", usb_filename: "a.conf" })).body.status,
    "success",
  );
  await device.delete("cmdb/firewall/address/web");
  const from = (usb_filename: string) => device.post(RESTORE, { source: "usb", scope: "global", usb_filename });
  assert.equal((await from("b.conf")).body.results.error, "config_file_not_found");
  assert.equal((await from("a.conf")).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/web")).status, 200);
});

test("secrets are masked where somebody wants it, and for whoever may not write", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/user/local", { name: "anna", type: "password", passwd: "s3cret-value" });
  const { token } = (await device.control("POST", "/tokens", { profile: "super_admin_readonly" })).body;
  const masked = await backUp(device, { password_mask: true });
  assert.match(masked, /\n#password_mask=1\n/);
  assert.match(masked, /set passwd FortinetPasswordMask\n/);
  assert.doesNotMatch(masked, / ENC /);
  const { text } = await device.call("POST", BACKUP, { scope: "global" }, { token });
  assert.match(text, /\n#password_mask=1\n/);
  assert.equal((await restore(device, masked)).body.results.error, "config_password_masked");
  assert.equal((await restore(device, masked, { confirm_password_mask: true })).status, 200);
});

test("the same in YAML", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/addrgrp", { name: "both", member: [{ name: "all" }, { name: "none" }] });
  const text = await backUp(device, { file_format: "yaml" });
  assert.match(text, /^#config-version=/);
  assert.match(text, /\nsystem_global:\n {2}alias: "/);
  assert.match(text, /\nfirewall_addrgrp:\n(?:.*\n)*? {2}- both:\n(?:.*\n)*? {6}member:\n {8}- all\n {8}- none\n/);
  assert.match(text, / {6}ip: "192\.168\.1\.99 255\.255\.255\.0"\n/);
});

test("names of all kinds come back, and none of them is taken for a line", async (t) => {
  const device = await startDevice(t);
  const names = ['a "b" \\', "'", "# c", "end", " x ", "line\nand\r\nline", "\u0000\u2028", "€😀", "a\\", "ENC x"];
  for (const name of names) {
    assert.equal((await device.post("cmdb/firewall/address", { name, comment: `${name}${name}` })).status, 200, name);
  }
  const name = "eve\nconfig system global\nset hostname taken\nend\n#";
  await device.post("cmdb/system/admin", { name, password: "hunter2", accprofile: "super_admin" });
  const before = await snapshot(device);
  const jar = jarOf(await signInByApi(device, { username: name, secretkey: "hunter2" }));
  const { text } = await callWith(device, jar, "POST", BACKUP, { scope: "global" });
  assert.match(text, /:user=eve config system global set hostname taken end #\n#conf_file_ver=/);
  await device.control("POST", "/reset");
  assert.equal((await restore(device, text)).status, 200);
  assert.equal((await device.get("monitor/system/config-error-log/download")).text, "");
  assert.deepEqual(await snapshot(device), before);
});

test("a broken file leaves everything as it is", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web" });
  const before = await snapshot(device);
  for (const [file, error] of [
    ["nothing of the kind", "config_invalid_file"],
    ["config system global\n    set hostname x\n", "config_invalid_file"],
    ['config system global\n    set hostname "x\nend\n', "config_invalid_file"],
    [
      "#config-version=FGT60F-7.6.5-FW-build1234-250101:opmode=0:vdom=0:user=a\nconfig system global\nend\n",
      "config_platform_mismatch",
    ],
  ] as const) {
    const { status, body } = await restore(device, file);
    assert.deepEqual(
      [status, body.status, body.error, body.results],
      [500, "error", -902, { config_restored: false, error }],
    );
  }
  const vdoms = Array.from({ length: 20_000 }, (_, at) => `edit v${at}\nnext\n`).join("");
  assert.equal((await restore(device, `config vdom\n${vdoms}end\n`)).body.results.error, "config_too_many_vdoms");
  assert.deepEqual(await snapshot(device), before);
  assert.equal((await device.post(RESTORE, { source: "revision", scope: "global", config_id: 9 })).status, 500);
});

test("lines that mean nothing to the device are left out, and written down", async (t) => {
  const device = await startDevice(t);
  const { status } = await restore(
    device,
    `config system global
    set hostname "kept"
    set no-such-thing 1
    set admin-sport 99999
end
config system gizmo
    set a b
end
config firewall address
    edit "web"
        set subnet 10.0.0.0/33
        set color 3
    next
    edit "dangling"
        set associated-interface "ghost"
    next
end
config user local
    edit "anna"
        set type password
        set passwd ENC AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    next
end
config firewall policy
    edit 1
        set srcintf "ghost"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
    next
end
`,
  );
  assert.equal(status, 200);
  const { text } = await device.get("monitor/system/config-error-log/download");
  assert.deepEqual(
    text
      .split("\n")
      // The groups that came with the device lack their members now, which the file does not name.
      .filter((line) => line !== "" && !/Guest-group|G Suite|Office 365/.test(line))
      .map((line) => line.replace(/^>>> {2}/, "").replace(/:[^:]*$/, "")),
    [
      '"set" "no-such-thing" "1" @ 3:global.system.global',
      '"set" "admin-sport" "99999" @ 4:global.system.global',
      '"config" "system" "gizmo" @ 6:root',
      '"set" "subnet" "10.0.0.0/33" @ 11:root.firewall.address.web',
      `"set" "passwd" "ENC" "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" @ 21:root.user.local.anna`,
      '"set" "associated-interface" "ghost" @ root.firewall.address.dangling',
      '"set" "srcintf" "ghost" @ root.firewall.policy.1',
    ],
  );
  assert.equal((await device.get("cmdb/system/global")).body.results.hostname, "kept");
  const [web] = (await device.get("cmdb/firewall/address/web")).body.results;
  assert.deepEqual([web.color, web.subnet], [3, "0.0.0.0 0.0.0.0"]);
  assert.match(web.uuid, /^[\da-f-]{36}$/);
  assert.equal((await device.get("cmdb/firewall/policy/1")).status, 404, "it cannot be without its interface");
  assert.equal(
    (await device.get("cmdb/firewall.service/custom/HTTPS")).status,
    200,
    "what the file does not name stays",
  );
});

test("after a restore sessions and transactions are over, and keys that the file does not have", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const owner = { name: "soc", accprofile: "super_admin", vdom: [{ name: "root" }] };
  await device.post("cmdb/system/api-user", owner);
  const early = await backUp(device);
  const makeKey = async () =>
    (await device.post("monitor/system/api-user/generate-key", { "api-user": "soc" })).body.results.access_token;
  const key = await makeKey();
  const late = await backUp(device);
  assert.ok(!late.includes(key));
  const statusOf = async (token: string) =>
    (await device.call("GET", "cmdb/firewall/address", undefined, { token })).status;
  const jar = jarOf(await signInByApi(device));
  assert.equal((await callWith(device, jar, "GET", "cmdb/firewall/address")).status, 200);
  const started = await device.post("cmdb?action=transaction-start", { timeout: 60 });

  assert.equal((await restore(device, late)).status, 200);
  assert.equal(await statusOf(key), 200, "the file has the key");
  assert.equal((await callWith(device, jar, "GET", "cmdb/firewall/address")).status, 401);
  const id = String(started.body.results["transaction-id"]);
  const inside = await device.call(
    "POST",
    "cmdb/firewall/address",
    { name: "x" },
    { headers: { "x-transaction-id": id } },
  );
  assert.equal(inside.body.http_status, 424);

  assert.equal((await restore(device, early)).status, 200);
  assert.equal(await statusOf(key), 401, "this one does not have it");
  assert.equal((await restore(device, late)).status, 200);
  assert.equal(await statusOf(key), 200, "and it comes back with the file");
  assert.equal(await statusOf(device.handle.token), 200);
});

test("files come in forms too, whatever their field is called", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "wéb" });
  const sealed = await fetchBytes(device, { scope: "global", password: "k3y" });
  await device.control("POST", "/reset");
  const boundary = "x-y-z";
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const body = Buffer.concat([
    Buffer.from(field("source", "upload") + field("scope", "global") + field("password", "k3y")),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename*=utf-8''%C3%A4%20b.conf\r\nContent-Type: text/plain\r\n\r\n`,
    ),
    sealed,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const { handle } = device;
  const { request } = await import("node:https");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${handle.token}`,
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": body.length,
    };
    request(`${handle.url}/api/v2/${RESTORE}`, { method: "POST", rejectUnauthorized: false, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    })
      .on("error", reject)
      .end(body);
  });
  assert.equal(status, 200);
  assert.equal((await device.get("cmdb/firewall/address/w%C3%A9b")).status, 200);
  const [upload] = (await device.control("GET", "/uploads")).body;
  assert.deepEqual([upload.filename, upload.bytes], ["ä b.conf", sealed.length]);
});

test("how a restore went is told to whoever has its session", async (t) => {
  const device = await startDevice(t);
  const { results } = (await restore(device, "config system global\nend\n")).body;
  const status = async (id: string) =>
    (await device.get(`monitor/system/config/restore-status?session_id=${id}`)).body.results;
  assert.deepEqual(await status(results.session_id), {
    in_progress: false,
    success: true,
    error: 0,
    session_file_not_found: false,
  });
  assert.equal((await status("other")).session_file_not_found, true);
});
