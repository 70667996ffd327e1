import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { findN8n, installN8n } from "../../apps/playground/src/n8n/install.ts";
import { type Bench, createBench } from "./real/bench.ts";
import { testCredential } from "./real/credential.ts";
import { testExample } from "./real/example.ts";
import { testFailures } from "./real/failures.ts";
import { testForms } from "./real/forms.ts";
import { testOperations } from "./real/operations.ts";

const CACHE = fileURLToPath(new URL("../../.cache/n8n", import.meta.url));
const mustRun = process.env.FORTIWEAVE_N8N === "1" || process.env.CI === "true";

const log = (line: string) => process.stderr.write(`${line}\n`);
const installed = mustRun ? await installN8n({ cacheDir: CACHE, log }) : await findN8n(CACHE);
const skip =
  installed === undefined && "n8n is not installed in .cache/n8n: set FORTIWEAVE_N8N=1 to have it installed (2 GB)";

describe("In a real n8n", { skip }, () => {
  let bench: Bench;
  before(async () => {
    if (installed !== undefined) bench = await createBench(installed);
  });
  after(() => bench?.close());

  testCredential(() => bench);
  testForms(() => bench);
  testOperations(() => bench);
  testFailures(() => bench);
  testExample(() => bench);
});
