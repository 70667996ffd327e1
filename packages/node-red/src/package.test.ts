import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "node:test";
import { DEFAULT_SETTINGS } from "./fortigate/settings.ts";

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly wires?: readonly (readonly string[])[];
  readonly links?: readonly string[];
  readonly scope?: readonly string[];
  readonly [property: string]: unknown;
}

/** How a flow names an environment variable. */
const variable = (name: string): string => `\${${name}}`;

const root = `${import.meta.dirname}/..`;
const manifest = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
const examples = globSync("examples/*.json", { cwd: root }).map((path) => ({
  name: basename(path),
  nodes: JSON.parse(readFileSync(`${root}/${path}`, "utf8")) as FlowNode[],
}));

describe("the package, as Node-RED's scorecard reads it", () => {
  it("has a scope, the keyword, a licence and the versions it works with", () => {
    assert.match(manifest.name, /^@fortiweave\//);
    assert.ok(manifest.keywords.includes("node-red"));
    assert.equal(manifest.license, "MIT");
    assert.ok(manifest["node-red"].version);
    assert.ok(manifest.engines.node);
    assert.equal(manifest.dependencies, undefined);
  });

  it("names a program and a dialog for each node", () => {
    for (const [name, path] of Object.entries(manifest["node-red"].nodes)) {
      assert.equal(path, `dist/${name}/${name}.js`);
      assert.ok(readFileSync(`${root}/src/${name}/${name}.html`, "utf8").includes(`data-template-name="${name}"`));
    }
  });

  it("has an example for each node", () => {
    const used = new Set(examples.flatMap(({ nodes }) => nodes.map(({ type }) => type)));
    for (const name of Object.keys(manifest["node-red"].nodes)) assert.ok(used.has(name), `no example uses ${name}`);
  });
});

for (const { name, nodes } of examples) {
  describe(`the example ${name}`, () => {
    it("wires only what it holds", () => {
      const ids = new Set(nodes.map(({ id }) => id));
      assert.equal(ids.size, nodes.length);
      const ends = nodes.flatMap(({ wires = [], links = [], scope = [] }) => [...wires.flat(), ...links, ...scope]);
      assert.deepEqual(
        ends.filter((id) => !ids.has(id)),
        [],
      );
    });

    it("takes the FortiGate from the environment and holds no secret", () => {
      const [config, ...others] = nodes.filter(({ type }) => type === "fortigate-config");
      assert.deepEqual(others, []);
      assert.equal(config?.url, variable("FORTIOS_HOST"));
      assert.deepEqual(config?.credentials, { token: variable("FORTIOS_TOKEN") });
    });

    it("sets only what the node knows", () => {
      const known = new Set(["id", "type", "z", "name", "x", "y", "wires", ...Object.keys(DEFAULT_SETTINGS)]);
      const properties = nodes.filter(({ type }) => type === "fortigate").flatMap((node) => Object.keys(node));
      assert.deepEqual(
        properties.filter((property) => !known.has(property)),
        [],
      );
    });
  });
}
