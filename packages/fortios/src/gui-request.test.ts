import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, isFortiError, type JsonValue } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import fc from "fast-check";
import { createFortiGate, type FortiGateOptions, type GuiRequest } from "./client.ts";

function connect(body: JsonValue = { status: "success", results: [] }, options: Partial<FortiGateOptions> = {}) {
  const transport = createScriptedTransport(() => ({ body }));
  const fgt = createFortiGate({ transport, runtime: createManualClock(), ...options });
  /** Sends one request and answers what left. */
  const sent = async (request: GuiRequest) => {
    await fgt.request(request);
    return transport.requests.at(-1);
  };
  return { fgt, transport, sent };
}

/** Input as a caller without a compiler may give it. */
const refused = async (request: unknown, message: RegExp, options: Partial<FortiGateOptions> = {}): Promise<void> => {
  const { fgt, transport } = connect({}, options);
  await assert.rejects(fgt.request(request as GuiRequest), (error) => {
    assert.ok(isFortiError(error, "INVALID_INPUT"));
    assert.match(error.message, message);
    return true;
  });
  assert.equal(transport.requests.length, 0);
};

const ADDRESSES = "/api/v2/cmdb/firewall/address";

test("it sends method, url, params and data as the preview shows them", async () => {
  const { sent } = connect();
  const request = await sent({
    method: "POST",
    url: ADDRESSES,
    params: { datasource: 1, vdom: "test" },
    data: { name: "test999999", subnet: "192.168.1.0/24", color: "0" },
  });
  assert.deepEqual(request, {
    operation: "cmdb firewall/address create",
    endpoint: "cmdb/firewall/address",
    effect: "write",
    idempotent: false,
    method: "POST",
    path: ADDRESSES,
    query: [
      ["datasource", "1"],
      ["vdom", "test"],
    ],
    body: { name: "test999999", subnet: "192.168.1.0/24", color: "0" },
  });
});

test("reads and what may be sent twice are told by the method", async () => {
  const { sent } = connect();
  const kinds = [];
  for (const method of ["GET", "POST", "put", "Delete"]) {
    const { method: verb, effect, idempotent, operation } = (await sent({ method, url: `${ADDRESSES}/web` })) ?? {};
    kinds.push([verb, effect, idempotent, operation]);
  }
  assert.deepEqual(kinds, [
    ["GET", "read", true, "cmdb firewall/address get"],
    ["POST", "write", false, "cmdb firewall/address create"],
    ["PUT", "write", true, "cmdb firewall/address update"],
    ["DELETE", "write", true, "cmdb firewall/address delete"],
  ]);
});

test("the operation names the table, whatever follows it, and the action", async () => {
  const { sent } = connect();
  const operations = [];
  for (const [method, url] of [
    ["PUT", `${ADDRESSES}/a%2Fb`],
    ["PUT", "/api/v2/cmdb/firewall/policy/1?action=move&after=2"],
    ["GET", "/api/v2/cmdb?action=schema"],
    ["POST", "/api/v2/cmdb/user/tacacs+"],
    ["GET", "/api/v2/cmdb/no.such/table/key"],
    ["GET", "/api/v2/monitor/system/status"],
    ["POST", "/api/v2/monitor/no/such/thing"],
  ] as const) {
    operations.push((await sent({ method, url }))?.operation);
  }
  assert.deepEqual(operations, [
    "cmdb firewall/address update",
    "cmdb firewall/policy move",
    "cmdb schema",
    "cmdb user/tacacs+ create",
    "cmdb no.such/table get",
    "monitor system/status get",
    "monitor no/such/thing post",
  ]);
});

