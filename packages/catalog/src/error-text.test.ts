import assert from "node:assert/strict";
import { test } from "node:test";
import { errorText } from "./error-text.ts";

test("codes of the device have a meaning", () => {
  assert.equal(errorText(-23), "entry in use");
  assert.equal(errorText(-5), "duplicate entry");
  assert.equal(errorText(12_345), undefined);
});
