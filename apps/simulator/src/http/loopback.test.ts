import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";
import { strangerIn } from "./loopback.ts";

test("programs and pages of this machine's own are let in", () => {
  for (const headers of [
    { host: "127.0.0.1:8080" },
    { host: "localhost" },
    { host: "[::1]:8080", "sec-fetch-site": "none" },
    { host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-origin" },
  ]) {
    assert.equal(strangerIn(headers), undefined, JSON.stringify(headers));
  }
});

test("other names, and pages of other sites, are not", () => {
  for (const headers of [
    {},
    { host: "example.org:8080" },
    { host: "127.0.0.1.example.org" },
    { host: "127.0.0.1:8080", origin: "https://example.org" },
    { host: "127.0.0.1:8080", origin: "http://127.0.0.1:9090" },
    { host: "127.0.0.1:8080", origin: "null" },
    { host: "127.0.0.1:8080", "sec-fetch-site": "cross-site" },
    { host: "127.0.0.1:8080", "sec-fetch-site": "same-site" },
  ]) {
    assert.match(strangerIn(headers) ?? "", /served to 127|may ask/, JSON.stringify(headers));
  }
});

test("a page of another site cannot use a control API", async (t) => {
  const { handle } = await startDevice(t);
  const body = JSON.stringify({ hide: ["firewall/address"] });
  const headers = { origin: "https://example.org", "content-type": "text/plain" };
  const answer = await fetch(`${handle.control}/schema`, { method: "POST", headers, body });
  assert.equal(answer.status, 403);
  assert.match((await answer.json()).message, /example\.org/);
});
