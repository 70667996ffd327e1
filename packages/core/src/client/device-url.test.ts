import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { deviceUrl } from "./device-url.ts";

test("an address is read the way people write it", () => {
  const cases: readonly [given: string, url: string][] = [
    ["https://192.0.2.1", "https://192.0.2.1/"],
    ["192.0.2.1", "https://192.0.2.1/"],
    ["192.0.2.1:8443", "https://192.0.2.1:8443/"],
    ["fgt.example.com", "https://fgt.example.com/"],
    ["fgt-1.example.com:8443", "https://fgt-1.example.com:8443/"],
    ["localhost:8443", "https://localhost:8443/"],
    ["https://fgt.example.com:10443/", "https://fgt.example.com:10443/"],
    ["https://proxy.example.com/fgt/", "https://proxy.example.com/fgt/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["2001:db8::1", "https://[2001:db8::1]/"],
    ["::1", "https://[::1]/"],
    ["[2001:db8::1]", "https://[2001:db8::1]/"],
    ["[2001:db8::1]:8443", "https://[2001:db8::1]:8443/"],
    ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/"],
    ["  192.0.2.1\n", "https://192.0.2.1/"],
  ];
  for (const [given, url] of cases) assert.equal(deviceUrl(given), url);
});

test("anything else is refused, and never quoted", () => {
  const bad = [
    "",
    " ",
    "https://",
    "ftp://192.0.2.1",
    "a b",
    "admin:secret@192.0.2.1",
    "https://admin:secret@192.0.2.1",
    "host:99999",
    "2001:db8::g::1",
    "192.0.2.1,192.0.2.2",
    "host?x",
  ];
  for (const given of [...bad, undefined as unknown as string]) {
    assert.throws(
      () => deviceUrl(given),
      (error) => isFortiError(error, "INVALID_INPUT") && !/secret/.test(error.message),
      String(given),
    );
  }
});
