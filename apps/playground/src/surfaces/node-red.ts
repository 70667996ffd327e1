/**
 * The job as a flow in a real Node-RED: the package's own example, alerts sent to it over HTTP as a SIEM would.
 *
 * @module
 */

import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAnswers } from "../answers.ts";
import type { FlowNode } from "../node-red/api.ts";
import { type NodeRedServer, startNodeRed } from "../node-red/server.ts";
import { packPackage } from "../pack.ts";
import type { Surface, SurfaceContext } from "./surface.ts";

const FLOW = new URL("../../../../packages/node-red/examples/block-alerts.json", import.meta.url);

export function createNodeRedSurface({ fortigate, safeRanges, log }: SurfaceContext): Surface {
  let starting: Promise<NodeRedServer> | undefined;
  let server: NodeRedServer | undefined;

  async function start(): Promise<NodeRedServer> {
    await using scratch = await mkdtempDisposable(join(tmpdir(), "fortiweave-pack-"));
    const tarball = await packPackage("node-red", scratch.path);
    log("starting Node-RED with the packed nodes");
    return await startNodeRed({
      packages: [tarball],
      env: {
        FORTIOS_HOST: fortigate.url,
        FORTIOS_TOKEN: fortigate.token,
        FORTIOS_FINGERPRINT: fortigate.fingerprint,
        SAFE_RANGES: safeRanges.join(","),
      },
    });
  }

  function running(): NodeRedServer {
    if (server === undefined) throw new Error("Node-RED has not been started");
    return server;
  }

  return {
    name: "node-red",
    async start() {
      starting = start();
      server = await starting;
      await server.api.deploy(JSON.parse(await readFile(FLOW, "utf8")) as FlowNode[]);
    },
    async run(alerts) {
      const { url } = running();
      const answers: unknown[] = [];
      for (const alert of alerts) answers.push(await post(`${url}/block-alert`, alert));
      return readAnswers(answers, alerts.length);
    },
    async stop() {
      const started = await starting?.catch(() => undefined);
      await started?.stop();
    },
    access: () => {
      const { url, user } = running();
      return { editor: url, "sign in": `${user.username} / ${user.password}` };
    },
  };
}

/** Node-RED takes objects as JSON, and anything else only as text. */
async function post(url: string, alert: unknown): Promise<unknown> {
  const [type, body] = typeof alert === "string" ? ["text/plain", alert] : ["application/json", JSON.stringify(alert)];
  const answer = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The Node-RED flow answered with HTTP status ${answer.status}: ${text}`);
  return JSON.parse(text);
}
