import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { createConfiguration } from "../cmdb/configuration.ts";
import { createSchemas } from "../cmdb/schema.ts";
import { loadFactory } from "./load.ts";

for (const version of ["7.2.0", "7.4.8", "7.6.5"]) {
  test(`what ${version} starts with is whole: everything it refers to is there`, async () => {
    const schemas = createSchemas(fortios, version);
    const configuration = createConfiguration(schemas, await loadFactory(schemas, "edge", "secret"));
    configuration.checkAllReferences();
    assert.ok(configuration.table("firewall/address", "root").has("all"));
    assert.ok(configuration.table("system/interface", undefined).has("port10"));
    assert.equal(configuration.table("firewall/addrgrp", "root").has("blocked"), false);
  });
}
