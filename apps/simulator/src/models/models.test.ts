import assert from "node:assert/strict";
import { test } from "node:test";
import { createIdentity } from "../device/identity.ts";
import { startDevice } from "../testing/client.ts";
import { DEFAULT_MODEL, MODELS, modelOfSerial, parseModel } from "./models.ts";

for (const model of MODELS) {
  test(`${model.id} is whole`, () => {
    const names = model.ports.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, "no port twice");
    for (const group of [model.hardwareSwitch, model.fortilink]) {
      assert.deepEqual(group?.members.filter((member) => !names.includes(member)) ?? [], []);
    }
    assert.deepEqual(
      model.haPorts.filter((name) => !names.includes(name)),
      [],
    );
    const reached = [...names, model.hardwareSwitch?.name];
    assert.ok(reached.includes(model.management.interface));
    assert.match(createIdentity(7, "7.4.8", model).serial, /^[A-Z0-9]{15}7$/);
  });
}

test("a model is found by its id, whatever the case and with or without its hyphen", () => {
  assert.equal(parseModel("fgt60f").id, "FGT-60F");
  assert.equal(parseModel("FGVM64"), DEFAULT_MODEL);
  assert.throws(() => parseModel("FGT-61"), /Cannot simulate the model "FGT-61": give one of FGVM64, FGT-40F/);
});

test("a device says which model it is", async (t) => {
  const device = await startDevice(t, { model: "FGT-60F" });
  assert.equal(device.handle.serial, "FGT60FTK00000001");
  const { results } = (await device.get("monitor/system/status")).body;
  assert.deepEqual([results.model, results.model_name, results.model_number], ["FGT60F", "FortiGate", "60F"]);
});

test("a serial number tells the model", () => {
  for (const model of MODELS) assert.equal(modelOfSerial(createIdentity(3, "7.4.8", model).serial), model);
  assert.equal(modelOfSerial("FGT61"), DEFAULT_MODEL);
});
