import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import { token } from "./token.ts";

test("the token goes into the header and among the secrets, and nowhere else", async () => {
  const request = readRequest({ query: [["vdom", "root"]], headers: { "x-trace": "1" }, secrets: ["psk-secret"] });
  const authorized = await token("s3cr3t-token").authorize(request);
  assert.deepEqual(authorized, {
    ...request,
    headers: { "x-trace": "1", authorization: "Bearer s3cr3t-token" },
    secrets: ["psk-secret", "s3cr3t-token"],
  });
});

for (const [what, value] of [
  ["empty", ""],
  ["with a blank", "abc def"],
  ["with a line break at its end", "abcdef\n"],
  ["with a header injected", "abc\r\nx-evil: 1"],
  ["with a control character", "abc\u0000"],
  ["beyond ASCII", "abcé"],
] as const) {
  test(`a token that is ${what} is refused, and not quoted`, () => {
    assert.throws(
      () => token(value),
      (error) => isFortiError(error, "INVALID_INPUT") && (value === "" || !error.format().includes(value)),
    );
  });
}

test("the strategy does not show the token when it is printed", () => {
  assert.ok(!JSON.stringify(token("s3cr3t-token")).includes("s3cr3t"));
});
