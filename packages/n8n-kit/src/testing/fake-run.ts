import type { FortiGate } from "@fortiweave/fortios/client";
import type { IExecuteFunctions } from "n8n-workflow";
import type { Run } from "../operation.ts";

/** What a test decides about an execution. */
export interface FakeRun {
  /** The input items. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly continueOnFail?: boolean;
}

/** A run over some items, with of n8n only what operations ask for. A parameter is the item's field of that name. */
export function createFakeRun({ items, continueOnFail = false }: FakeRun): Run {
  const n8n = {
    continueOnFail: () => continueOnFail,
    getInputData: () => items.map((json) => ({ json })),
    getNode: () => ({
      id: "1",
      name: "FortiGate",
      type: "fortiGate",
      typeVersion: 1,
      position: [0, 0],
      parameters: {},
    }),
    getNodeParameter: (name: string, item: number) => items[item]?.[name],
    helpers: {
      returnJsonArray: (json: object) => [json].flat().map((item) => ({ json: item })),
      constructExecutionMetaData: (output: object[], { itemData }: { itemData: object }) =>
        output.map((item) => ({ ...item, pairedItem: itemData })),
    },
  };
  return { n8n: n8n as unknown as IExecuteFunctions, fgt: {} as FortiGate };
}