test("the url may stand without /api/v2, with a slash at its end, or whole", async () => {
  const { sent } = connect(undefined, { device: "https://fgt.example.com:8443/" });
  for (const url of [
    "cmdb/firewall/address",
    "/cmdb/firewall/address",
    "api/v2/cmdb/firewall/address",
    ` ${ADDRESSES} `,
    `https://fgt.example.com:8443${ADDRESSES}`,
    `HTTPS://FGT.example.com:8443${ADDRESSES}`,
    `//fgt.example.com:8443${ADDRESSES}`,
  ]) {
    assert.equal((await sent({ method: "GET", url }))?.path, ADDRESSES, url);
  }
  assert.equal((await sent({ method: "GET", url: `${ADDRESSES}/` }))?.path, `${ADDRESSES}/`);
});

test("a device behind a path of a proxy is known by that path", async () => {
  const device = "https://proxy.example.com/fgt1";
  const { sent } = connect(undefined, { device });
  assert.equal((await sent({ method: "GET", url: `${device}${ADDRESSES}` }))?.path, ADDRESSES);
  await refused({ method: "GET", url: `https://proxy.example.com/fgt2${ADDRESSES}` }, /another host/, { device });
});

test("the url of another host is refused, and one with a credential is not quoted", async () => {
  const device = "https://fgt.example.com";
  for (const origin of [
    "https://other.example.com",
    "http://fgt.example.com",
    "https://fgt.example.com:8443",
    "https://fgt.example.com.evil.example",
    "ftp://fgt.example.com",
    "https://",
  ]) {
    await refused(
      { method: "GET", url: `${origin}${ADDRESSES}` },
      /leads to another host than https:\/\/fgt\.example\.com$/,
      { device },
    );
  }
  await refused(
    { method: "GET", url: `https://admin:geheim123@fgt.example.com${ADDRESSES}` },
    /^(?!.*geheim).*credential/,
    {
      device,
    },
  );
  await refused({ method: "GET", url: `${device}${ADDRESSES}` }, /does not know that of its device/);
});

test("the query of the url is decoded and joined with the params", async () => {
  const { sent } = connect();
  const url = `${ADDRESSES}?filter=name%3D%40web&filter=comment==a+b%2Bc&format=name%7Csubnet&vdom=root&&flag`;
  const request = await sent({
    method: "GET",
    url,
    params: { vdom: "root", count: 5, with_meta: true, key: ["a", "b"], none: null },
  });
  assert.deepEqual(request?.query, [
    ["filter", "name=@web"],
    ["filter", "comment==a b+c"],
    ["format", "name|subnet"],
    ["vdom", "root"],
    ["flag", ""],
    ["count", "5"],
    ["with_meta", "true"],
    ["key", "a"],
    ["key", "b"],
  ]);
});

test("a parameter that the url and the params tell differently is refused", async () => {
  await refused(
    { method: "DELETE", url: `${ADDRESSES}/web?vdom=root`, params: { vdom: "guest" } },
    /different values of "vdom"/,
  );
});

test("keys stay encoded as they were given, and what cannot stand in a path is encoded", async () => {
  const { sent } = connect();
  for (const [given, path] of [
    ["a%2Fb%20c", "a%2Fb%20c"],
    ["%61%2d", "%61%2d"],
    ["a b", "a%20b"],
    ["ü", "%C3%BC"],
    ["a\\b", "a%5Cb"],
    ["50%25", "50%25"],
    ["10.0.0.0%2F8", "10.0.0.0%2F8"],
  ] as const) {
    assert.equal((await sent({ method: "GET", url: `${ADDRESSES}/${given}` }))?.path, `${ADDRESSES}/${path}`);
  }
});

test("whatever a key holds, once encoded it arrives as it is", async () => {
  const { sent } = connect();
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme", minLength: 1 }).filter((key) => key.isWellFormed() && key !== "." && key !== ".."),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => !/^(?:vdom|access_token)$/i.test(name)),
        fc.string(),
      ),
      async (key, query) => {
        const encoded = encodeURIComponent(key);
        const search = new URLSearchParams(query).toString();
        const request = await sent({ method: "GET", url: `${ADDRESSES}/${encoded}?${search}` });
        assert.equal(request?.path, `${ADDRESSES}/${encoded}`);
        assert.deepEqual(Object.fromEntries(request?.query ?? []), { ...query });
      },
    ),
  );
});

