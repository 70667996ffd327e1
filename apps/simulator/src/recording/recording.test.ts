import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Answer, startDevice, type TestDevice } from "../testing/client.ts";
import { startManager, type TestManager } from "../testing/manager.ts";
import { readRecording } from "./read.ts";

async function inFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-recording-"));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, "session.jsonl");
}

/** What a client of a FortiGate does in an hour. */
async function useFortiGate(device: TestDevice): Promise<Answer[]> {
  const answers: Answer[] = [];
  const keep = async (answer: Promise<Answer>) => void answers.push(await answer);
  const address = { name: "web server/1", subnet: "10.0.0.1 255.255.255.255" };
  await keep(device.get("cmdb/firewall/address?filter=name==web%20server/1&count=5"));
  await keep(device.post("cmdb/firewall/address?vdom=root", address));
  await keep(device.get("cmdb/firewall/address/web%20server%2F1"));
  await keep(device.post("cmdb/firewall/address?vdom=root", address));
  await keep(device.put("cmdb/firewall/address/web%20server%2F1", { comment: "Zürich" }));
  await keep(device.get("cmdb/firewall/address/web%20server%2F1"));
  await keep(device.get("monitor/system/status"));
  await keep(device.call("GET", "cmdb/firewall/address", undefined, { token: null }));
  await keep(device.call("PUT", "cmdb/system/global", undefined, { rawBody: '{"hostname": ' }));
  await keep(device.delete("cmdb/firewall/address/web%20server%2F1"));
  return answers;
}

test("a recorded session of a FortiGate is replayed byte by byte", async (t) => {
  const record = await inFolder(t);
  const recorded = await useFortiGate(await startDevice(t, { record }));
  assert.deepEqual(
    recorded.map(({ status }) => status),
    [200, 200, 200, 500, 200, 200, 200, 401, 400, 200],
  );
  const device = await startDevice(t, { replay: record, fortios: "7.2" });
  const replayed = await useFortiGate(device);
  for (const [index, { status, text, headers }] of recorded.entries()) {
    assert.equal(replayed[index]?.text, text);
    assert.equal(replayed[index]?.status, status);
    assert.equal(replayed[index]?.headers["content-type"], headers["content-type"]);
  }
  assert.equal(recorded[2]?.body.results[0].comment, "", "read before the edit");
  assert.equal(recorded[5]?.body.results[0].comment, "Zürich", "and after it");
  // The last answer stays the answer.
  assert.equal((await device.get("cmdb/firewall/address/web%20server%2F1")).text, recorded[5]?.text);
  await device.control("POST", "/reset");
  assert.equal((await device.get("cmdb/firewall/address/web%20server%2F1")).text, recorded[2]?.text, "from the start");
});

test("what was not recorded is refused, and what was is named", async (t) => {
  const record = await inFolder(t);
  const source = await startDevice(t, { record, fortigates: 2 });
  await source.get("cmdb/firewall/address?count=1");
  const device = await startDevice(t, { replay: record });
  const refused = await device.post("cmdb/firewall/address?count=1", { name: "x" });
  assert.equal(refused.status, 501);
  assert.deepEqual(refused.body.asked, {
    method: "POST",
    url: "/api/v2/cmdb/firewall/address?count=1",
    body: '{"name":"x"}',
  });
  assert.deepEqual(refused.body.recorded, ["GET /api/v2/cmdb/firewall/address?count=1"]);
  await device.get("cmdb/firewall/address?count=1");
  assert.deepEqual((await device.control("GET", "/replay")).body, {
    recorded: 1,
    answered: 1,
    unmatched: [refused.body.asked],
  });
  assert.equal((await source.control("GET", "/replay")).body, null);
});

const SESSION_URL = "pm/config/adom/root/obj/user/local";

/** As Python's clients do: sign in, numbers that count up, the session in each envelope. */
async function useManager(manager: TestManager, firstId: number, passwd: string): Promise<Answer[]> {
  const login = { url: "/sys/login/user", data: [{ user: "admin", passwd }] };
  const signedIn = await manager.post({ id: firstId, jsonrpc: "1.0", method: "exec", params: [login], session: null });
  const { session } = signedIn.body;
  const call = (index: number, method: string, item: object) =>
    manager.post({ method, params: [item], session, id: firstId + index, jsonrpc: "1.0", verbose: 1 });
  return [
    signedIn,
    await call(1, "get", { url: "/sys/status" }),
    await call(2, "set", { url: SESSION_URL, data: { name: "anna", type: "password", passwd: "Geheim-1" } }),
    await call(3, "get", { url: `/${SESSION_URL}/anna/` }),
    await call(4, "get", { url: "no/such" }),
    await call(5, "exec", { url: "/sys/logout" }),
  ];
}

