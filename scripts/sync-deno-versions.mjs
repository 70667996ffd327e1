// JSR reads a package's version from deno.json: after changesets has raised the npm versions, they follow.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const packages = new URL("../packages/", import.meta.url);

for (const folder of readdirSync(packages)) {
  const [npm, jsr] = ["package.json", "deno.json"].map((name) => new URL(`${folder}/${name}`, packages));
  if (!existsSync(jsr)) continue;
  const { name, version } = JSON.parse(readFileSync(npm, "utf8"));
  const before = readFileSync(jsr, "utf8");
  // The first "version" in the file is the package's own; the rest of the file stays as it is written.
  const after = before.replace(/("version":\s*)"[^"]*"/, `$1"${version}"`);
  if (after === before) continue;
  writeFileSync(jsr, after);
  console.log(`${name}: deno.json is now at ${version}`);
}
