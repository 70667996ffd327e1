import assert from "node:assert/strict";
import { test } from "node:test";
import { isWithin, maskText, networkText, readSubnet, toNumber, toText } from "./ipv4.ts";

test("addresses are numbers and texts", () => {
  for (const text of ["0.0.0.0", "10.1.2.3", "192.168.255.1", "255.255.255.255"]) {
    const number = toNumber(text);
    assert.ok(number !== undefined);
    assert.equal(toText(number), text);
  }
  for (const wrong of ["", "10.0.0", "10.0.0.256", "::1", "x"]) assert.equal(toNumber(wrong), undefined, wrong);
});

test("networks are read in every form, and refuse others", () => {
  for (const text of ["10.1.2.3 255.255.255.0", "10.1.2.3/24", "10.1.2.3/255.255.255.0"]) {
    const subnet = readSubnet(text);
    assert.ok(subnet);
    assert.equal(networkText(subnet), "10.1.2.0/24");
    assert.ok(isWithin(subnet, toNumber("10.1.2.255") ?? 0));
    assert.ok(!isWithin(subnet, toNumber("10.1.3.0") ?? 0));
  }
  const all = readSubnet("0.0.0.0 0.0.0.0");
  assert.deepEqual([all?.prefix, all?.broadcast], [0, 2 ** 32 - 1]);
  assert.equal(readSubnet("10.0.0.9")?.prefix, 32);
  assert.deepEqual([maskText(0), maskText(17), maskText(32)], ["0.0.0.0", "255.255.128.0", "255.255.255.255"]);
  for (const wrong of ["", "10.0.0.1/33", "10.0.0.1 255.0.255.0", "all"]) {
    assert.equal(readSubnet(wrong), undefined, wrong);
  }
});
