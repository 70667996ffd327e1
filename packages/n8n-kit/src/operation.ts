/**
 * The frame in which a node's operations run.
 *
 * @module
 */

import type { FortiGate } from "@fortiweave/fortios/client";
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from "n8n-workflow";
import { toFailure, toNodeError } from "./node-error.ts";

/** What an operation works with: n8n's side, and the device's. One client serves all items of an execution. */
export interface Run {
  readonly n8n: IExecuteFunctions;
  readonly fgt: FortiGate;
}

/** One output item: plain data, as JSON can carry it. */
export type Output = Readonly<Record<string, unknown>>;

/** What became of one input item. */
export type Outcome =
  | { readonly item: number; readonly result: Output | readonly Output[] }
  | { readonly item: number; readonly error: unknown };

/** One operation of a node: its part of the form, and what it does with all input items. */
export interface Operation {
  readonly description: INodeProperties[];
  readonly execute: (run: Run) => Promise<Outcome[]>;
}

/**
 * Makes an operation's `execute` from what it does with one item. Items go one after the other, since a device serialises
 * its API anyway. The first failure ends it, unless the node is set to go on.
 */
export function forEachItem(
  perform: (run: Run, item: number) => Promise<Output | readonly Output[]>,
): Operation["execute"] {
  return async (run) => {
    const outcomes: Outcome[] = [];
    for (const item of run.n8n.getInputData().keys()) {
      try {
        outcomes.push({ item, result: await perform(run, item) });
      } catch (error) {
        outcomes.push({ item, error });
        if (!run.n8n.continueOnFail()) break;
      }
    }
    return outcomes;
  };
}

/** Turns outcomes into output items, each tied to its input item. Throws the first failure unless the node goes on. */
export function toOutput(n8n: IExecuteFunctions, outcomes: readonly Outcome[]): INodeExecutionData[] {
  return outcomes.flatMap((outcome) => {
    if ("error" in outcome && !n8n.continueOnFail()) throw toNodeError(n8n.getNode(), outcome.error, outcome.item);
    const json = "error" in outcome ? toFailure(outcome.error) : outcome.result;
    return n8n.helpers.constructExecutionMetaData(n8n.helpers.returnJsonArray(json as IDataObject | IDataObject[]), {
      itemData: { item: outcome.item },
    });
  });
}
