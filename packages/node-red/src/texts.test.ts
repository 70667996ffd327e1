import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { MENU } from "./fortigate/menu.ts";

const folder = import.meta.dirname;
const read = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");

/** The keys of a tree of texts: `fortigate.label.name`. */
function keysOf(tree: Readonly<Record<string, unknown>>, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [prefix + name] : keysOf(value as Record<string, unknown>, `${prefix}${name}.`),
  );
}

for (const node of ["fortigate", "fortigate-config"]) {
  describe(`the texts of ${node}`, () => {
    const texts = new Set(keysOf(JSON.parse(read(`${node}/locales/en-US/${node}.json`))));
    const dialog = read(`${node}/${node}.html`);
    const programs = globSync(`${node}/**/*.ts`, { cwd: folder, exclude: ["**/*.test.ts"] })
      .map(read)
      .join("\n");

    it("hold every text that the dialog names", () => {
      const named = [...dialog.matchAll(/data-i18n="(?:\[\w+\])?([^"]+)"/g)].map(([, key = ""]) => key);
      assert.ok(named.length > 5);
      assert.deepEqual(
        named.filter((key) => !texts.has(key)),
        [],
      );
    });

    it("hold every text that the scripts name", () => {
      const named = [...programs.matchAll(/translate\("([^"]+)"/g)].map(([, key]) => `${node}.${key}`);
      assert.ok(named.length > 1);
      assert.deepEqual(
        named.filter((key) => !texts.has(key)),
        [],
      );
    });

    it("hold nothing that nobody names", () => {
      const everything = dialog + programs;
      const unused = [...texts].filter((key) => {
        const [, group, name] = key.split(".");
        return !everything.includes(key) && !everything.includes(`"${group}.${name}"`) && !COMPUTED.has(String(group));
      });
      assert.deepEqual(unused, []);
    });
  });
}

/** Groups of texts that are named by an operation or an outcome. */
const COMPUTED: ReadonlySet<string> = new Set(["operation", "status"]);

it("name every operation of the menu", () => {
  const { operation } = JSON.parse(read("fortigate/locales/en-US/fortigate.json")).fortigate;
  const names = Object.values(MENU).flatMap((operations) => Object.keys(operations));
  assert.deepEqual(Object.keys(operation).sort(), names.sort());
});

it("the help of each node speaks of every input, output and detail", () => {
  for (const node of ["fortigate", "fortigate-config"]) {
    const help = read(`${node}/locales/en-US/${node}.html`);
    assert.match(help, new RegExp(`data-help-name="${node}"`));
    assert.match(help, /<h3>Details<\/h3>/);
  }
  for (const part of ["Inputs", "Outputs", "Errors", "References"]) {
    assert.match(read("fortigate/locales/en-US/fortigate.html"), new RegExp(`<h3>${part}</h3>`));
  }
});
