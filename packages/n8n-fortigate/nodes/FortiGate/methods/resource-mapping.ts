import type { CmdbEntry } from "@fortiweave/catalog";
import { type FormField, formFields } from "@fortiweave/catalog/form";
import { isFortiError } from "@fortiweave/core";
import type { FortiGate } from "@fortiweave/fortios/client";
import { initiallyShown, type MapperOptions, readReferenceChoices, toMapperFields } from "@fortiweave/n8n-kit";
import type { ILoadOptionsFunctions, ResourceMapperFields, ResourceMapperValue } from "n8n-workflow";
import { askDevice, chosenTable, formCallOptions } from "./form-input.ts";

/** What the form of an entry takes from the device. */
interface FromDevice {
  readonly version?: string | undefined;
  readonly choices?: ReadonlyMap<string, readonly string[]>;
}

/** The forms of entries. */
export const resourceMapping: Record<string, (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields>> = {
  async getFields() {
    const entry = await chosenTable(this);
    if (entry === undefined) return { fields: [], emptyFieldsNotice: "Choose a table first" };
    const purpose = purposeOf(String(this.getCurrentNodeParameter("operation")));
    const options: MapperOptions = { path: entry.path, purpose, mkey: entry.mkey };
    // Without the device it is still a form: every version's fields, and text where names would be picked.
    const { version, choices } = await askDevice(this, (fgt) => fromDevice(this, fgt, entry, options)).catch(
      (): FromDevice => ({}),
    );
    return { fields: toMapperFields(formFields(entry, version), { ...options, ...(choices && { choices }) }) };
  },
};

function purposeOf(operation: string): MapperOptions["purpose"] {
  return operation === "create" || operation === "update" ? operation : "upsert";
}

async function fromDevice(
  form: ILoadOptionsFunctions,
  fgt: FortiGate,
  entry: CmdbEntry,
  options: MapperOptions,
): Promise<FromDevice> {
  const callOptions = formCallOptions(form);
  // Any answer tells the version, on which the fields depend; not every profile may read this one.
  await fgt.monitor("system/status").get({}, callOptions).catch(unlessForbidden);
  const { version } = fgt;
  const fields = formFields(entry, version);
  const shown = shownNow(form) ?? initiallyShown(fields, options);
  const choices = await readReferenceChoices(fgt, { path: entry.path, fields, shown, options: callOptions });
  return { version, choices };
}

function unlessForbidden(error: unknown): void {
  if (!isFortiError(error, "FORBIDDEN")) throw error;
}

/** The fields that the form shows at this moment; undefined while it is empty. */
function shownNow(form: ILoadOptionsFunctions): ReadonlySet<FormField["id"]> | undefined {
  const { schema = [] } = (form.getCurrentNodeParameter("values") ?? {}) as Partial<ResourceMapperValue>;
  return schema.length === 0 ? undefined : new Set(schema.filter(({ removed }) => !removed).map(({ id }) => id));
}
