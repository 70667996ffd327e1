import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeviceRequest, isFortiError } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import { openSigned, type Said } from "../../test/signed.ts";
import { apiKey } from "./api-key.ts";
import { mixesUpParallelKeys } from "./key-races.ts";

const KEY = "33fzwipq4amujunzgzn46mg1to9p8wbi";
const STATUS = "get sys/status";
const STATUSES = [STATUS, "get cli/global/system/status"];
const READ = "get dvmdb/adom";
const NO_PERMISSION: Said = { code: -11, message: "No permission for the resource" };

/** A FortiManager that answers -11 to so many reads. */
function open(version: string, refuses = 0) {
  let left = refuses;
  return openSigned(apiKey(KEY), (call) => {
    if (call === STATUS) return { data: { Version: `v${version}-build1234 250101 (GA.M)` } };
    return left-- > 0 ? NO_PERMISSION : { data: [] };
  });
}

test("the key goes in a header and nowhere else, and there is no session to open or to end", async () => {
  const manager = open("7.6.4");
  await manager.get("dvmdb/adom");
  await manager.close();
  assert.deepEqual(manager.calls(), [READ]);
  const [request] = manager.requests;
  assert.deepEqual(request?.headers, { authorization: `Bearer ${KEY}` });
  assert.deepEqual(request?.secrets, [KEY]);
  assert.ok(!JSON.stringify([request?.path, request?.query, request?.body]).includes(KEY));
});

test("the name of its administrator goes in a header beside it", async () => {
  const manager = openSigned(apiKey(KEY, { user: "robot" }), () => ({}));
  await manager.get("dvmdb/adom");
  assert.equal(manager.requests[0]?.headers?.access_user, "robot");
});

test("what no header can carry is refused, and the key not quoted", () => {
  for (const make of [() => apiKey(""), () => apiKey("two words"), () => apiKey(KEY, { user: "a\nb" })]) {
    assert.throws(make, (error) => isFortiError(error, "INVALID_INPUT") && !error.format().includes("two words"));
  }
});

for (const [version, most] of [
  ["7.2.11", 5],
  ["7.4.0", 1],
  ["7.4.8", 1],
  ["7.6.0", 1],
  ["7.6.1", 1],
  ["7.6.2", 5],
  ["7.6.4", 5],
  ["8.0.0", 5],
] as const) {
  test(`on ${version} at most ${most} of five parallel requests are under way, once the version is known`, async () => {
    const clock = createManualClock();
    let [inside, highest] = [0, 0];
    const send = apiKey(KEY).turns?.(async ({ path }) => {
      if (path !== "/read")
        return { status: 200, headers: {}, body: { result: [{ data: { Version: `v${version}` } }] } };
      highest = Math.max(highest, ++inside);
      await clock.sleep(5);
      inside--;
      return { status: 200, headers: {}, body: {} };
    });
    const five = async (): Promise<void> => {
      const request: DeviceRequest = { operation: "", effect: "read", idempotent: true, method: "POST", path: "/read" };
      const all = Promise.all(Array.from({ length: 5 }, () => send?.(request)));
      for (let turn = 0; turn < 5; turn++) await clock.advance(5);
      await all;
    };
    await five();
    highest = 0;
    await five();
    assert.equal(highest, most);
  });
}

test("who is alone need not know the version", async () => {
  const manager = open("7.4.8");
  for (let turn = 0; turn < 3; turn++) await manager.get("dvmdb/adom");
  assert.deepEqual(manager.calls(), [READ, READ, READ]);
});

test("the version is learnt from whoever asks for it", async () => {
  const manager = open("7.6.4");
  await manager.get("sys/status");
  await Promise.all(Array.from({ length: 5 }, () => manager.get("dvmdb/adom")));
  assert.equal(manager.calls().filter((call) => call === STATUS).length, 1);
});

test("where FortiManager says no by chance it is asked twice, and where not it is believed", async () => {
  const racy = open("7.4.8", 1);
  await racy.get("dvmdb/adom");
  assert.deepEqual(racy.calls(), [READ, STATUS, READ]);
  const sound = open("7.6.4", 1);
  await assert.rejects(
    sound.get("dvmdb/adom"),
    (error) => isFortiError(error, "FORBIDDEN") && error.deviceCode === -11,
  );
  assert.deepEqual(sound.calls(), [READ, STATUS]);
});

test("a no that stays says what else it may be on such a version", async () => {
  const manager = open("7.4.8", 2);
  await assert.rejects(manager.get("dvmdb/adom"), (error) => {
    assert.ok(isFortiError(error, "FORBIDDEN"));
    assert.match(error.hint ?? "", /rpc-permit.*FortiManager 7\.4\.8 may also say so by chance.*7\.6\.2/);
    assert.equal(error.operation, "dvmdb/adom get");
    return true;
  });
  assert.deepEqual(manager.calls(), [READ, STATUS, READ]);
});

test("a key that is good for nothing is told from a right that is missing", async () => {
  const manager = openSigned(apiKey(KEY), () => NO_PERMISSION);
  await assert.rejects(manager.get("dvmdb/adom"), (error) => {
    assert.ok(isFortiError(error, "AUTH_FAILED"));
    assert.match(error.message, /does not accept the API key/);
    assert.match(error.hint ?? "", /7\.2\.2/);
    return !error.format().includes(KEY);
  });
  assert.deepEqual(manager.calls(), [READ, ...STATUSES]);
});

test("which versions mix requests up", () => {
  const versions = ["7.2.5", "7.4.0", "7.4.12", "7.6.0", "7.6.1", "7.6.2", "8.0.0", undefined];
  assert.deepEqual(versions.filter(mixesUpParallelKeys), ["7.4.0", "7.4.12", "7.6.0", "7.6.1", undefined]);
});
