import assert from "node:assert/strict";
import { test } from "node:test";
import type { RpcEntry } from "../../src/json-rpc/types.ts";
import { renderRpcTypes } from "./render-rpc.ts";

const search: RpcEntry = {
  path: "logview/adom/{adom}/logsearch",
  methods: ["get", "add", "delete"],
  item: "tid",
  itemMethods: ["get", "delete"],
  apiver: 3,
  calls: [
    {
      methods: ["add"],
      params: { device: { type: "table", required: true, fields: { devid: { type: "string" } } } },
      returns: { type: "object", fields: { tid: { type: "integer" } } },
    },
    { methods: ["get", "delete"], params: {} },
  ],
};

test("a verb's map tells by url what it takes and answers", () => {
  assert.equal(
    renderRpcTypes("Faz", "FortiAnalyzer", [search]).split("\n").slice(2).join("\n"),
    `import type { NoParams } from "./call.ts";

/** What stands beside \`url\` in the params item: add of \`logview/adom/{adom}/logsearch\`. */
export interface FazAddLogviewAdomLogsearch {
  device: FazAddLogviewAdomLogsearchDevice[];
}

/** An entry of \`device\` in {@link FazAddLogviewAdomLogsearch}. */
export interface FazAddLogviewAdomLogsearchDevice {
  devid?: string;
}

/** In the answer of add of \`logview/adom/{adom}/logsearch\`. */
export interface FazAddLogviewAdomLogsearchResult {
  tid?: number;
}

/**
 * What add takes and answers on FortiAnalyzer, by url.
 *
 * @internal
 */
export interface FazAdd {
  "logview/adom/{adom}/logsearch": { url: { readonly adom: string }; params: FazAddLogviewAdomLogsearch; returns: FazAddLogviewAdomLogsearchResult };
}

/**
 * What get takes and answers on FortiAnalyzer, by url.
 *
 * @internal
 */
export interface FazGet {
  "logview/adom/{adom}/logsearch/{tid}": { url: { readonly adom: string; readonly tid: string }; params: NoParams; returns: unknown };
}

/**
 * What delete takes and answers on FortiAnalyzer, by url.
 *
 * @internal
 */
export interface FazDelete {
  "logview/adom/{adom}/logsearch/{tid}": { url: { readonly adom: string; readonly tid: string }; params: NoParams; returns: unknown };
}
`,
  );
});
