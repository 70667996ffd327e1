import { type CmdbEntry, fortios } from "@fortiweave/catalog";
import type { CallOptions, FortiGate } from "@fortiweave/fortios/client";
import { invalidInput, openFortiGate, toNodeError } from "@fortiweave/n8n-kit";
import type { ILoadOptionsFunctions } from "n8n-workflow";
import { CREDENTIAL } from "../credential.ts";

/** The catalogue's entry for the table chosen in the form, or undefined while none is chosen. */
export async function chosenTable(form: ILoadOptionsFunctions): Promise<CmdbEntry | undefined> {
  const path = String(form.getCurrentNodeParameter("table", { extractValue: true }) ?? "");
  if (path === "") return undefined;
  const entry = await fortios.load("cmdb", path.replace(/^\/+|\/+$/g, ""));
  if (entry !== undefined) return entry;
  throw toNodeError(form.getNode(), invalidInput(`There is no table "${path}"`, "The path may be mistyped"));
}

/** Key of the entry chosen in the form; empty while none is. */
export function chosenEntry(form: ILoadOptionsFunctions): string {
  return String(form.getCurrentNodeParameter("entry", { extractValue: true }) ?? "");
}

/** Somebody sits in front of the form and waits. */
const PATIENCE = { timeoutMs: 10_000, retry: { maxRetries: 0 } };

/** What the form's options say about every call. */
export function formCallOptions(form: ILoadOptionsFunctions): CallOptions {
  const { vdom, scope } = (form.getCurrentNodeParameter("options") ?? {}) as CallOptions;
  return { timeoutMs: PATIENCE.timeoutMs, ...(vdom ? { vdom } : {}), ...(scope ? { scope } : {}) };
}

/** Asks the device for the form's sake, with failures in n8n's terms. */
export async function askDevice<Answer>(
  form: ILoadOptionsFunctions,
  ask: (fgt: FortiGate) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(await openFortiGate(form, CREDENTIAL, PATIENCE.retry));
  } catch (error) {
    throw toNodeError(form.getNode(), error);
  }
}
