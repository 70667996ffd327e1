import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FortiError } from "@fortiweave/core";
import type { FortiGate } from "@fortiweave/fortios";
import type { NodeMessage } from "node-red";
import type { Connection } from "../fortigate-config/connection.ts";
import { createController } from "./controller.ts";
import { type FortigateSettings, withDefaults } from "./settings.ts";

type Call = { readonly signal: AbortSignal; readonly vdom?: string };

/** A controller over a FortiGate whose only answer is `get`. */
function setUp(settings: Partial<FortigateSettings>, get: (mkey: string, call: Call) => Promise<unknown>) {
  const shown: string[] = [];
  const sent: NodeMessage[] = [];
  const ended: (Error | undefined)[] = [];
  const fortigate = { untyped: () => ({ cmdb: () => ({ get }) }) } as unknown as FortiGate;
  const connection: Connection = { client: () => fortigate, inTurn: (_key, work) => work(), close: async () => {} };
  const controller = createController({
    settings: withDefaults({ operation: "get", ...settings }),
    connection,
    status: {
      requesting: () => shown.push("requesting"),
      succeeded: (summary) => shown.push(summary),
      failed: (code) => shown.push(code),
      cancelled: () => shown.push("cancelled"),
    },
    evaluateFor: (msg) => async (value, type) => (type === "msg" ? msg[value] : value),
    setResult: (msg, result) => {
      msg.payload = result;
    },
  });
  const receive = (msg: NodeMessage): Promise<void> =>
    controller.receive(
      msg,
      (out) => sent.push(out),
      (error) => ended.push(error),
    );
  return { controller, receive, shown, sent, ended };
}

describe("a message", () => {
  it("goes on with the result and everything else it held", async () => {
    const { receive, shown, sent, ended } = setUp({ mkey: "web" }, async () => ({ name: "web" }));
    await receive({ _msgid: "1", topic: "t", payload: "before" });
    assert.deepEqual(sent, [{ _msgid: "1", topic: "t", payload: { name: "web" } }]);
    assert.deepEqual([shown, ended], [["requesting", "done"], [undefined]]);
  });

  it("goes nowhere when the FortiGate says no, and the error carries the code", async () => {
    const { receive, shown, sent, ended } = setUp({ mkey: "web" }, async () => {
      throw new FortiError({ code: "NOT_FOUND", message: "There is none" });
    });
    await receive({});
    assert.deepEqual([shown, sent], [["requesting", "NOT_FOUND"], []]);
    assert.equal((ended[0] as unknown as { code: string }).code, "NOT_FOUND");
  });

  it("keeps its own result beside others that are under way", async () => {
    const slow = Promise.withResolvers<unknown>();
    const { receive, sent } = setUp({ mkey: "" }, (mkey) => (mkey === "slow" ? slow.promise : Promise.resolve(mkey)));
    const first = receive({ mkey: "slow" });
    await receive({ mkey: "fast" });
    slow.resolve("slow");
    await first;
    assert.deepEqual(
      sent.map(({ payload }) => payload),
      ["fast", "slow"],
    );
  });

  it("reaches the VDOM of the node", async () => {
    const vdoms: (string | undefined)[] = [];
    const get = async (_mkey: string, { vdom }: Call) => vdoms.push(vdom);
    await setUp({ mkey: "web", vdom: "branch" }, get).receive({});
    await setUp({ mkey: "web" }, get).receive({});
    assert.deepEqual(vdoms, ["branch", undefined]);
  });
});

it("ends the calls under way when the node closes, without an error", async () => {
  const asked = Promise.withResolvers<void>();
  const { controller, receive, shown, sent, ended } = setUp({ mkey: "web" }, (_mkey, { signal }) => {
    const { promise, reject } = Promise.withResolvers<unknown>();
    signal.addEventListener("abort", () => reject(signal.reason));
    asked.resolve();
    return promise;
  });
  const running = receive({});
  await asked.promise;
  controller.close();
  await running;
  assert.deepEqual([shown, sent, ended], [["requesting", "cancelled"], [], [undefined]]);
});

it("says so when there is no such operation", async () => {
  const parts = setUp({ resource: "quarantine", operation: "get" }, async () => ({}));
  await parts.receive({});
  assert.match(parts.ended[0]?.message ?? "", /no operation quarantine get/);
});
