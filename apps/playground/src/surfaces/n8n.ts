/**
 * The job as a workflow in a real n8n: the package's own example, alerts posted to its webhook as a SIEM would.
 *
 * @module
 */

import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAnswers } from "../answers.ts";
import { readCertificate } from "../certificate.ts";
import { readFixtures } from "../fixtures.ts";
import { blockAlertsWorkflow } from "../n8n/example.ts";
import { installN8n } from "../n8n/install.ts";
import { type N8nServer, startN8n } from "../n8n/server.ts";
import { N8N_CACHE } from "../n8n-cache.ts";
import { packPackage } from "../pack.ts";
import type { Surface, SurfaceContext } from "./surface.ts";

interface Webhook {
  readonly name: string;
  readonly parameters: { readonly path: string };
  disabled?: boolean;
}

export function createN8nSurface({ fortigate, safeRanges, log, signal }: SurfaceContext): Surface {
  let starting: Promise<N8nServer> | undefined;
  let ready: { readonly server: N8nServer; readonly workflowId: string; readonly webhook: string } | undefined;

  async function start(): Promise<N8nServer> {
    const { bin, version } = await installN8n({ cacheDir: N8N_CACHE, log, signal });
    await using scratch = await mkdtempDisposable(join(tmpdir(), "fortiweave-pack-"));
    const tarball = await packPackage("n8n-fortigate", scratch.path);
    log(`starting n8n ${version} with the packed node`);
    return await startN8n({ bin, packages: [tarball] });
  }

  /** As a person does: a credential, the example with its webhook switched on, and the workflow active. */
  async function prepare({ url, api }: N8nServer): Promise<{ workflowId: string; webhook: string }> {
    const { id, name } = await api.createCredential({
      name: fortigate.name,
      type: "fortinetFortiGateApi",
      data: { url: fortigate.url, token: fortigate.token, ca: await readCertificate(fortigate) },
    });
    const alerts = readFixtures().alerts;
    const workflow = await blockAlertsWorkflow({ credential: { id, name }, alerts, safeRanges });
    const trigger = workflow.nodes.find((node) => node.name === "Webhook") as Webhook | undefined;
    if (trigger === undefined) throw new Error("The n8n example has no node named Webhook");
    delete trigger.disabled;
    const { id: workflowId } = await api.createWorkflow(workflow);
    const { versionId } = await api.call<{ versionId: string }>("GET", `/workflows/${workflowId}`);
    await api.call("POST", `/workflows/${workflowId}/activate`, { versionId });
    return { workflowId, webhook: `${url}/webhook/${trigger.parameters.path}` };
  }

  function prepared(): NonNullable<typeof ready> {
    if (ready === undefined) throw new Error("n8n has not been started");
    return ready;
  }

  return {
    name: "n8n",
    async start() {
      starting = start();
      const server = await starting;
      ready = { server, ...(await prepare(server)) };
    },
    async run(alerts) {
      const answer = await fetch(prepared().webhook, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(alerts),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`The n8n workflow answered with HTTP status ${answer.status}: ${text}`);
      return readAnswers(JSON.parse(text), alerts.length);
    },
    async stop() {
      const server = await starting?.catch(() => undefined);
      await server?.stop();
    },
    access: () => {
      const { server, workflowId } = prepared();
      const { url, owner } = server;
      return { editor: `${url}/workflow/${workflowId}`, "sign in": `${owner.email} / ${owner.password}` };
    },
  };
}
