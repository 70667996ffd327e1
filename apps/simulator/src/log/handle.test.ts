import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { startDevice } from "../testing/client.ts";

test("every log endpoint answers its verb", async (t) => {
  const device = await startDevice(t);
  let count = 0;
  for (const { path, methods } of fortios.rows("log")) {
    if (path.includes("{")) continue;
    const entry = await fortios.load("log", path);
    const { status, body, headers } = await device.call(methods[0] ?? "", `log/${path}`);
    assert.equal(status, 200, path);
    const isText = entry?.log?.form === "raw" || entry?.log?.form === "archive-download";
    if (isText) assert.match(String(headers["content-type"]), /^text\/plain/, path);
    else assert.deepEqual([body.status, body.results, body.total_lines], ["success", [], 0], path);
    count += 1;
  }
  assert.equal(count, 284);
});

test("a search has an id that its next pages name", async (t) => {
  const device = await startDevice(t);
  const { body } = await device.get("log/disk/traffic/forward?rows=50&start=10");
  assert.deepEqual(
    [body.category, body.subcategory, body.rows, body.start, body.completed],
    ["traffic", "forward", 50, 10, 100],
  );
  const next = await device.get(`log/disk/traffic/forward?session_id=${body.session_id}`);
  assert.equal(next.body.session_id, body.session_id);
  assert.equal((await device.get(`log/search/status/${body.session_id}`)).status, 200);
  assert.equal((await device.post(`log/search/abort/${body.session_id}`)).status, 200);
  for (const unknown of ["999", "0", "x"]) assert.equal((await device.get(`log/search/status/${unknown}`)).status, 404);
});

test("unknown logs are 404, wrong verbs 405", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(
    [(await device.get("log/disk/nonsense")).status, (await device.post("log/disk/anomaly")).status],
    [404, 405],
  );
});

test("logs are of a VDOM, and for whoever may read them", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/accprofile", { name: "soc", scope: "global", fwgrp: "read-write" });
  const { body } = await device.get("log/disk/anomaly?vdom=*");
  assert.deepEqual(
    body.map((envelope: { vdom: string }) => envelope.vdom),
    ["root", "branch"],
  );
  const { token } = (await device.control("POST", "/tokens", { profile: "soc" })).body;
  const refused = await device.call("GET", "log/disk/anomaly", undefined, { token });
  assert.deepEqual([refused.status, refused.body.error], [403, -37]);
});
