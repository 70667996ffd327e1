import assert from "node:assert/strict";
import { it } from "node:test";
import { FortiError } from "@fortiweave/core";
import { codeOf, toNodeError } from "./node-error.ts";

it("gives a catch node the code, the hint and the device's own words", () => {
  const error = new FortiError({
    code: "IN_USE",
    message: 'Cannot delete address "web"',
    hint: "Take it out of the policy first",
    status: 500,
    deviceCode: -23,
  });
  const shown = toNodeError(error);
  assert.equal(String(shown), 'Cannot delete address "web". Take it out of the policy first');
  assert.deepEqual({ ...shown }, { name: "", code: "IN_USE" });
  assert.deepEqual(shown.cause, error.toJSON());
  assert.equal(codeOf(error), "IN_USE");
});

it("passes any other error on as it is", () => {
  const error = new TypeError("oops");
  assert.equal(toNodeError(error), error);
  assert.equal(toNodeError("oops").message, "oops");
  assert.equal(codeOf(error), "error");
});
