import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { installTarballs } from "../../apps/playground/src/install-tarballs.ts";
import { packPackage } from "../../apps/playground/src/pack.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "fortiweave-loading-"));
  await installTarballs(folder, "node-red-project", [await packPackage("node-red", folder)]);
});
after(() => rm(folder, { recursive: true, force: true }));

/** As much of Node-RED as a node asks for while it is loaded. */
function fakeRed() {
  const registered: string[] = [];
  const routes: string[] = [];
  const guards: string[] = [];
  const add = (path: string) => routes.push(path);
  return {
    registered,
    routes,
    guards,
    RED: {
      nodes: { registerType: (type: string) => registered.push(type) },
      auth: { needsPermission: (permission: string) => guards.push(permission) },
      httpAdmin: { get: add, post: add },
    },
  };
}

for (const [node, permission] of [
  ["fortigate-config", "fortigate.write"],
  ["fortigate", "fortigate.read"],
] as const) {
  describe(`the packed ${node}`, () => {
    const program = () => join(folder, "node_modules/@fortiweave/node-red-fortinet/dist", node, `${node}.js`);

    function checkRegister(register: unknown): void {
      assert.equal(typeof register, "function");
      const { RED, registered, routes, guards } = fakeRed();
      (register as (red: unknown) => void)(RED);
      assert.deepEqual(registered, [node]);
      assert.ok(routes.length > 0);
      assert.deepEqual(
        guards,
        Array.from(routes, () => permission),
        "every admin route is guarded",
      );
    }

    it("loads with require(), as in Node-RED 4", () => {
      checkRegister(createRequire(import.meta.url)(program()));
    });

    it("loads with import(), as in Node-RED 5", async () => {
      checkRegister((await import(pathToFileURL(program()).href)).default);
    });
  });
}
