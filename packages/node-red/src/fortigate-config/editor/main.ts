/** The dialog of the configuration node. */

import type { EditorRED } from "node-red";
import { ask } from "../../editor/ask.ts";
import type { ConnectionVerdict } from "../admin.ts";
import type { ConnectionCredentials, ConnectionSettings, Trust } from "../settings.ts";

declare const RED: EditorRED;

interface Properties extends Required<ConnectionSettings> {
  name: string;
}

RED.nodes.registerType<Properties, ConnectionCredentials>("fortigate-config", {
  category: "config",
  defaults: {
    name: { value: "" },
    url: { value: "", required: true },
    vdom: { value: "" },
    trust: { value: "system" },
    ca: { value: "" },
    fingerprint: { value: "" },
  },
  credentials: { token: { type: "password" } },
  label() {
    return this.name || this.url || "FortiGate";
  },
  oneditprepare() {
    const translate = (key: string, values?: Record<string, string>): string =>
      this._(`fortigate-config.${key}`, values);
    showRowOfTrust();
    field("trust").on("change", showRowOfTrust);
    $("#fortiweave-test").on("click", () => testConnection(this.id, translate));
  },
});

/** Only the row that the chosen way to judge the certificate needs. */
function showRowOfTrust(): void {
  const trust = field("trust").val() as Trust;
  for (const row of $("[data-trust]")) $(row).toggle(row.dataset.trust === trust);
}

async function testConnection(id: string, translate: (key: string, values?: Record<string, string>) => string) {
  const verdict = $("#fortiweave-test-verdict").removeClass("fortiweave-good fortiweave-bad");
  const button = $("#fortiweave-test").prop("disabled", true);
  verdict.text(translate("test.running"));
  try {
    const status = await ask<ConnectionVerdict>("fortigate-config/test", { body: { id, ...enteredValues() } });
    const { hostname = "FortiGate", version = "" } = status;
    verdict.addClass("fortiweave-good").text(translate("test.good", { hostname, version }));
  } catch (error) {
    verdict.addClass("fortiweave-bad").text((error as Error).message);
  } finally {
    button.prop("disabled", false);
  }
}

function enteredValues(): Record<string, unknown> {
  const names = ["url", "vdom", "trust", "ca", "fingerprint", "token"];
  return Object.fromEntries(names.map((name) => [name, field(name).val()]));
}

function field(name: string): JQuery {
  return $(`#node-config-input-${name}`);
}
