import assert from "node:assert/strict";
import { test } from "node:test";
import { readSignInBody } from "./read-body.ts";

test("texts, numbers and switches are read from JSON and from forms", () => {
  assert.deepEqual(readSignInBody('{"username":"admin","token_code":123456,"ack":true}'), {
    username: "admin",
    token_code: "123456",
    ack: "true",
  });
  assert.deepEqual(readSignInBody("username=a+b&secretkey=%26"), { username: "a b", secretkey: "&" });
});

test("what is neither counts as none, however deep it is", () => {
  assert.deepEqual(readSignInBody('{"username":{"toString":1},"secretkey":["x"],"more":null}'), {
    username: "",
    secretkey: "",
    more: "",
  });
  for (const text of ["[".repeat(100_000), `${"[".repeat(5000)}${"]".repeat(5000)}`]) {
    assert.equal(readSignInBody(text).username, undefined);
  }
});
