import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock } from "../../testing/client.ts";
import { startManager } from "../../testing/manager.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const WEB = { name: "web", subnet: ["10.0.0.1", "255.255.255.255"] };

test("a reset brings everything back to how it was set up", async (t) => {
  const manager = await startManager(t, { workspace: "disabled", fortigates: 2 });
  const { body: before } = await manager.control("GET", "/snapshot");
  const session = await manager.logIn();
  const { apiKey } = (await manager.control("POST", "/keys", {})).body;
  await manager.call("add", ADDRESS, { data: WEB });
  await manager.control("POST", "/settings", { workspace: "normal", taskMs: 5000, twoFactor: true });
  await manager.control("POST", "/faults", { kind: "drop" });
  await manager.trouble({ kind: "restart" });
  await manager.advance(3_600_000);
  assert.equal((await manager.control("POST", "/reset")).status, 204);
  assert.deepEqual((await manager.control("GET", "/snapshot")).body, before);
  assert.deepEqual((await manager.control("GET", "/requests")).body, []);
  assert.equal((await manager.callAs(session, "get", "sys/status")).status.code, -11);
  const old = await manager.post(
    { id: 1, method: "get", params: [{ url: "sys/status" }] },
    { authorization: `Bearer ${apiKey}` },
  );
  assert.equal(old.body.result[0].status.code, -11);
  assert.ok(await manager.logIn());
});

test("a snapshot shows what is committed, by url", async (t) => {
  const manager = await startManager(t);
  await manager.call("add", ADDRESS, { data: WEB });
  const { body } = await manager.control("GET", "/snapshot");
  assert.ok(body[ADDRESS].some(({ name }: { name: string }) => name === "web"));
});

test("the workspace mode is what it was started with, until it is set", async (t) => {
  const manager = await startManager(t, { workspace: "workflow" });
  const mode = async () => (await manager.call("get", "cli/global/system/global")).data["workspace-mode"];
  assert.equal(await mode(), "workflow");
  await manager.control("POST", "/settings", { workspace: "normal" });
  assert.equal(await mode(), "normal");
});

test("requests are kept item by item, with what was answered and without secrets", async (t) => {
  const manager = await startManager(t);
  const session = await manager.logIn();
  const params = [{ url: "/sys/status/" }, { url: "no/such" }];
  await manager.post({ id: 1, method: "get", params, session });
  await manager.post(`{"session": "${session}", "par`);
  const { body, text } = await manager.control("GET", "/requests");
  assert.deepEqual(
    body.map(({ items, codes }: { items: object; codes: object }) => [items, codes]),
    [
      [[{ method: "exec", url: "sys/login/user" }], [0]],
      [
        [
          { method: "get", url: "sys/status" },
          { method: "get", url: "no/such" },
        ],
        [0, -6],
      ],
      [[], [-8]],
    ],
  );
  for (const secret of [session, manager.handle.password, manager.handle.apiKey]) assert.ok(!text.includes(secret));
});

test("tasks and locks are listed", async (t) => {
  const manager = await startManager(t, { workspace: "normal" });
  await manager.call("exec", "dvmdb/adom/root/workspace/lock");
  const [lock] = (await manager.control("GET", "/locks")).body;
  assert.deepEqual([lock.adom, lock.kind, lock.user], ["root", "adom", "fortiweave"]);
  const data = { server: "10.0.0.1", service: "scp", passwd: "secret" };
  await manager.call("exec", "sys/backup", { data });
  const [task] = (await manager.control("GET", "/tasks")).body;
  assert.deepEqual([task.title, task.state], ["Backup", "done"]);
});

test("a wrong body says what is wrong with it", async (t) => {
  const manager = await startManager(t);
  for (const [path, body, message] of [
    ["/settings", { workspace: "odd" }, /workspace/],
    ["/settings", { unknown: 1 }, /additional/],
    ["/time", { advanceMs: -1 }, /advanceMs/],
    ["/troubles", { kind: "nonsense" }, /kind/],
    ["/troubles", {}, /kind/],
    ["/faults", { kind: "drop", match: { item: "(" } }, /item/],
    ["/faults", { kind: "drop", when: "unread", match: { item: "x" } }, /not read/],
    ["/faults", { kind: "drop", code: 1 }, /soft-error/],
  ] as const) {
    const answer = await manager.control("POST", path, body);
    assert.equal(answer.status, 400, path);
    assert.match(answer.body.message, message);
  }
});

test("faults hit one item among others, and say no as a FortiManager does", async (t) => {
  const manager = await startManager(t);
  const fault = (spec: object) => manager.control("POST", "/faults", spec);
  await fault({ kind: "soft-error", code: -10_131, match: { item: "^add pm/.*/address$" }, times: 1 });
  assert.equal((await manager.call("get", ADDRESS)).status.code, 0);
  const refused = await manager.call("add", `/${ADDRESS}/`, { data: WEB });
  assert.deepEqual(refused.status, { code: -10_131, message: "reference does not exist" });
  assert.equal((await manager.call("add", ADDRESS, { data: WEB })).status.code, 0, "it was not carried out before");
  await fault({ kind: "drop", when: "after", match: { item: "delete " }, times: 1 });
  await assert.rejects(manager.call("delete", `${ADDRESS}/web`), { code: "ECONNRESET" });
  assert.equal((await manager.call("get", `${ADDRESS}/web`)).status.code, -3);
  await fault({ kind: "html", status: 503, times: 1 });
  const page = await manager.post({ id: 1, method: "get", params: [{ url: "sys/status" }] });
  assert.deepEqual([page.status, String(page.headers["content-type"]).slice(0, 9)], [503, "text/html"]);
});

test("every fault of the network and of HTTP strikes here too", async (t) => {
  const clock = createTestClock();
  const manager = await startManager(t, { clock });
  const ask = () => manager.post({ id: 1, method: "get", params: [{ url: "sys/status" }] });
  const whole = await ask();
  const strike = async (spec: object) => {
    assert.equal((await manager.control("POST", "/faults", { times: 1, ...spec })).status, 204);
    return ask();
  };
  // A connection is refused where there is none yet: after one that was dropped.
  for (const spec of [
    { kind: "drop" },
    { kind: "refuse" },
    { kind: "drop", when: "unread" },
    { kind: "drop", when: "mid-answer" },
  ]) {
    await assert.rejects(strike(spec), { code: "ECONNRESET" }, JSON.stringify(spec));
  }
  for (const [spec, status] of [
    [{ kind: "status", status: 502 }, 502],
    [{ kind: "html" }, 503],
    [{ kind: "rate-limit", retryAfter: 3 }, 429],
    [{ kind: "empty" }, 200],
    [{ kind: "not-json" }, 200],
    [{ kind: "truncated" }, 200],
  ] as const) {
    const answer = await strike(spec);
    assert.equal(answer.status, status, spec.kind);
    assert.equal(typeof answer.body === "string" || spec.kind === "status", true, spec.kind);
  }
  for (const kind of ["delay", "slow", "wrong-type", "twice"]) assert.equal((await strike({ kind })).text, whole.text);
  assert.deepEqual(clock.slept, [1000, ...Array(10).fill(100)]);
});
