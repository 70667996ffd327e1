import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatagram } from "./datagram.ts";
import { resolveSyslog } from "./options.ts";

test("a way that nobody waits for any more is not opened", async () => {
  const over = new Error("The time is up");
  await assert.rejects(openDatagram(resolveSyslog({ host: "127.0.0.1" }), AbortSignal.abort(over)), over);
});
