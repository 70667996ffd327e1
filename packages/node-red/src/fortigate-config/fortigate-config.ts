/** The configuration node: which FortiGate, and how to reach it. */

import type { Node, NodeAPI, NodeDef } from "node-red";
import { serveConnectionTest } from "./admin.ts";
import { type Connection, createConnection } from "./connection.ts";
import { type ConnectionCredentials, type ConnectionSettings, clientOptions } from "./settings.ts";

/** The configuration node as other nodes see it. */
export interface FortigateConfigNode extends Node<ConnectionCredentials> {
  connection: Connection;
}

interface Definition extends NodeDef, ConnectionSettings {}

/** Node-RED calls this once, when it loads the package. */
export default function register(RED: NodeAPI): void {
  function construct(this: FortigateConfigNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const connection = createConnection(() => clientOptions(definition, this.credentials));
    this.connection = connection;
    this.on("close", (done: () => void) => {
      connection.close().then(done, done);
    });
  }

  RED.nodes.registerType<FortigateConfigNode, Definition, object, ConnectionCredentials>(
    "fortigate-config",
    construct,
    {
      credentials: { token: { type: "password" } },
    },
  );
  serveConnectionTest(RED);
}
