import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeOptions } from "./merge-options.ts";
import type { CallOptions } from "./types.ts";

const NOTHING: CallOptions = {};

test("what a call leaves open, the defaults decide", () => {
  const defaults: CallOptions = { vdom: "root", timeoutMs: 1 };
  assert.deepEqual(mergeOptions(NOTHING, defaults), defaults);
  assert.deepEqual(mergeOptions({ vdom: "guest", timeoutMs: 2 }, defaults), { vdom: "guest", timeoutMs: 2 });
  assert.deepEqual(
    mergeOptions({ vdom: undefined } as unknown as CallOptions, defaults),
    defaults,
    "undefined hides no default",
  );
});

test("a VDOM and the global scope never meet, unless one call names both", () => {
  assert.deepEqual(mergeOptions({ scope: "global" }, { vdom: "root" }), { scope: "global" });
  assert.deepEqual(mergeOptions({ scope: "vdom" }, { vdom: "root" }), { vdom: "root", scope: "vdom" });
  assert.deepEqual(mergeOptions({ vdom: "root" }, { scope: "global" }), { vdom: "root" });
  assert.deepEqual(mergeOptions({ vdom: "root" }, { scope: "vdom" }), { vdom: "root", scope: "vdom" });
  assert.deepEqual(mergeOptions({ vdom: "*" }, { scope: "global" }), { vdom: "*" });
});

test("either signal cancels", () => {
  const [all, one] = [new AbortController(), new AbortController()];
  const both = (): AbortSignal | undefined => mergeOptions({ signal: one.signal }, { signal: all.signal }).signal;
  const merged = both();
  assert.equal(merged?.aborted, false);
  one.abort();
  assert.equal(merged?.aborted, true);
  assert.equal(mergeOptions(NOTHING, { signal: all.signal }).signal, all.signal);
});
