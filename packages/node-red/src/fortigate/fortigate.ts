/** The FortiGate node. */

import type { Node, NodeAPI, NodeDef } from "node-red";
import type { FortigateConfigNode } from "../fortigate-config/fortigate-config.ts";
import { serveSuggestions } from "./admin.ts";
import { createController } from "./controller.ts";
import { createEvaluate } from "./evaluate.ts";
import { type FortigateSettings, withDefaults } from "./settings.ts";
import { createStatusLight } from "./status.ts";

/** Node-RED calls this once, when it loads the package. */
export default function register(RED: NodeAPI): void {
  function construct(this: Node, definition: NodeDef & FortigateSettings): void {
    RED.nodes.createNode(this, definition);
    const settings = withDefaults(definition);
    const server = RED.nodes.getNode(settings.server) as FortigateConfigNode | null;
    const controller = createController({
      settings,
      connection: server?.connection,
      status: createStatusLight(
        (status) => this.status(status),
        (key, values) => RED._(`fortigate.${key}`, values),
      ),
      evaluateFor: (msg) => createEvaluate(RED, this, msg),
      setResult: (msg, result) => RED.util.setMessageProperty(msg, settings.output, result, true),
    });
    this.on("input", controller.receive);
    this.on("close", () => controller.close());
  }

  RED.nodes.registerType("fortigate", construct);
  serveSuggestions(RED);
}
