import assert from "node:assert/strict";
import { test } from "node:test";
import { type CmdbEntry, fortios } from "@fortiweave/catalog";
import { inVersion } from "@fortiweave/catalog/compare";
import { type DeviceRequest, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiGate } from "../client.ts";
import type { DriftProgress } from "./drift.ts";

const VERSION = "7.6.5";
const ok = (results: unknown): ScriptedAnswer => ({
  body: { status: "success", version: `v${VERSION}`, results } as never,
});

/** What the catalogue says, as a device shows it. */
async function schemaOf(path: string): Promise<Record<string, unknown>> {
  const entry = await fortios.load("cmdb", path);
  return { children: childrenOf(inVersion(entry as CmdbEntry, VERSION).fields) };
}

function childrenOf(fields: CmdbEntry["fields"]): Record<string, unknown> {
  const children = Object.entries(fields).map(([name, { options, fields: inner }]) => [
    name,
    {
      ...(options && {
        options: options.map((option) => ({ name: typeof option === "string" ? option : option.value })),
      }),
      ...(inner && { children: childrenOf(inner) }),
    },
  ]);
  return Object.fromEntries(children);
}

function connect(listed: readonly string[], schema: (path: string) => ScriptedAnswer | Promise<ScriptedAnswer>) {
  const transport = createScriptedTransport((request: DeviceRequest) => {
    const path = request.path.slice("/api/v2/cmdb".length + 1);
    if (path !== "") return schema(path);
    const rows = listed.map((full) => ({ path: full.split("/")[0], name: full.split("/")[1] }));
    return ok([{ path: "__tree__", name: "firewall" }, ...rows]);
  });
  const fgt = createFortiGate({ transport, runtime: createManualClock(), retry: { maxRetries: 0 } });
  return { fgt, transport };
}

const own = async (path: string): Promise<ScriptedAnswer> => ok(await schemaOf(path));
const PATHS = ["firewall/address", "system/global"] as const;

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("a device as the catalogue knows it has no findings", async () => {
  const { fgt, transport } = connect(PATHS, own);
  const progress: DriftProgress[] = [];
  const drift = await fgt.drift({ paths: PATHS, onProgress: (step) => void progress.push(step) });
  assert.deepEqual(drift, { version: VERSION, compared: 2, findings: [], unread: [] });
  assert.deepEqual(progress, [
    { done: 1, total: 2, path: "firewall/address" },
    { done: 2, total: 2, path: "system/global" },
  ]);
  assert.deepEqual(
    transport.requests.map(({ path, query }) => `${path}?${query?.[0]?.join("=")}`),
    ["", "/firewall/address", "/system/global"].map((path) => `/api/v2/cmdb${path}?action=schema`),
  );
});

test("what one side lacks is found: tables, fields, options", async () => {
  const { fgt } = connect(["firewall/address", "brand/new"], async (path) => {
    const { children } = (await schemaOf(path)) as { children: Record<string, unknown> };
    const { color: _, ...rest } = children;
    return ok({ children: { ...rest, "new-field": {}, type: { options: [{ name: "ipmask" }, { name: "orbital" }] } } });
  });
  const { findings, compared } = await fgt.drift({ paths: ["system/global", "firewall/address", "brand/new"] });
  assert.equal(compared, 1);
  assert.deepEqual(findings.slice(0, 4), [
    { only: "device", what: "table", path: "brand/new" },
    { only: "device", what: "field", path: "firewall/address", field: "new-field" },
    { only: "catalogue", what: "field", path: "firewall/address", field: "color" },
    { only: "device", what: "option", path: "firewall/address", field: "type", option: "orbital" },
  ]);
  assert.deepEqual(findings.at(-1), { only: "catalogue", what: "table", path: "system/global" });
  assert.ok(findings.slice(4, -1).every(({ only, what }) => only === "catalogue" && what === "option"));
});

test("without paths, all that either side has is looked at", async () => {
  const { fgt } = connect(["firewall/address"], own);
  const { compared, findings } = await fgt.drift();
  assert.equal(compared, 1);
  assert.ok(findings.length > 500);
  assert.ok(findings.every(({ only, what }) => only === "catalogue" && what === "table"));
});

test("a schema that the device does not show is told, any other failure ends it", async () => {
  const refusing = connect(PATHS, (path) =>
    path === "firewall/address" ? { status: 403, body: { status: "error", error: -37 } } : own(path),
  );
  const { unread, compared, findings } = await refusing.fgt.drift({ paths: PATHS });
  assert.deepEqual([compared, findings.length], [1, 0]);
  assert.deepEqual(
    unread.map(({ path, code }) => [path, code]),
    [["firewall/address", "FORBIDDEN"]],
  );
  await rejects(connect(PATHS, () => ({ status: 401, body: "" })).fgt.drift({ paths: PATHS }), "AUTH_FAILED");
});

test("options that make no sense are refused", async () => {
  const { fgt, transport } = connect(PATHS, own);
  await rejects(fgt.drift({ concurrency: 0 }), "INVALID_INPUT", /concurrency/);
  assert.equal(transport.requests.length, 0);
  await rejects(fgt.drift({ paths: ["no/such"] }), "INVALID_INPUT", /"no\/such"/);
  const silent = createScriptedTransport([{ body: { status: "success", results: [] } }]);
  await rejects(
    createFortiGate({ transport: silent, runtime: createManualClock() }).drift(),
    "BAD_RESPONSE",
    /does not tell its version/,
  );
});
