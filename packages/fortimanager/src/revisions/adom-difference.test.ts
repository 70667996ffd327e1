import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError, type JsonValue } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { apiKey, createFortiManager } from "../client.ts";

/** A FortiManager that compares, and has the summary ready with the second question. */
function connect(summaries: readonly JsonValue[]) {
  const sent: JsonValue[] = [];
  let asked = 0;
  const answers: Readonly<Record<string, () => JsonValue | undefined>> = {
    "sys/status": () => ({ Version: "v7.6.4-build1234" }),
    "cache/diff/start": () => ({ token: "tyPyMomT3WqkYN8/WtD6zg==" }),
    "cache/diff/get/summary": () => {
      asked += 1;
      return summaries[asked - 1];
    },
    "cache/diff/end": () => undefined,
  };
  const transport = createScriptedTransport(({ body }) => {
    const { id, params } = body as { id: number; params: [{ url: string }] };
    const [item] = params;
    const answer = answers[item.url];
    if (answer === undefined) return new Error(`Nobody answers ${item.url}`);
    if (item.url !== "sys/status") sent.push({ ...item });
    const data = answer();
    return { body: { id, result: [{ status: { code: 0, message: "OK" }, ...(data !== undefined && { data }) }] } };
  });
  const runtime = createManualClock();
  const fmg = createFortiManager({ transport, runtime, auth: apiKey("33fzwipq4amujunzgzn46mg1to9p8wbi") });
  return { revisions: fmg.adom("demo").revisions, runtime, sent };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode) =>
  assert.rejects(promise, (error) => isFortiError(error, code));
const token = "tyPyMomT3WqkYN8/WtD6zg==";
const summary = {
  percent: 100,
  obj: {
    added: 1,
    changed: 1,
    summary: [{ category: 140, changed: [{ name: "web", user: "devops", timestamp: 1 }], added: [{ name: "db" }] }],
  },
  pkg: { changed: 1, summary: [{ category: 0, changed: [{ name: "ppkg_001" }] }] },
};

test("what has changed is asked for until FortiManager has compared it, and forgotten then", async () => {
  const { revisions, runtime, sent } = connect([{ percent: 37 }, summary]);
  let isOver = false;
  const diff = revisions.diff(3).finally(() => {
    isOver = true;
  });
  // What compares is read when it is first used: it may not wait yet when time begins to pass.
  while (!isOver) await runtime.advance(1000);
  assert.deepEqual(await diff, {
    objects: [
      { name: "db", change: "added", category: 140 },
      { name: "web", change: "changed", category: 140, user: "devops" },
    ],
    packages: [{ name: "ppkg_001", change: "changed" }],
  });
  assert.deepEqual(sent, [
    { url: "cache/diff/start", data: { src: "adom/demo/revision/3", dst: "adom/demo" } },
    { url: "cache/diff/get/summary", token },
    { url: "cache/diff/get/summary", token },
    { url: "cache/diff/end", token },
  ]);
});

test("two revisions are compared with each other", async () => {
  const { revisions, sent } = connect([summary]);
  await revisions.diff(3, 5);
  assert.deepEqual(sent[0], {
    url: "cache/diff/start",
    data: { src: "adom/demo/revision/3", dst: "adom/demo/revision/5" },
  });
});

test("a comparison that comes to nothing is ended as well", async () => {
  const { revisions, sent } = connect([{}]);
  await rejects(revisions.diff(3), "BAD_RESPONSE");
  assert.deepEqual(sent.at(-1), { url: "cache/diff/end", token });

  const waiting = connect([{ percent: 1 }, { percent: 1 }]);
  const stop = new AbortController();
  const failing = rejects(waiting.revisions.diff(3, undefined, { signal: stop.signal }), "ABORTED");
  await waiting.runtime.advance(100);
  stop.abort();
  await failing;
  assert.deepEqual(waiting.sent.at(-1), { url: "cache/diff/end", token });
});