test("a recorded session of a FortiManager is replayed to a client with another password and other numbers", async (t) => {
  const record = await inFolder(t);
  const source = await startManager(t, { record });
  const recorded = await useManager(source, 1, source.handle.password);
  const manager = await startManager(t, { replay: record });
  const replayed = await useManager(manager, 100, "another");
  assert.deepEqual(
    recorded.map(({ body }) => body.result[0].status.code),
    [0, 0, 0, 0, -6, 0],
  );
  for (const [index, { text, body }] of recorded.entries()) {
    const expected = text
      .replace(`"id":${body.id}`, `"id":${100 + index}`)
      .replace(/"ENC","[^"]+"/, '"ENC","[redacted]"');
    assert.equal(replayed[index]?.text, index === 0 ? expected.replace(body.session, "[redacted]") : expected);
  }
});

test("no secret is in a recording, and only its owner can read it", async (t) => {
  const record = await inFolder(t);
  const device = await startDevice(t, { record, fortimanager: 1 });
  const { password, token } = device.handle;
  await device.call("POST", "/logincheck", undefined, {
    token: null,
    rawBody: `username=admin&secretkey=${encodeURIComponent(password)}&ajax=1`,
  });
  const key = await device.call(
    "POST",
    "/api/v2/authentication",
    { username: "admin", secretkey: password },
    { token: null },
  );
  const cookies = [key.headers["set-cookie"] ?? []].flat().map((cookie) => /=([^;]+)/.exec(cookie)?.[1] ?? "");
  await device.post("cmdb/user/local", { name: "anna", type: "password", passwd: "Geheim-1" });
  await device.put("cmdb/user/local/anna", { passwd: "Geheim-2" });
  await device.get("cmdb/user/local?filter=passwd==Geheim-3");
  await device.get(`monitor/system/status?access_token=Geheim-4`);
  await device.post("monitor/system/change-password", {
    mkey: "admin",
    old_password: "Geheim-5",
    new_password: "Geheim-6",
  });
  const issued = await device.post("cmdb/system/api-user", { name: "soc", accprofile: "super_admin" });
  assert.equal(issued.status, 200);
  const generated = (await device.post("monitor/system/api-user/generate-key", { "api-user": "soc" })).body.results;
  await device.post("monitor/vpn-certificate/local/import", { type: "regular", key_file_content: "R2VoZWlt" });
  await device.call("POST", "/api/v2/authentication", undefined, { token: null, rawBody: '{"secretkey": "Geheim-7' });
  const form =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="c"\r\n\r\nset passwd Geheim-8\r\n--x--\r\n';
  const uploaded = { headers: { "content-type": "multipart/form-data; boundary=x" }, rawBody: form };
  const first = await device.call("POST", "monitor/system/config-script/upload", undefined, uploaded);
  const text = await readFile(record, "utf8");
  const secrets = [password, token, ...cookies.filter((value) => value.length > 8), generated.access_token];
  assert.ok(secrets.length >= 4 && secrets.every((secret) => typeof secret === "string" && secret.length > 8));
  for (const secret of [...secrets, "Geheim-", "R2VoZWlt"]) assert.ok(!text.includes(secret), secret);
  assert.match(text, /"passwd":"\[redacted\]"/);
  assert.equal((await stat(record)).mode & 0o777, 0o600);
  const again = await startDevice(t, { replay: record });
  assert.equal(
    (await again.call("POST", "monitor/system/config-script/upload", undefined, uploaded)).status,
    first.status,
  );
});

