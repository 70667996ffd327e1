/**
 * Writes the pictures of both editors: `node src/screenshots/main.ts [folder]`, by default the ones in docs/.
 *
 * @module
 */

import { mkdir, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type FortiGateHandle, startSimulator } from "@fortiweave/simulator";
import { readCertificate } from "../certificate.ts";
import { watchSignals } from "../interrupt.ts";
import { installN8n } from "../n8n/install.ts";
import { startN8n } from "../n8n/server.ts";
import { N8N_CACHE } from "../n8n-cache.ts";
import { startNodeRed } from "../node-red/server.ts";
import { packPackage } from "../pack.ts";
import { createProgress } from "../progress.ts";
import { findChromium } from "./chromium.ts";
import { screenshotN8n } from "./n8n.ts";
import { createSampleWorkflow, SAMPLE_NODE } from "./n8n-sample.ts";
import { screenshotNodeRed } from "./node-red.ts";

const DOCS = fileURLToPath(new URL("../../../../docs", import.meta.url));

const signal = watchSignals();
const progress = createProgress(
  (text) => process.stderr.write(text),
  () => performance.now(),
);

async function main(folder: string): Promise<void> {
  progress("chromium", findChromium());
  await mkdir(folder, { recursive: true });
  await using scratch = await mkdtempDisposable(join(tmpdir(), "fortiweave-pack-"));
  await using cleanup = new AsyncDisposableStack();
  const simulator = await startSimulator();
  cleanup.defer(() => simulator.close());
  const fortigate = simulator.fortigates[0] as FortiGateHandle;

  const nodeRed = await startNodeRed({
    packages: [await packPackage("node-red", scratch.path)],
    env: {
      FORTIOS_HOST: fortigate.url,
      FORTIOS_TOKEN: fortigate.token,
      FORTIOS_FINGERPRINT: fortigate.fingerprint,
    },
  });
  cleanup.defer(() => nodeRed.stop());
  signal.throwIfAborted();
  await screenshotNodeRed(nodeRed, join(folder, "node-red-editor.png"));
  progress("node-red", join(folder, "node-red-editor.png"));

  const log = (line: string) => progress("n8n", line);
  const { bin } = await installN8n({ cacheDir: N8N_CACHE, log, signal });
  const n8n = await startN8n({ bin, packages: [await packPackage("n8n-fortigate", scratch.path)] });
  cleanup.defer(() => n8n.stop());
  signal.throwIfAborted();
  const { url, token } = fortigate;
  const credential = await n8n.api.createCredential({
    name: "Branch office",
    type: "fortinetFortiGateApi",
    data: { url, token, ca: await readCertificate(fortigate) },
  });
  const workflowId = await createSampleWorkflow(n8n.api, credential);
  const file = join(folder, "n8n-editor.png");
  await screenshotN8n(n8n, { workflowId, node: SAMPLE_NODE, file, waitFor: "Associated interface" });
  progress("n8n", file);
}

try {
  await main(resolve(process.argv[2] ?? DOCS));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
