import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { createConfiguration, type FactoryContent } from "../cmdb/configuration.ts";
import { createSchemas } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { createIdentity } from "../device/identity.ts";
import { schemaOf } from "../models/hardware-schema.ts";
import type { Model } from "../models/model.ts";
import { MODELS, parseModel } from "../models/models.ts";
import { loadFactory } from "./load.ts";

async function factoryOf(version: string, model: Model, position = 1): Promise<FactoryContent> {
  const schemas = createSchemas(fortios, version, schemaOf(model));
  return loadFactory(schemas, createIdentity(position, version, model), "secret");
}

for (const version of ["7.2.0", "7.2.13", "7.4.0", "7.4.8", "7.6.0", "7.6.5"]) {
  test(`what every model of ${version} starts with is whole: everything it refers to is there`, async () => {
    for (const model of MODELS) {
      const schemas = createSchemas(fortios, version, schemaOf(model));
      const factory = await loadFactory(schemas, createIdentity(1, version, model), "secret");
      const configuration = createConfiguration(schemas, factory);
      configuration.checkAllReferences();
      assert.ok(configuration.table("firewall/address", "root").has("all"));
      assert.equal(configuration.table("firewall/addrgrp", "root").has("blocked"), false);
      assert.equal(configuration.table("firewall.service/custom", "root").size, 87);
      assert.equal(configuration.table("system/automation-stitch", undefined).size, 9);
      const interfaces = configuration.table("system/interface", undefined);
      for (const { name } of model.ports) assert.ok(interfaces.has(name), `${model.id} has ${name}`);
    }
  });
}

test("what exists once and what each VDOM has are told apart, and root has tables of its own", async () => {
  const { global, vdom, root } = await factoryOf("7.4.8", parseModel("FGT-60F"));
  assert.deepEqual([...global.keys()].filter(isGlobal), [...global.keys()]);
  assert.deepEqual([...vdom.keys(), ...root.keys()].filter(isGlobal), []);
  assert.deepEqual([...root.keys()], ["system.dhcp/server", "firewall/policy"]);
  assert.ok([...root.keys()].every((path) => !vdom.has(path)));
});

test("devices of a model share what they have in common", async () => {
  const schemas = createSchemas(fortios, "7.4.8");
  const [one, other] = await Promise.all(
    [1, 2].map((position) => loadFactory(schemas, createIdentity(position, "7.4.8"), `secret ${position}`)),
  );
  assert.equal(one?.vdom, other?.vdom);
  const own = [...(one?.global ?? [])].filter(([path, entries]) => other?.global.get(path) !== entries);
  assert.deepEqual(own.map(([path]) => path).sort(), ["system/admin", "system/global"]);
});

test("uuids are different, and the same at every start", async () => {
  const [one, other] = await Promise.all([
    factoryOf("7.6.5", parseModel("FGVM64")),
    factoryOf("7.6.5", MODELS[0] as Model),
  ]);
  const uuids = [...(one?.vdom.get("firewall/address") ?? [])].map(([, { uuid }]) => String(uuid));
  assert.equal(new Set(uuids).size, uuids.length);
  for (const uuid of uuids) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(other?.vdom.get("firewall/address"), one?.vdom.get("firewall/address"));
});
