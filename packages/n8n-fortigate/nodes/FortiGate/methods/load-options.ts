import { type FormField, formFields } from "@fortiweave/catalog/form";
import type { ILoadOptionsFunctions, INodePropertyOptions } from "n8n-workflow";
import { askDevice, chosenEntry, chosenTable, formCallOptions } from "./form-input.ts";

/** The choices of the form's dropdowns. */
export const loadOptions: Record<string, (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>> = {
  /** Fields of the table, to filter by or to return. */
  async getFieldNames() {
    return (await fieldsOf(this)).map(toOption);
  },

  /** Fields that hold several values and have something to pick from. */
  async getListFields() {
    return (await fieldsOf(this)).filter(isPickable).map(toOption);
  },

  /** What the list field of the same row can hold: options of the catalogue, or names from the device. */
  async getListChoices() {
    const id = String(this.getCurrentNodeParameter("&field") ?? "");
    const field = (await fieldsOf(this)).find((candidate) => candidate.id === id);
    return field === undefined ? [] : await choicesOf(this, field);
  },

  /** Fields whose members are entries of their own, and so can be added and removed one by one. */
  async getMemberFields() {
    const entry = await chosenTable(this);
    return (await fieldsOf(this))
      .filter(({ id, multiple }) => multiple && entry?.fields[id]?.type === "table")
      .map(toOption);
  },

  /** Members to add: what the device has; to remove: what is in the list. */
  async getMemberChoices() {
    const id = String(this.getCurrentNodeParameter("field") ?? "");
    const entry = await chosenTable(this);
    const field = (await fieldsOf(this)).find((candidate) => candidate.id === id);
    if (entry === undefined || field === undefined) return [];
    const key = chosenEntry(this);
    if (this.getCurrentNodeParameter("operation") !== "removeMembers" || key === "")
      return await choicesOf(this, field);
    const list = await askDevice(this, (fgt) =>
      fgt.untyped().cmdb(entry.path).members(key, id).list(formCallOptions(this)),
    );
    return toChoices(list);
  },
};

async function fieldsOf(form: ILoadOptionsFunctions): Promise<FormField[]> {
  const entry = await chosenTable(form);
  return entry === undefined ? [] : formFields(entry);
}

function isPickable({ kind, readonly, multiple }: FormField): boolean {
  return !readonly && multiple === true && (kind === "multi-enum" || isReference(kind));
}

function isReference(kind: FormField["kind"]): boolean {
  return kind === "reference" || kind === "reference-list";
}

async function choicesOf(form: ILoadOptionsFunctions, field: FormField): Promise<INodePropertyOptions[]> {
  if (!isReference(field.kind)) return toChoices(field.options ?? []);
  const entry = await chosenTable(form);
  if (entry === undefined) return [];
  return toChoices(await askDevice(form, (fgt) => fgt.options(entry.path, field.id, formCallOptions(form))));
}

function toOption({ id, label }: FormField): INodePropertyOptions {
  return { name: `${label} (${id})`, value: id };
}

function toChoices(values: readonly string[]): INodePropertyOptions[] {
  return values.map((value) => ({ name: value, value }));
}
