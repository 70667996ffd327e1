import { type Operation, openFortiGate, toNodeError, toOutput } from "@fortiweave/n8n-kit";
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from "n8n-workflow";
import { CREDENTIAL } from "./credential.ts";

/** Operations by resource and name. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Runs the chosen operation on all input items. */
export async function route(n8n: IExecuteFunctions, routes: Routes): Promise<INodeExecutionData[]> {
  const resource = n8n.getNodeParameter("resource", 0);
  const name = n8n.getNodeParameter("operation", 0);
  const operation = routes[resource]?.[name];
  if (operation === undefined) {
    throw new NodeOperationError(n8n.getNode(), `This node has no operation "${name}" for "${resource}"`);
  }
  const fgt = await openFortiGate(n8n, CREDENTIAL).catch((error: unknown) => {
    throw toNodeError(n8n.getNode(), error);
  });
  return toOutput(n8n, await operation.execute({ n8n, fgt }));
}
