import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientOptions } from "./settings.ts";

/** How a flow names an environment variable. */
const variable = (name: string): string => `\${${name}}`;

const token = "0123456789abcdefghijklmno";

describe("clientOptions", () => {
  it("takes URL, token and VDOM, without the blanks around them", () => {
    const options = clientOptions({ url: " https://192.0.2.1 ", vdom: "branch" }, { token: `${token}\n` });
    assert.deepEqual(options, { url: "https://192.0.2.1", token, vdom: "branch", tls: {} });
  });

  it("leaves an empty VDOM to the FortiGate", () => {
    assert.equal("vdom" in clientOptions({ url: "192.0.2.1", vdom: " " }, { token }), false);
  });

  for (const [trust, tls] of [
    ["system", {}],
    ["ca", { ca: "PEM" }],
    ["pin", { fingerprint: "AB:CD" }],
    ["none", { verify: false }],
  ] as const) {
    it(`judges the certificate as chosen: ${trust}`, () => {
      const settings = { url: "192.0.2.1", trust, ca: "PEM", fingerprint: "AB:CD" };
      assert.deepEqual(clientOptions(settings, { token }).tls, tls);
    });
  }

  it("verifies against the system's authorities when the CA or the pin is missing", () => {
    assert.deepEqual(clientOptions({ url: "192.0.2.1", trust: "ca", ca: "" }, { token }).tls, {});
    const unset = { url: "192.0.2.1", trust: "pin", fingerprint: variable("FORTIOS_FINGERPRINT") } as const;
    assert.deepEqual(clientOptions(unset, { token }).tls, {});
  });

  it("names the environment variable that is not set", () => {
    assert.throws(() => clientOptions({ url: variable("FORTIOS_HOST") }, { token }), {
      code: "INVALID_INPUT",
      message: /URL refers to the environment variable FORTIOS_HOST, which is not set/,
    });
  });

  it("asks for a missing URL and a missing token", () => {
    assert.throws(() => clientOptions({ url: "" }, { token }), { code: "INVALID_INPUT", message: /has no URL/ });
    assert.throws(() => clientOptions({ url: "192.0.2.1" }, {}), {
      code: "INVALID_INPUT",
      message: /has no API token/,
    });
  });
});
