import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  createDefaultTransport,
  type DeviceRequest,
  type DeviceResponse,
  FortiError,
  type JsonValue,
  type Transport,
} from "@fortiweave/core";
import { systemRuntime } from "@fortiweave/core/system";
import { connectFortiGate, isFortiError } from "@fortiweave/fortios";
import { createFortiGate } from "@fortiweave/fortios/client";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();
const web = { name: "web", subnet: "192.0.2.1/32" } as const;

beforeEach(() => device.reset());

/**
 * A device behind a manager: what goes in and out is JSON in an envelope of another product, and the manager signs in.
 * `spoil` is what goes wrong on the manager's side.
 */
function behindManager(spoil: (request: DeviceRequest) => FortiError | undefined = () => undefined) {
  const { url, fingerprint, token } = device.handle;
  const inner = createDefaultTransport({ url, tls: { fingerprint } });
  const asked: { resource: string; payload: JsonValue | undefined }[] = [];
  let closed = 0;
  const transport: Transport = {
    send: async (request) => {
      const error = spoil(request);
      if (error !== undefined) throw error;
      const query = (request.query ?? []).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
      asked.push({ resource: `${request.path}?${query}`, payload: request.body });
      const answer = await inner.send({
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
      const envelope = JSON.stringify({ result: [{ data: { response: answer.body, status: answer.status } }] });
      return unwrap(envelope);
    },
    close: () => {
      closed++;
      return inner.close();
    },
  };
  return { transport, asked, closed: () => closed };
}

function unwrap(envelope: string): DeviceResponse {
  const { result } = JSON.parse(envelope) as { result: [{ data: { response: string; status: number } }] };
  const [{ data }] = result;
  return { status: data.status, headers: { "content-type": "application/json" }, body: data.response };
}

test("feature custom-transport: everything works through any transport, which needs to know nothing of FortiOS", async () => {
  const { transport, asked, closed } = behindManager();
  {
    await using fgt = createFortiGate({ transport, runtime: systemRuntime, vdom: "root" });
    const addresses = fgt.cmdb("firewall/address");
    assert.equal((await addresses.ensure(web)).changed, true);
    assert.equal((await addresses.ensure(web)).changed, false);
    assert.equal((await addresses.find("web"))?.name, "web");
    assert.equal(await addresses.find("nope"), undefined);
    assert.equal(fgt.version, "7.6.5");
    assert.equal(fgt.stats().writes, 1);
  }
  assert.equal(closed(), 1);
  assert.ok(asked.every(({ resource }) => resource.startsWith("/api/v2/cmdb/firewall/address")));
  assert.deepEqual(asked.find(({ payload }) => payload !== undefined)?.payload, web);
});

test("feature custom-transport: it can stand in for the own one, and then the address has no use", async () => {
  const { transport } = behindManager();
  const { token } = device.handle;
  await using fgt = connectFortiGate({ url: "https://192.0.2.1", token, transport });
  assert.ok((await fgt.cmdb("firewall/address").list()).length > 0);
});

test("feature custom-transport: what the device refuses behind it is told apart as ever", async () => {
  const { transport } = behindManager();
  await using fgt = createFortiGate({ transport, runtime: systemRuntime });
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create(web);
  await assert.rejects(addresses.create(web), (error) => isFortiError(error, "DUPLICATE"));
  await assert.rejects(addresses.get("nope"), (error) => isFortiError(error, "NOT_FOUND"));
  await device.fault({ kind: "soft-error", times: 1 });
  await assert.rejects(addresses.list(), (error) => isFortiError(error, "DEVICE_ERROR"));
});

test("feature custom-transport: what it says of how far a request got decides over retries", async () => {
  for (const [reached, attempts] of [
    ["no", 3],
    ["maybe", 1],
  ] as const) {
    let tries = 0;
    const { transport } = behindManager((request) => {
      tries++;
      return tries < 3
        ? new FortiError({ code: "NETWORK", message: "The manager lost it", request, reached })
        : undefined;
    });
    await device.reset();
    await using fgt = createFortiGate({ transport, runtime: systemRuntime, retry: { baseMs: 1 } });
    const created = fgt.cmdb("firewall/address").create(web);
    if (reached === "no") await created;
    else await assert.rejects(created, (error) => isFortiError(error, "NETWORK"));
    assert.equal(tries, attempts, reached);
  }
});

test("feature custom-transport: its own errors come through, are counted, and are never taken for an answer", async () => {
  const transport: Transport = {
    send: () => Promise.reject(new TypeError("The manager is no FortiManager")),
    close: () => Promise.resolve(),
  };
  await using fgt = createFortiGate({ transport, runtime: systemRuntime });
  await assert.rejects(fgt.cmdb("firewall/address").list(), /The manager is no FortiManager/);
  assert.equal(fgt.stats().failures, 1);
});

test("feature custom-transport: an answer that is none is an error, and not an empty list", async () => {
  for (const body of ["", "<html><body>Manager</body></html>", '{"result": [', "[]", "[{}, {}]", "7"]) {
    const transport: Transport = {
      send: () => Promise.resolve({ status: 200, headers: {}, body }),
      close: () => Promise.resolve(),
    };
    await using fgt = createFortiGate({ transport, runtime: systemRuntime });
    await assert.rejects(
      fgt.cmdb("firewall/address").list(),
      (error) => isFortiError(error, "BAD_RESPONSE"),
      JSON.stringify(body),
    );
  }
});
