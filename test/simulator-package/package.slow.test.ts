import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { FortiGateHandle, Simulator } from "@fortiweave/simulator";
import { createEmptyMachine, type EmptyMachine, packSimulator } from "./empty-machine.ts";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const ARGS = ["--json", "--fortigate", "2", "--fortimanager", "1"];

/** Everything that the line of JSON tells. */
type Started = Pick<Simulator, "fortigates" | "fortimanager" | "status">;

async function started(child: ChildProcess): Promise<Started> {
  let line = "";
  for await (const chunk of child.stdout ?? []) {
    line += chunk;
    if (line.includes("\n")) break;
  }
  return JSON.parse(line) as Started;
}

function get({ url, token }: FortiGateHandle, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}` } };
    const sent = request(`${url}${path}`, options, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    );
    sent.once("error", reject).end();
  });
}

for (const tool of ["pnpm", "npm"] as const) {
  describe(`the simulator as ${tool} packs it, on an empty machine`, () => {
    let machine: EmptyMachine;
    let tarball: string;
    let project: string;

    before(async () => {
      machine = await createEmptyMachine();
      tarball = await packSimulator(tool, await machine.folder("packed"));
      project = await machine.folder("project");
      await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
      const { code, text } = await machine.run("npm", ["install", "--no-audit", "--no-fund", tarball], project);
      assert.equal(code, 0, text);
    });
    after(() => machine?.remove());

    const installed = (path: string) => join(project, "node_modules/@fortiweave/simulator", path);

    test("it brings everything along that it needs, and the licences of that", async () => {
      const manifest = JSON.parse(await readFile(installed("package.json"), "utf8"));
      assert.equal(manifest.dependencies, undefined);
      const { text } = await machine.run("ls", ["node_modules", "node_modules/@fortiweave"], project);
      assert.match(text, /^node_modules:\n@fortiweave\n\nnode_modules\/@fortiweave:\nsimulator\n$/);
      const licences = await readFile(installed("dist/THIRD-PARTY-LICENSES.txt"), "utf8");
      assert.match(licences, /^selfsigned \d/m);
      assert.match(licences, /Permission is hereby granted/);
      assert.match(await readFile(installed("LICENSE"), "utf8"), /MIT/);
      const { text: files } = await machine.run("tar", ["-tzf", tarball], project);
      assert.doesNotMatch(files, /\.test\.|\/src\/|node_modules/);
    });

    test("npx runs it, from the tarball and by its name", async () => {
      const elsewhere = await machine.folder("elsewhere");
      for (const [args, cwd] of [
        [["--yes", `file:${tarball}`], elsewhere],
        [["--yes", "--package", tarball, "fortiweave-simulator"], elsewhere],
        [["@fortiweave/simulator"], project],
        [["fortiweave-simulator"], project],
      ] as const) {
        const { code, text } = await machine.run("npx", [...args, "--version"], cwd);
        assert.deepEqual([code, text], [0, "0.0.0\n"], args.join(" "));
      }
    });

    test("what npx starts serves devices and the page, until it is stopped", async () => {
      const child = machine.start("npx", ["@fortiweave/simulator", ...ARGS], project);
      const ended = once(child, "exit");
      try {
        const { fortigates, fortimanager, status } = await started(child);
        assert.equal(fortigates.length, 2);
        for (const fortigate of fortigates) {
          const { status: code, body } = await get(fortigate, "/api/v2/cmdb/firewall/address?count=1");
          assert.deepEqual([code, JSON.parse(body).serial], [200, fortigate.serial]);
        }
        assert.equal((await get(fortimanager as FortiGateHandle, "/")).status, 404);
        for (const path of ["", "main.js", "style.css", "api/devices"]) {
          assert.equal((await fetch(`${status}/${path}`)).status, 200, path);
        }
      } finally {
        // npx itself passes no signal on.
        process.kill(-(child.pid ?? 0), "SIGTERM");
      }
      await ended;
    });

    test("its own command starts fast and ends well on SIGTERM", async (t) => {
      const begun = performance.now();
      const child = machine.start(join(project, "node_modules/.bin/fortiweave-simulator"), ARGS, project);
      const ended = once(child, "exit");
      await started(child);
      const ms = Math.round(performance.now() - begun);
      t.diagnostic(`${ms} ms until two FortiGates and a FortiManager serve`);
      child.kill("SIGTERM");
      assert.deepEqual(await ended, [0, null]);
      assert.ok(ms < 10_000);
    });

    test("an old Node is told what it takes", async () => {
      const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })';
      const args = [
        "--import",
        `data:text/javascript,${encodeURIComponent(old)}`,
        installed("bin/fortiweave-simulator.mjs"),
      ];
      const { code, text } = await machine.run(process.execPath, args, project);
      assert.deepEqual([code, text.split("\n").length], [1, 2]);
      assert.match(text, /needs Node 22\.19 or newer, and this is Node 20\.20\.2/);
    });

    test("as a library it takes three lines", async () => {
      const lines = [
        'import { startSimulator } from "@fortiweave/simulator";',
        "const simulator = await startSimulator({ fortigates: 1, fortimanager: 1 });",
        "await simulator.close();",
      ];
      await writeFile(join(project, "three-lines.mjs"), lines.join("\n"));
      const args = ["--no-experimental-strip-types", "three-lines.mjs"];
      assert.deepEqual(await machine.run(process.execPath, args, project), { code: 0, text: "" });
      const checked = [
        'import { parseRecording } from "@fortiweave/simulator";',
        ...lines,
        "parseRecording satisfies object;",
      ];
      await writeFile(join(project, "three-lines.ts"), checked.join("\n"));
      const wrong = [lines[0], 'await startSimulator({ fortigates: "one" });'];
      await writeFile(join(project, "wrong.ts"), wrong.join("\n"));
      const flags = "--noEmit --strict --skipLibCheck false --module nodenext --target es2022 --ignoreConfig".split(
        " ",
      );
      const check = (file: string) => machine.run(process.execPath, [TSC, ...flags, file], project);
      assert.deepEqual(await check("three-lines.ts"), { code: 0, text: "" });
      assert.match((await check("wrong.ts")).text, /^wrong\.ts\(2,\d+\): error TS2322/);
    });

    test("what it exports at run time is what its types say", async () => {
      const script = 'import * as all from "@fortiweave/simulator"; console.log(Object.keys(all).sort().join());';
      await writeFile(join(project, "names.mjs"), script);
      const { text } = await machine.run(process.execPath, ["names.mjs"], project);
      const types = await readFile(installed("dist/mod.d.ts"), "utf8");
      const declared = [...types.matchAll(/^export \{ (\w+) \}/gm)].map(([, name]) => name).sort();
      assert.deepEqual(text.trim().split(","), declared);
    });
  });
}
