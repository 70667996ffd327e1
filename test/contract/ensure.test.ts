import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDevice } from "./device.ts";
import { entryOf, simpleTables } from "./random-entry.ts";

for (const version of ["7.6.5", "7.2.11"]) {
  test(`${version}: what ensure has done to any entry of any table it does not do again`, async () => {
    const device = await openDevice(version);
    await device.reset();
    await using fgt = device.connect();
    const tables = await simpleTables(version);
    const anyEntry = fc
      .constantFrom(...tables)
      .chain((table) => entryOf(table, version).map((entry) => ({ path: table.path, entry })));
    await fc.assert(
      fc.asyncProperty(anyEntry, async ({ path, entry }) => {
        const table = fgt.untyped().cmdb(path);
        await table.ensure(entry);
        await device.forget();
        const { action, diff } = await table.ensure(entry);
        assert.deepEqual([action, diff], ["unchanged", []]);
        assert.deepEqual(
          (await device.calls()).filter((call) => !call.startsWith("GET ")),
          [],
        );
      }),
      { numRuns: 200 },
    );
  });
}
