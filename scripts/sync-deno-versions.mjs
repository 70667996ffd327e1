// After changesets has raised the npm versions, what else names a package's version follows: JSR's deno.json, and the code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const packages = new URL("../packages/", import.meta.url);

/** The first match in a file is the package's own version; the rest of the file stays as it is written. */
const FOLLOWERS = {
  "deno.json": /(?<="version":\s*")[^"]*/,
  "src/version.ts": /(?<=VERSION: string = ")[^"]*/,
};

for (const folder of readdirSync(packages)) {
  for (const [file, pattern] of Object.entries(FOLLOWERS)) {
    const follower = new URL(`${folder}/${file}`, packages);
    if (!existsSync(follower)) continue;
    const { name, version } = JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), "utf8"));
    const before = readFileSync(follower, "utf8");
    const after = before.replace(pattern, version);
    if (after === before) continue;
    writeFileSync(follower, after);
    console.log(`${name}: ${file} is now at ${version}`);
  }
}
