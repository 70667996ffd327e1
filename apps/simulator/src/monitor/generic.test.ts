import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { startDevice } from "../testing/client.ts";
import type { MonitorCall, MonitorContext } from "./answer.ts";
import { generic } from "./generic.ts";

/** What nothing stands behind looks at neither. */
const ask = (entry: Parameters<typeof generic>[0]): unknown => generic(entry)({} as MonitorContext, {} as MonitorCall);

const response = {
  fields: {
    name: { type: "string" },
    count: { type: "integer" },
    is_on: { type: "boolean" },
    rows: { type: "array" },
    more: { type: "object" },
  },
};
const empty = { name: "", count: 0, is_on: false, rows: [], more: {} };

test("one thing has its fields, many things are a list, and what is done says no more", () => {
  assert.deepEqual(ask({ path: "a/status", methods: ["GET"], params: {}, response }), { results: empty });
  assert.deepEqual(ask({ path: "a/rows", methods: ["GET"], params: {}, response }), { results: [] });
  assert.deepEqual(ask({ path: "a/rows/select", methods: ["GET"], params: {} }), { results: [] });
  assert.deepEqual(ask({ path: "a/do", methods: ["POST"], params: {}, response }), { results: empty });
  assert.deepEqual(ask({ path: "a/do", methods: ["POST"], params: {} }), {});
});

test("no endpoint answers a bare list where the catalogue knows the fields of one thing", async (t) => {
  const device = await startDevice(t);
  const paths = ["fortiguard/answers", "wifi/ap_channels", "azure/application-list"];
  for (const path of paths) {
    const fields = Object.keys((await fortios.load("monitor", path))?.response?.fields ?? {});
    const { results } = (await device.get(`monitor/${path}?platform_type=FAP231F`)).body;
    assert.ok(!Array.isArray(results), path);
    for (const field of fields) assert.ok(field in results, `${path}: ${field}`);
  }
});

test("a file that nobody made is not there", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.get("monitor/forticonverter/file/download?extension=conf&ticket_id=1")).status, 404);
});

test("the envelope repeats the mkey of the query, and options in quotes are options", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.get("monitor/system/status?mkey=abc")).body.mkey, "abc");
  assert.equal("mkey" in (await device.get("monitor/system/status")).body, false);
  const avatar = "monitor/endpoint-control/avatar/download?default=";
  assert.equal((await device.get(`${avatar}authuser`)).status, 200);
  assert.equal((await device.get(`${avatar}somebody`)).status, 424);
});
