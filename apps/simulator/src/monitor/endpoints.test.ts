import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { startDevice } from "../testing/client.ts";

test("every monitor and service endpoint answers its verb, refuses others, and wants its parameters", async (t) => {
  const device = await startDevice(t);
  const counts = { monitor: 0, service: 0, wantsMore: 0 };
  for (const area of ["monitor", "service"] as const) {
    for (const { path } of fortios.rows(area)) {
      if (path === "system/config/backup") continue;
      const entry = await fortios.load(area, path);
      assert.ok(entry);
      const [method = ""] = entry.methods;
      const required = Object.entries(entry.params).filter(([, param]) => param.required);
      const given = Object.fromEntries(
        required.map(([name, { type, options }]) => [
          name,
          options?.[0] ?? (type === "array" ? ["203.0.113.1"] : "203.0.113.1"),
        ]),
      );
      if (given.source === "upload") given.file_content = "eA==";
      const url = `${area}/${path}`;
      const query = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
      if (path !== "system/api-user/generate-key") {
        const { status, body } = method === "GET" ? await device.get(`${url}?${query}`) : await device.post(url, given);
        assert.deepEqual([status, body.status, body.http_method, body.http_status], [200, "success", method, 200], url);
        assert.equal("results" in body, method === "GET", url);
      }
      const other = method === "GET" ? "POST" : "GET";
      const twin = path.endsWith("/select") ? path.replace(/\/select$/, "") : `${path}/select`;
      if (!entry.methods.includes(other) && fortios.find(area, twin) === undefined)
        assert.equal((await device.call(other, url, other === "POST" ? {} : undefined)).status, 405, url);
      if (required.length > 0) {
        const { status, body } = await device.call(method, url, method === "POST" ? {} : undefined);
        assert.deepEqual([status, body.error], [424, -56], url);
        counts.wantsMore += 1;
      }
      counts[area] += 1;
    }
  }
  assert.deepEqual([counts.monitor, counts.service], [578, 11]);
  assert.ok(counts.wantsMore > 100);
});

test("a parameter outside its options is refused", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.get("monitor/firewall/policy?ip_version=ipv5")).status, 424);
  assert.equal((await device.get("monitor/firewall/policy?ip_version=ipv6&unknown=1")).status, 200);
});

test("the device says who it is", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const { body } = await device.get("monitor/system/status");
  assert.deepEqual([body.serial, body.version, body.results.hostname], [device.handle.serial, "v7.4.8", "fortigate-1"]);
  await device.put("cmdb/system/global", { hostname: "edge" });
  assert.equal((await device.get("monitor/system/status")).body.results.hostname, "edge");
  assert.deepEqual(Object.keys((await device.get("monitor/license/status")).body.results), ["forticare", "vm"]);
});

test("policies and interfaces come from the configuration", async (t) => {
  const device = await startDevice(t);
  for (const name of ["a", "b"]) {
    await device.post("cmdb/firewall/policy", { name, srcintf: [{ name: "port1" }], dstintf: [{ name: "port2" }] });
  }
  const { results } = (await device.get("monitor/firewall/policy")).body;
  assert.deepEqual(
    results.map((row: { policyid: number; hit_count: number }) => [row.policyid, row.hit_count]),
    [
      [1, 0],
      [2, 0],
    ],
  );
  assert.equal((await device.get("monitor/firewall/policy?policyid=2")).body.results.length, 1);
  const { port1 } = (await device.get("monitor/system/interface")).body.results;
  assert.deepEqual([port1.ip, port1.mask, port1.link], ["192.168.1.99", 24, true]);
  assert.deepEqual(Object.keys((await device.get("monitor/system/interface?interface_name=port2")).body.results), [
    "port2",
  ]);
});

