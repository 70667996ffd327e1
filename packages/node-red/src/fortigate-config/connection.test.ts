import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FortiGate } from "@fortiweave/fortios";
import { createConnection } from "./connection.ts";

const OPTIONS = { url: "192.0.2.1", token: "t" };

function fakeClient(): FortiGate & { closed: number } {
  const client = {
    closed: 0,
    async close() {
      client.closed += 1;
    },
  };
  return client as unknown as FortiGate & { closed: number };
}

describe("createConnection", () => {
  it("makes one client, and only when it is needed", () => {
    let made = 0;
    const connection = createConnection(
      () => OPTIONS,
      () => {
        made += 1;
        return fakeClient();
      },
    );
    assert.equal(made, 0);
    assert.equal(connection.client(), connection.client());
    assert.equal(made, 1);
  });

  it("throws what is wrong with the settings at every use", () => {
    const connection = createConnection(() => {
      throw new Error("no URL");
    }, fakeClient);
    assert.throws(() => connection.client(), /no URL/);
    assert.throws(() => connection.client(), /no URL/);
  });

  it("closes the client, and nothing when there is none", async () => {
    const client = fakeClient();
    const connection = createConnection(
      () => OPTIONS,
      () => client,
    );
    await connection.close();
    assert.equal(client.closed, 0);
    connection.client();
    await connection.close();
    assert.equal(client.closed, 1);
  });
});

describe("inTurn", () => {
  it("runs work of one key in order, and other keys beside it", async () => {
    const { inTurn } = createConnection(() => OPTIONS, fakeClient);
    const steps: string[] = [];
    const first = Promise.withResolvers<void>();
    const work = (name: string, until?: Promise<void>) => async () => {
      steps.push(`${name} starts`);
      await until;
      steps.push(`${name} ends`);
    };
    const one = inTurn("address", work("one", first.promise));
    const two = inTurn("address", work("two"));
    await inTurn("group", work("other"));
    first.resolve();
    await Promise.all([one, two]);
    assert.deepEqual(steps, ["one starts", "other starts", "other ends", "one ends", "two starts", "two ends"]);
  });

  it("goes on after work that failed", async () => {
    const { inTurn } = createConnection(() => OPTIONS, fakeClient);
    const failing = inTurn("address", () => Promise.reject(new Error("refused")));
    const next = inTurn("address", async () => "done");
    await assert.rejects(failing, /refused/);
    assert.equal(await next, "done");
  });
});