test("a url that nobody could read in one way only is refused", async () => {
  for (const [url, message] of [
    ["", /url is missing/],
    ["/logincheck", /does not lead into the API/],
    ["/api/v2/authentication", /does not lead into the API/],
    ["/api/v2/cmdbx/firewall", /does not lead into the API/],
    ["/api/v2", /does not lead into the API/],
    [`${ADDRESSES}/100%`, /"%" that encodes nothing/],
    [`${ADDRESSES}/a#b`, /holds a "#"/],
    [`${ADDRESSES}/%FF`, /not encoded as UTF-8/],
    [`${ADDRESSES}?a=%FF`, /not encoded as UTF-8/],
    [`${ADDRESSES}/../policy`, /empty, "\." or "\.\."/],
    [`${ADDRESSES}/%2e%2E`, /empty, "\." or "\.\."/],
    ["/api/v2/cmdb//firewall", /empty, "\." or "\.\."/],
    [`${ADDRESSES}/\ud800`, /surrogate/],
  ] as const) {
    await refused({ method: "GET", url }, message);
  }
});

test("what is no request of a preview is refused, and named", async () => {
  for (const [request, message] of [
    [undefined, /an object with method and url is needed/],
    ["GET /api", /an object with method and url is needed/],
    [{ url: ADDRESSES }, /its method is undefined/],
    [{ method: "PATCH", url: ADDRESSES }, /its method is "PATCH"/],
    [{ method: "GET" }, /its url is missing/],
    [{ method: "GET", url: 5 }, /its url is missing/],
    [{ method: "GET", url: ADDRESSES, params: "vdom=root" }, /its params are not an object/],
    [{ method: "GET", url: ADDRESSES, params: { count: Number.NaN } }, /its parameter "count"/],
    [{ method: "GET", url: ADDRESSES, parms: {} }, /its "parms"/],
    [{ method: "GET", url: ADDRESSES, data: { a: 1 } }, /a GET has no data/],
    [{ method: "POST", url: ADDRESSES, data: "name=web" }, /neither an object nor a list/],
    [{ method: "POST", url: ADDRESSES, data: { id: 1n } }, /cannot be written as JSON/],
  ] as const) {
    await refused(request, message);
  }
});

test("a token in the query is refused and not quoted", async () => {
  await refused({ method: "GET", url: `${ADDRESSES}?access_token=geheim123` }, /^(?!.*geheim).*credential/);
  await refused({ method: "GET", url: ADDRESSES, params: { Access_Token: "geheim123" } }, /^(?!.*geheim).*credential/);
});

test("the client's VDOM stands in where the request names none", async () => {
  const { fgt, transport } = connect(undefined, { vdom: "root" });
  await fgt.request({ method: "GET", url: ADDRESSES });
  await fgt.request({ method: "GET", url: ADDRESSES }, { vdom: "guest" });
  await fgt.request({ method: "GET", url: ADDRESSES, params: { vdom: "*" } }, { vdom: "guest" });
  await fgt.request({ method: "GET", url: `${ADDRESSES}?scope=global` });
  await fgt.request({ method: "GET", url: ADDRESSES, params: { global: 1 } });
  assert.deepEqual(
    transport.requests.map(({ query }) => query?.map((pair) => pair.join("=")).join("&")),
    ["vdom=root", "vdom=guest", "vdom=*", "scope=global", "global=1"],
  );
  await assert.rejects(
    fgt.request({ method: "GET", url: ADDRESSES }, { scope: "all" as never }),
    (error) => isFortiError(error, "INVALID_INPUT") && /scope is "all"/.test(error.message),
  );
});

