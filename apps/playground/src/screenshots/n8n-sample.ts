/**
 * The workflow in the picture of n8n: an address object kept in step with what a change request says.
 *
 * @module
 */

import type { DynamicRequest, N8nApi } from "../n8n/api.ts";

/** The node whose form is photographed. */
export const SAMPLE_NODE = "Address Object";

const NODE_TYPE = "@fortiweave/n8n-nodes-fortigate.fortiGate";
const CREDENTIAL_TYPE = "fortinetFortiGateApi";

const CHANGE_REQUEST = { name: "web-01", subnet: "192.0.2.10/32", ticket: "CHG-1042" };

const VALUES = {
  name: "={{ $json.name }}",
  type: "ipmask",
  subnet: "={{ $json.subnet }}",
  "associated-interface": "port1",
  color: 6,
  comment: "={{ $json.ticket }}",
};

interface MapperField {
  readonly id: string;
  removed?: boolean;
}

/** Makes the workflow; answers its id. The form is filled from the device, as the editor does. */
export async function createSampleWorkflow(api: N8nApi, credential: { id: string; name: string }): Promise<string> {
  const credentials = { [CREDENTIAL_TYPE]: credential };
  const table = { __rl: true, mode: "list", value: "firewall/address", cachedResultName: "Firewall / Address" };
  const parameters = { resource: "configuration", operation: "upsert", table };
  const request = { nodeType: NODE_TYPE, path: "parameters.values", methodName: "getFields", parameters, credentials };
  const { fields } = await api.resourceMapper<{ fields: MapperField[] }>(request satisfies DynamicRequest);
  const schema = fields.map((field) => ({ ...field, removed: !Object.hasOwn(VALUES, field.id) }));
  const values = { mappingMode: "defineBelow", value: VALUES, matchingColumns: ["name"], schema };
  const { id } = await api.createWorkflow({
    name: "Keep address objects in step",
    nodes: [
      { ...nodeAt(0, "Run", "n8n-nodes-base.manualTrigger", 1), parameters: {} },
      {
        ...nodeAt(1, "Change Request", "n8n-nodes-base.set", 3.4),
        parameters: { mode: "raw", jsonOutput: JSON.stringify(CHANGE_REQUEST, undefined, 2), options: {} },
      },
      { ...nodeAt(2, SAMPLE_NODE, NODE_TYPE, 1), parameters: { ...parameters, values }, credentials },
    ],
    connections: { Run: to("Change Request"), "Change Request": to(SAMPLE_NODE) },
    settings: { executionOrder: "v1" },
  });
  await api.run(id, "Run");
  return id;
}

function nodeAt(column: number, name: string, type: string, typeVersion: number): Readonly<Record<string, unknown>> {
  return { id: `node-${column}`, name, type, typeVersion, position: [220 * column, 0] };
}

function to(node: string): { main: { node: string; type: string; index: number }[][] } {
  return { main: [[{ node, type: "main", index: 0 }]] };
}
