/** Registers the FortiGate node in the editor. */

import type { EditorNodeInstance, EditorRED } from "node-red";
import { DEFAULT_SETTINGS, type FortigateSettings } from "../settings.ts";
import { type Dialog, openDialog } from "./dialog.ts";

declare const RED: EditorRED;

interface Properties extends FortigateSettings {
  name: string;
}

/** There is one dialog at a time. */
let dialog: Dialog | undefined;

RED.nodes.registerType<Properties>("fortigate", {
  category: "network",
  color: "#E9967A",
  icon: "fortigate.svg",
  inputs: 1,
  outputs: 1,
  paletteLabel: "FortiGate",
  defaults: {
    ...defaults(),
    name: { value: "" },
    server: { value: "", type: "fortigate-config", validate: hasServer },
  },
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? "node_label_italic" : "";
  },
  oneditprepare() {
    dialog = openDialog(this, (key, values) => this._(`fortigate.${key}`, values));
  },
  oneditsave() {
    this.fields = dialog?.finish() ?? this.fields;
    dialog = undefined;
  },
  oneditcancel() {
    dialog = undefined;
  },
});

function defaults() {
  const entries = Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [name, { value }]);
  return Object.fromEntries(entries);
}

/** Screening an alert needs no FortiGate. */
function hasServer(this: EditorNodeInstance<Properties>, id: string): boolean {
  return this.operation === "screenAlert" || (id !== "" && id !== "_ADD_");
}

function describe(node: EditorNodeInstance<Properties>): string {
  const operation = RED._(`@fortiweave/node-red-fortinet/fortigate:fortigate.operation.${node.operation}`);
  return node.resource === "table" ? `${operation}: ${node.table}` : operation;
}
