import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceRequest } from "@fortiweave/core";
import type { IHttpRequestOptions } from "n8n-workflow";
import type { DeviceContext } from "./context.ts";
import { createN8nTransport } from "./transport.ts";

const READ: DeviceRequest = {
  operation: "cmdb firewall/address get",
  effect: "read",
  idempotent: true,
  method: "GET",
  path: "/api/v2/cmdb/firewall/address/a%2Fb%20c%25d",
  query: [
    ["filter", "name=@a b"],
    ["filter", "x"],
  ],
};

function createTransport(url = "https://192.0.2.1") {
  const sent: { credentialType: string; options: IHttpRequestOptions; self: unknown }[] = [];
  const context = {
    helpers: {
      httpRequestWithAuthentication(this: unknown, credentialType: string, options: IHttpRequestOptions) {
        sent.push({ credentialType, options, self: this });
        return Promise.resolve({ statusCode: 404, headers: { "Content-Type": "application/json" }, body: "{}" });
      },
    },
  } as unknown as DeviceContext;
  return { transport: createN8nTransport(context, { url, credentialType: "fortiApi" }), sent, context };
}

describe("createN8nTransport", () => {
  it("sends through n8n with the credential, and leaves judging the answer to us", async () => {
    const { transport, sent, context } = createTransport();
    const answer = await transport.send(READ);
    assert.deepEqual(answer, { status: 404, headers: { "content-type": "application/json" }, body: "{}" });
    const [{ credentialType, options, self } = { options: {} as IHttpRequestOptions }] = sent;
    assert.equal(credentialType, "fortiApi");
    assert.equal(self, context);
    assert.equal(
      options.url,
      "https://192.0.2.1/api/v2/cmdb/firewall/address/a%2Fb%20c%25d?filter=name%3D%40a%20b&filter=x",
    );
    assert.equal(options.returnFullResponse, true);
    assert.equal(options.ignoreHttpStatusErrors, true);
    assert.equal(options.disableFollowRedirect, true);
    assert.equal(options.encoding, "text");
    assert.equal("body" in options, false);
  });

  it("sends a body as text, for n8n drops an empty object", async () => {
    const { transport, sent } = createTransport();
    await transport.send({ ...READ, method: "POST", query: [], body: {}, timeoutMs: 1234 });
    const options = sent[0]?.options;
    assert.equal(options?.body, "{}");
    assert.equal(options?.headers?.["content-type"], "application/json");
    assert.equal(options?.timeout, 1234);
  });

  it("asks for bytes as bytes, and for a stream as well, which n8n does not know", async () => {
    const { transport, sent } = createTransport();
    for (const expect of ["bytes", "stream"] as const) await transport.send({ ...READ, expect });
    assert.deepEqual(
      sent.map(({ options }) => options.encoding),
      ["arraybuffer", "arraybuffer"],
    );
  });

  it("sends no path that a URL parser would change", async () => {
    const { transport, sent } = createTransport();
    for (const path of ["/api/v2/cmdb/firewall/address/..", "/api/v2/cmdb/a/%2E%2e/b", "/a b"]) {
      await assert.rejects(transport.send({ ...READ, path }), { code: "INVALID_INPUT" }, path);
    }
    assert.equal(sent.length, 0);
  });

  it("refuses what is no address of a device", () => {
    for (const url of ["10.0.0.1", "ftp://10.0.0.1", "https://user:secret@10.0.0.1", ""]) {
      assert.throws(() => createTransport(url), { code: "INVALID_INPUT" }, url);
    }
  });
});