test("nor is one anywhere else where clients put them", async (t) => {
  const record = await inFolder(t);
  const device = await startDevice(t, { record });
  const manager = await startManager(t, { record: `${record}.2` });
  const script = "config user local\nedit a\nset passwd Geheim-1\nset gizmo Geheim-2\nnext\nend\nfoo bar Geheim-3";
  const raw = (path: string, rawBody: string) => device.call("POST", path, undefined, { token: null, rawBody });
  await device.get("monitor/system/config/backup?password=Geheim-4");
  await raw("/logincheck?username=admin&secretkey=Geheim-5", "");
  for (const form of ["%73ecretkey=Geheim-6", "&secretkey=Geheim-7", "a=1&amp;secretkey=Geheim-8"])
    await raw("/logincheck", form);
  await raw("/api/v2/authentication", "{'secretkey': 'Geheim-9'}");
  await device.post("cmdb/user/local?passwd=Geheim-10", { data: JSON.stringify({ passwd: "Geheim-11" }) });
  const headers = {
    referer: "https://a/?access_token=Geheim-12",
    "proxy-authorization": "Geheim-13",
    "x-api-key": "Geheim-14",
  };
  await device.call("GET", "monitor/system/status", undefined, { headers });
  const file_content = Buffer.from(script).toString("base64");
  assert.match((await device.post("monitor/system/config-script/upload", { file_content })).text, /Geheim-2.*Geheim-3/);
  assert.match((await device.get("monitor/system/config-error-log/download")).text, /Geheim-2[\s\S]*Geheim-3/);
  const call = (method: string, ...params: object[]) => manager.post({ id: 1, method, session: "x", params });
  await call("add", { url: "dvmdb/adom/root/script", data: { name: "s", content: script } });
  const resource = "/api/v2/cmdb/user/local?access_token=Geheim-15&passwd=Geheim-16";
  const payload = JSON.stringify({ passwd: "Geheim-17" });
  await call("exec", { url: "sys/proxy/json", data: { action: "post", resource, payload } });
  await call("get", {
    url: SESSION_URL,
    filter: [["passwd", "in", "Geheim-18", "Geheim-19"], "&&", ["name", "==", "x"]],
  });
  await call("get", { url: SESSION_URL, fields: ["passwd", "name", "type"] });
  const text = (await readFile(record, "utf8")) + (await readFile(`${record}.2`, "utf8"));
  // The content of a script is not read line by line, but for what is called a secret.
  const left = new Set(text.match(/Geheim-\d+/g));
  assert.deepEqual([...left], ["Geheim-2", "Geheim-3"]);
  assert.match(text, /\["passwd","name","type"\]/, "no condition");
  assert.match(text, /\["name","==","x"\]/);
});

test("a recording says who answered what and when, faults and lost connections too", async (t) => {
  const record = await inFolder(t);
  const device = await startDevice(t, { record, fortios: "7.4.8" });
  await device.control("POST", "/faults", { kind: "html", status: 503, times: 1 });
  await device.get("cmdb/firewall/address");
  await device.control("POST", "/faults", { kind: "drop", times: 1 });
  await assert.rejects(device.get("cmdb/firewall/address"));
  const [page, dropped] = await readRecording(record);
  assert.deepEqual([page?.device, page?.product, page?.version], ["fortigate-1", "FortiGate", "7.4.8"]);
  assert.ok(Math.abs(Date.parse(page?.at ?? "") - Date.now()) < 60_000);
  assert.deepEqual([page?.response?.status, dropped?.response], [503, null]);
  const again = await startDevice(t, { replay: record });
  assert.equal((await again.get("cmdb/firewall/address")).status, 503);
  await assert.rejects(again.get("cmdb/firewall/address"), "the connection ends here too");
});

test("a body that is made as it is sent is recorded, unless it is too large", async (t) => {
  const record = await inFolder(t);
  const device = await startDevice(t, { record, fortios: "7.6.5" });
  await device.control("POST", "/backup", { bytes: 1_000_000 });
  const backup = await device.post("monitor/system/config/backup", { scope: "global" });
  await device.control("POST", "/backup", { bytes: 20_000_000 });
  await device.post("monitor/system/config/backup", { scope: "global" });
  const [small, large] = await readRecording(record);
  assert.ok(small?.response?.body && "text" in small.response.body);
  assert.ok(large?.response?.body && "omitted" in large.response.body && large.response.body.omitted >= 20_000_000);
  const again = await startDevice(t, { replay: record });
  const replayed = await again.post("monitor/system/config/backup", { scope: "global" });
  assert.equal(replayed.text.length > 900_000, true);
  assert.equal(replayed.text.replaceAll(/ENC \S+/g, ""), backup.text.replaceAll(/ENC \S+/g, ""));
  const missing = await again.post("monitor/system/config/backup", { scope: "global" });
  assert.deepEqual([missing.status, /too large/.test(missing.text)], [501, true]);
});
