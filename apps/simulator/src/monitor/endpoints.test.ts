import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { fortios, type Param } from "@fortiweave/catalog";
import { selfSigned } from "../certificate.ts";
import { startDevice } from "../testing/client.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What an endpoint answers when somebody names a thing that is not there, or a wrong one. */
const NOT_DONE: ReadonlySet<number> = new Set([404, 424, 500]);

/** These two answer without `error`: one has no such verb on this version, the other no sensors in a virtual machine. */
const BARE: ReadonlySet<string> = new Set(["system/config/backup", "system/sensor-info"]);

test("every monitor and service endpoint answers its verb, refuses others, and wants its parameters", async (t) => {
  const device = await startDevice(t);
  const counts = { monitor: 0, service: 0, wantsMore: 0, done: 0 };
  for (const area of ["monitor", "service"] as const) {
    for (const { path } of fortios.rows(area)) {
      const entry = await fortios.load(area, path);
      assert.ok(entry);
      counts[area] += 1;
      if (BARE.has(path)) continue;
      const [method = ""] = entry.methods;
      const required = Object.entries(entry.params).filter(([, param]) => param.required);
      const given = Object.fromEntries(required.map(([name, param]) => [name, sampleOf(param)]));
      if (given.source === "upload") given.file_content = "eA==";
      const url = `${area}/${path}`;
      const query = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
      const { status, body, headers } =
        method === "GET" ? await device.get(`${url}?${query}`) : await device.post(url, given);
      if (status === 200) {
        counts.done += 1;
        if (headers["content-type"] === "application/json") {
          assert.deepEqual([body.status, body.http_method, body.http_status], ["success", method, 200], url);
          if (method === "GET") assert.ok("results" in body, url);
        }
      } else {
        assert.ok(NOT_DONE.has(status), `${url}: ${status}`);
        assert.deepEqual([body.status, body.http_status, typeof body.error], ["error", status, "number"], url);
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
    }
  }
  assert.deepEqual([counts.monitor, counts.service], [579, 11]);
  assert.ok(counts.wantsMore > 100);
  assert.ok(counts.done > 500);
});

function sampleOf({ type, options }: Param): unknown {
  if (options?.[0] !== undefined) return options[0];
  if (type === "integer") return 1;
  return type === "array" ? ["203.0.113.1"] : "203.0.113.1";
}

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
  const { cert, key } = await selfSigned("new.example.org");
  const certificate = { type: "regular", certname: "new", file_content: base64(cert), key_file_content: base64(key) };
  assert.equal(await send("vpn-certificate/local/import", certificate), 200);
  assert.equal(
    await send("vpn-certificate/local/import", { ...certificate, certname: "other", file_content: file }),
    500,
  );
  assert.equal(await send("system/config/restore", restore), 424);
  for (const wrong of ["not base64!", "abc", "a===", "ab=c", "ab==\n====", 5, {}]) {
    assert.equal(await send("system/config-script/upload", { file_content: wrong }), 500, JSON.stringify(wrong));
  }
  const { body, text } = await device.control("GET", "/uploads");
  const common = { filename: null, vdom: "root", bytes: content.length, sha256 };
  const sent = (text: string) => ({ bytes: text.length, sha256: hash("sha256", text) });
  assert.deepEqual(body, [
    { ...common, path: "system/config/restore", parameter: "file_content" },
    { ...common, path: "system/config-script/upload", parameter: "file_content", filename: "a.txt" },
    { ...common, ...sent(cert), path: "vpn-certificate/local/import", parameter: "file_content" },
    { ...common, ...sent(key), path: "vpn-certificate/local/import", parameter: "key_file_content" },
  ]);
  assert.ok(!text.includes(file));
});

test("a file may be as large as a body", async (t) => {
  const device = await startDevice(t);
  const file_content = Buffer.from("# comment\n".repeat(2_250_000)).toString("base64");
  assert.equal((await device.post("monitor/system/config-script/upload", { file_content })).status, 200);
  assert.equal((await device.control("GET", "/uploads")).body[0].bytes, 22_500_000);
});