test("an empty body is none", async () => {
  const { sent } = connect();
  for (const data of [null, "", undefined])
    assert.ok(!("body" in ((await sent({ method: "PUT", url: `${ADDRESSES}/a`, data })) ?? {})));
  assert.ok(!("body" in ((await sent({ method: "GET", url: ADDRESSES, params: null, data: {} })) ?? {})));
  assert.deepEqual((await sent({ method: "PUT", url: `${ADDRESSES}/a`, data: {} }))?.body, {});
  assert.deepEqual((await sent({ method: "POST", url: ADDRESSES, data: [{ name: "a" }] }))?.body, [{ name: "a" }]);
});

test("the caller's object stays as it is, and what becomes of it later does not matter", async () => {
  const { fgt, transport } = connect();
  const request = {
    method: "POST",
    url: `${ADDRESSES}?a=1`,
    params: { vdom: "root" },
    data: { name: "a", list: [{ q_origin_key: 1 }] },
  };
  const before = structuredClone(request);
  const sending = fgt.request(request);
  assert.deepEqual(request, before);
  request.data.list.push({ q_origin_key: 2 });
  await sending;
  assert.deepEqual(transport.requests[0]?.body, before.data);
  await fgt.request(
    Object.freeze({ ...before, params: Object.freeze(before.params), data: Object.freeze(before.data) }),
  );
});

test("it answers the whole envelope, of several VDOMs a list of them, and of nothing the status", async () => {
  const envelope = { http_method: "GET", results: [{ name: "web" }], vdom: "root", build: 3651, status: "success" };
  assert.deepEqual(await connect(envelope).fgt.request({ method: "GET", url: ADDRESSES }), envelope);
  assert.deepEqual(await connect([envelope]).fgt.request({ method: "GET", url: ADDRESSES }), envelope);
  const both = [envelope, { ...envelope, vdom: "guest" }];
  assert.deepEqual(await connect(both).fgt.request({ method: "GET", url: ADDRESSES }), {
    http_status: 200,
    results: both,
  });
  assert.deepEqual(await connect("").fgt.request({ method: "PUT", url: ADDRESSES, data: {} }), { http_status: 200 });
  await assert.rejects(connect("7").fgt.request({ method: "GET", url: ADDRESSES }), (error) =>
    isFortiError(error, "BAD_RESPONSE"),
  );
});

test("a read-only client answers what it would have sent", async () => {
  const { fgt, transport } = connect(undefined, { readOnly: true });
  const { simulated } = await fgt.request({ method: "POST", url: ADDRESSES, data: { name: "web" } });
  assert.deepEqual(simulated, { method: "POST", path: ADDRESSES, body: { name: "web" } });
  assert.equal(transport.requests.length, 0);
});

test("secrets that the catalogue knows are shown nowhere, whatever the depth of the path", async () => {
  for (const [method, url, data] of [
    ["POST", "/api/v2/cmdb/user/local", { name: "eve", passwd: "geheim123" }],
    ["PUT", "/api/v2/cmdb/user/local/a%2Fb", { passwd: "geheim123" }],
    ["PUT", "/api/v2/cmdb/router/bgp", { neighbor: [{ ip: "192.0.2.1", password: "geheim123" }] }],
    ["PUT", "/api/v2/cmdb/router/bgp/neighbor/192.0.2.1", { password: "geheim123" }],
    ["POST", "/api/v2/monitor/vpn-certificate/local/import", { type: "pkcs12", password: "geheim123" }],
  ] as const) {
    const events: AuditEvent[] = [];
    const { fgt } = connect(
      { status: "error", http_status: 500, error: -651, cli_error: "bad value 'geheim123'" },
      { audit: [(event) => void events.push(event)] },
    );
    await assert.rejects(
      fgt.request({ method, url, data }),
      (error) => isFortiError(error) && !/geheim123/.test(JSON.stringify(error)),
    );
    await fgt.close();
    assert.doesNotMatch(JSON.stringify(events), /geheim123/, url);
    assert.match(JSON.stringify(events), /redacted/, url);
  }
});
