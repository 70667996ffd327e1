import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type GuiRequest, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** As the GUI shows it. */
const preview = {
  method: "POST",
  url: "/api/v2/cmdb/firewall/address",
  params: { datasource: 1, vdom: "root" },
  data: { name: "test999999", subnet: "192.168.1.0/24", color: "0" },
};

test("feature request: the JSON of the API preview is sent as it stands, and the whole envelope comes back", async () => {
  await using fgt = device.connect();
  const { http_status, status, mkey, revision_changed, version } = await fgt.request(preview);
  assert.deepEqual([http_status, status, mkey, revision_changed], [200, "success", "test999999", true]);
  assert.equal(version, device.handle.version);
  const [sent] = await device.requests();
  assert.deepEqual([sent?.method, sent?.url], ["POST", "/api/v2/cmdb/firewall/address?datasource=1&vdom=root"]);
  assert.deepEqual(sent?.body, preview.data);
});

test("feature request: the caller's object stays as it was", async () => {
  await using fgt = device.connect({ vdom: "root" });
  const own = structuredClone(preview);
  await fgt.request(own);
  assert.deepEqual(own, preview);
});

test("feature request: a query in the url stays a query, decoded and joined with the params", async () => {
  await using fgt = device.connect();
  await fgt.request(preview);
  const { results } = await fgt.request({
    method: "GET",
    url: "/api/v2/cmdb/firewall/address?filter=name%3D%40test9&format=name%7Csubnet",
    params: { vdom: "root" },
  });
  assert.deepEqual(
    (results as { name: string }[]).map(({ name }) => name),
    ["test999999"],
  );
  const url = (await device.requests()).at(-1)?.url ?? "";
  assert.equal(new URL(url, device.handle.url).searchParams.get("filter"), "name=@test9");
  assert.match(url, /^\/api\/v2\/cmdb\/firewall\/address\?/);
});

test("feature request: the url may leave /api/v2 out or name the device, and nothing else", async () => {
  await using fgt = device.connect();
  for (const url of [
    "cmdb/firewall/address",
    "/cmdb/firewall/address",
    `${device.handle.url}/api/v2/cmdb/firewall/address`,
  ]) {
    assert.equal((await fgt.request({ method: "GET", url })).status, "success");
  }
  await device.forget();
  for (const url of ["https://192.0.2.77/api/v2/cmdb/firewall/address", "/logincheck", "/api/v2/cmdb/../monitor"]) {
    await assert.rejects(fgt.request({ method: "GET", url }), (error) => isFortiError(error, "INVALID_INPUT"));
  }
  assert.deepEqual(await device.requests(), []);
});

test("feature request: what is no such JSON is refused with what is wrong, and nothing is sent", async () => {
  await using fgt = device.connect();
  for (const [request, message] of [
    [{ url: preview.url }, /its method is undefined/],
    [{ method: "GET" }, /its url is missing/],
    [{ ...preview, parms: {} }, /"parms"/],
  ] as const) {
    await assert.rejects(
      fgt.request(request as unknown as GuiRequest),
      (error) => isFortiError(error, "INVALID_INPUT") && message.test(error.message),
    );
  }
  assert.deepEqual(await device.requests(), []);
});