test("the backup changed its verb with 7.6, and is text without secrets", async (t) => {
  const old = await startDevice(t, { fortios: "7.4.8" });
  const path = "monitor/system/config/backup";
  await old.post("cmdb/firewall/address", { name: 'a "quoted" name', subnet: "10.0.0.1/32" });
  await old.post("cmdb/user/local", { name: "anna", type: "password", passwd: "s3cret-value" });
  const { status, text, headers } = await old.get(`${path}?scope=global`);
  assert.equal(status, 200);
  assert.match(String(headers["content-disposition"]), /fortigate-1\.conf/);
  assert.match(text, /^#config-version=FGVM64-7\.4\.8-FW-build7408:/);
  assert.match(text, /config firewall address\n {4}edit "all"/);
  assert.match(text, / {4}edit "a \\"quoted\\" name"\n {8}set subnet 10\.0\.0\.1 255\.255\.255\.255/);
  assert.match(text, /set passwd ENC XXXX/);
  assert.doesNotMatch(text, /s3cret/);
  assert.equal((await old.post(path, { scope: "global" })).status, 405);
  await old.put("cmdb/system/global", { hostname: '東京 "1"' });
  assert.match(String((await old.get(`${path}?scope=global`)).headers["content-disposition"]), /="___\w+_\.conf"$/);
  const recent = await startDevice(t, { fortios: "7.6.0" });
  assert.equal((await recent.post(path, { scope: "global" })).status, 200);
  assert.equal((await recent.get(`${path}?scope=global`)).status, 405);
  assert.equal((await recent.post(path, {})).status, 424);
});

test("an automation stitch takes its name in the path", async (t) => {
  const device = await startDevice(t);
  const { status, body } = await device.post("monitor/system/automation-stitch/webhook/Quarantine%20host", {
    srcip: "10.0.0.1",
  });
  assert.deepEqual([status, body.status], [200, "success"]);
  assert.equal((await device.post("monitor/system/automation-stitch/webhook", {})).status, 424);
});

test("several VDOMs answer with an array here too", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const { body } = await device.get("monitor/firewall/policy?vdom=*");
  assert.deepEqual(
    body.map((envelope: { vdom: string }) => envelope.vdom),
    ["root", "branch"],
  );
});

test("a backup is as big as somebody wants it, and is made as it is sent", async (t) => {
  const device = await startDevice(t);
  const path = "monitor/system/config/backup";
  const natural = await device.post(path, { scope: "global" });
  assert.equal(natural.headers["content-length"], String(natural.text.length));
  for (const bytes of [natural.text.length - 1, natural.text.length + 1, 3_000_000]) {
    await device.control("POST", "/backup", { bytes });
    const { text, headers } = await device.post(path, { scope: "global" });
    const expected = Math.max(bytes, natural.text.length);
    assert.deepEqual([text.length, headers["content-length"]], [expected, String(expected)]);
    assert.ok(text.startsWith(natural.text) && text.endsWith("\n"));
  }
  await device.control("POST", "/faults", { kind: "truncated", times: 1 });
  const cut = await device.post(path, { scope: "global" });
  assert.equal(cut.headers["content-length"], String(cut.text.length));
  await device.control("POST", "/reset");
  assert.equal((await device.post(path, { scope: "global" })).text, natural.text);
});

test("uploads are taken when they are base64, and only that they came is kept", async (t) => {
  const device = await startDevice(t);
  const content = Buffer.from("config system global\nend\n");
  const file = content.toString("base64");
  const sha256 = hash("sha256", content);
  const restore = { source: "upload", scope: "global" };
  const send = async (path: string, body: object) => (await device.post(`monitor/${path}`, body)).status;
  assert.equal(await send("system/config/restore", { ...restore, file_content: file }), 200);
  assert.equal(await send("system/config-script/upload", { filename: "a.txt", file_content: file }), 200);
  const certificate = { type: "regular", certname: "new", file_content: file, key_file_content: "a2V5" };
  assert.equal(await send("vpn-certificate/local/import", certificate), 200);
  assert.equal(await send("system/config/restore", restore), 424);
  for (const wrong of ["not base64!", "abc", "a===", "ab=c", "ab==\n====", 5, {}]) {
    assert.equal(await send("system/config-script/upload", { file_content: wrong }), 500, JSON.stringify(wrong));
  }
  const { body, text } = await device.control("GET", "/uploads");
  const common = { filename: null, vdom: "root", bytes: content.length, sha256 };
  const key = { bytes: 3, sha256: hash("sha256", "key") };
  assert.deepEqual(body, [
    { ...common, path: "system/config/restore", parameter: "file_content" },
    { ...common, path: "system/config-script/upload", parameter: "file_content", filename: "a.txt" },
    { ...common, path: "vpn-certificate/local/import", parameter: "file_content" },
    { ...common, ...key, path: "vpn-certificate/local/import", parameter: "key_file_content" },
  ]);
  assert.ok(!text.includes(file));
});

test("a file may be as large as a body", async (t) => {
  const device = await startDevice(t);
  const file_content = "A".repeat(30_000_000);
  assert.equal((await device.post("monitor/system/config-script/upload", { file_content })).status, 200);
  assert.equal((await device.control("GET", "/uploads")).body[0].bytes, 22_500_000);
});
