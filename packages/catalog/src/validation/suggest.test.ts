import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./suggest.ts";

const FIELDS = ["srcaddr", "dstaddr", "srcintf", "service", "status"];

test("the nearest word is found, and none when none is near", () => {
  assert.equal(nearest("srcadr", FIELDS), "srcaddr");
  assert.equal(nearest("SrcAddr", FIELDS), "srcaddr");
  assert.equal(nearest("src_intf", ["src-intf"]), "src-intf");
  assert.equal(nearest("schedule", FIELDS), undefined);
  assert.equal(nearest("", FIELDS), undefined);
  assert.equal(nearest("x", FIELDS), undefined);
});
