import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

beforeEach(() => manager.reset());

const web = { name: "web", type: "ipmask", subnet: ["10.0.0.5", "255.255.255.255"] };

test("feature answers: a url that is spelled out is typed by the catalogue", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, web);
  const rows = await fmg.get("pm/config/adom/root/obj/firewall/address");
  const found = rows.find(({ name }) => name === "web");
  const type: "ipmask" | "iprange" | undefined | string = found?.type;
  assert.equal(type, "ipmask");
  // @ts-expect-error: an address has no such field.
  assert.equal(found?.nmae, undefined);
  const one = await fmg.get("pm/config/adom/root/obj/firewall/address/web");
  assert.deepEqual(one.subnet, ["10.0.0.5", "255.255.255.255"]);
  const adoms: { name?: string }[] = await fmg.get("dvmdb/adom", { fields: ["name"] });
  assert.ok(adoms.some(({ name }) => name === "root"));
});

test("feature answers: any other url takes the type that is given, and is unknown without", async () => {
  await using fmg = manager.connect();
  const path: string = ADDRESSES;
  const count = await fmg.get<number>(path, { option: "count" });
  assert.equal(typeof count, "number");
  const data: unknown = await fmg.get(path);
  assert.ok(Array.isArray(data));
});

test("feature answers: options come by name, and as numbers when asked for", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, web);
  assert.equal((await fmg.get(`${ADDRESSES}/web`, { fields: ["type"] })).type, "ipmask");
  const plain = await fmg.get<{ type: number }>(`${ADDRESSES}/web`, { fields: ["type"], verbose: false });
  assert.equal(plain.type, 0);
  const verbose = (await manager.requests()).map(({ body }) => (body as { verbose?: number }).verbose);
  assert.deepEqual(verbose, [1, 1, 0]);
});

test("feature answers: writes take names and numbers alike", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, { ...web, name: "by-number", type: 1, "start-ip": "10.0.0.1", "end-ip": "10.0.0.9" });
  assert.equal((await fmg.get(`${ADDRESSES}/by-number`)).type, "iprange");
});

test("feature answers: an empty table is an empty list", async () => {
  await using fmg = manager.connect();
  assert.deepEqual(await fmg.get(ADDRESSES, { filter: ["name", "==", "nope"] }), []);
});

test("feature answers: the raw envelope has the id, the status, the url and what stands beside data", async () => {
  await using fmg = manager.connect();
  const { id, result } = await fmg.raw("get", { url: "sys/status" });
  assert.equal(typeof id, "number");
  assert.deepEqual(result[0]?.status, { code: 0, message: "OK" });
  assert.equal(result[0]?.url, "sys/status");
});

test("feature answers: a task beside data is not lost", async () => {
  await manager.settings({ workspace: "normal" });
  await using fmg = manager.connect({ username: manager.handle.username, password: manager.handle.password });
  await fmg.exec("dvmdb/adom/root/workspace/lock");
  await fmg.add(ADDRESSES, web);
  const { result } = await fmg.raw("exec", { url: "dvmdb/adom/root/workspace/commit" });
  assert.equal(typeof result[0]?.taskid, "number");
  await fmg.exec("dvmdb/adom/root/workspace/unlock");
});

test("feature answers: a refused call throws, or answers its error where that is wanted", async () => {
  await using fmg = manager.connect();
  await assert.rejects(fmg.get(`${ADDRESSES}/nope`), (error) => isFortiError(error, "NOT_FOUND"));
  const calm = fmg.with({ onError: "return" });
  const failed = await calm.get(`${ADDRESSES}/nope`);
  assert.deepEqual([failed.ok, failed.ok || failed.error.deviceCode], [false, -3]);
  const done = await calm.add(ADDRESSES, web);
  assert.deepEqual(done, { ok: true, value: { name: "web" } });
  const lines: string[] = [];
  const logger = { level: "error", log: (_: string, line: string) => void lines.push(line) } as const;
  assert.equal(await fmg.with({ onError: "log", errorFormat: "code", logger }).get(`${ADDRESSES}/nope`), undefined);
  assert.deepEqual(lines, ["NOT_FOUND"]);
});
