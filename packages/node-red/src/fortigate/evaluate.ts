/** Reads a property of the node the way its type says. */

import type { Node, NodeAPI, NodeMessage } from "node-red";
import type { ValueType } from "./settings.ts";

/** Answers what a text of the given type stands for. Rejects when the text is not well-formed. */
export type Evaluate = (value: string, type: ValueType) => Promise<unknown>;

/** Binds Node-RED's own evaluation to a node and a message. */
export function createEvaluate(RED: NodeAPI, node: Node, msg: NodeMessage): Evaluate {
  return async (value, type) => {
    if (type === "list") return JSON.parse(value || "[]");
    return await new Promise((resolve, reject) => {
      RED.util.evaluateNodeProperty(value, type, node, msg, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
  };
}
