import { readFile } from "node:fs/promises";

const EXAMPLE = new URL("../../../../packages/n8n-fortigate/examples/block-alerts.json", import.meta.url);

/** Trigger of the example workflow, and the node that holds one answer per alert. */
export const TRIGGER = "Run";
export const ANSWERS = "Answers";

/** What a person would fill in after importing the example. */
export interface ExampleInput {
  readonly credential: { readonly id: string; readonly name: string };
  readonly alerts: readonly unknown[];
  readonly safeRanges: readonly string[];
}

interface Workflow {
  readonly nodes: readonly {
    readonly name: string;
    readonly parameters: Record<string, unknown>;
    credentials?: Record<string, unknown>;
  }[];
  readonly [key: string]: unknown;
}

/** The example workflow as in the package, with the credential, the alerts and the safe ranges filled in. */
export async function blockAlertsWorkflow(input: ExampleInput): Promise<Workflow> {
  const workflow: Workflow = JSON.parse(await readFile(EXAMPLE, "utf8"));
  for (const node of workflow.nodes) {
    if (node.credentials !== undefined) node.credentials = { fortinetFortiGateApi: input.credential };
    if (node.name === "Alerts") node.parameters.jsonOutput = JSON.stringify({ alerts: input.alerts }, undefined, 2);
    if (node.name === "Screen Alert") node.parameters.options = { safeRanges: input.safeRanges.join(", ") };
  }
  return workflow;
}
