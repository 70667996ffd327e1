/** The form of a table: the required fields, those with a value, and a search for the others. */

import type { FormField } from "@fortiweave/catalog/form";
import type { FieldValue, ValueType } from "../settings.ts";
import { hintOf, inputTypes, type Translate } from "./field-types.ts";
import { fieldsMatching, openOnClick, type Suggest, suggestFrom, suggestion } from "./suggest.ts";
import { innerInput } from "./typed-input.ts";

/** What the list needs from the dialog. */
export interface FieldListParts {
  readonly list: JQuery;
  readonly search: JQuery;
  readonly translate: Translate;
  /** Suggests entries on the FortiGate that the field may name. */
  readonly suggestNames: (field: string) => Suggest;
}

export interface FieldList {
  /**
   * Shows the fields of a table: those with a value and, for a new entry, the required ones. Values of fields that the
   * table does not have are marked when it is still the same table, and dropped when it is another one, as are fields
   * that were left empty.
   */
  show(fields: readonly FormField[], options: { readonly isNew: boolean; readonly isSameTable: boolean }): void;
  values(): FieldValue[];
}

/** One row: the value, the field as far as the form knows it, and the input once it stands. */
interface Row {
  readonly value: FieldValue;
  readonly field: FormField;
  /** The FortiGate's version has no such field. */
  readonly isUnknown: boolean;
  input?: JQuery;
}

export function createFieldList(parts: FieldListParts, stored: readonly FieldValue[]): FieldList {
  const { list, search } = parts;
  let known: readonly FormField[] = [];
  let before = stored;

  list.editableList<Row>({
    addButton: false,
    removable: true,
    scrollOnAdd: true,
    height: "auto",
    addItem: (container, _index, row) => drawRow(container, row, parts),
  });
  searchFields();

  function rows(): Row[] {
    return list
      .editableList("items")
      .toArray()
      .map((item) => $(item).data("data") as Row);
  }

  function add(field: FormField, value: FieldValue = emptyValue(field), isUnknown = false): void {
    list.editableList("addItem", { field, value, isUnknown });
  }

  function searchFields(): void {
    search.autoComplete({
      minLength: 0,
      search: suggestFrom(async (text) => matching(text).map(({ id, label }) => suggestion(id, label, id))),
    });
    openOnClick(search);
    // A suggestion that was picked. The browser's own event comes too early, when someone only reaches for a suggestion.
    search.on("change", (event) => {
      if (event.originalEvent === undefined) addFound();
    });
    search.on("keydown", (event) => {
      if (event.key === "Enter") addFound();
    });
  }

  function matching(text: string): FormField[] {
    const present = new Set(rows().map(({ field }) => field.id));
    return fieldsMatching(known, text).filter(({ id }) => !present.has(id));
  }

  function addFound(): void {
    const field = matching(String(search.val())).find(({ id }) => id === search.val());
    if (field === undefined) return;
    search.val("");
    add(field);
    const { input } = rows().at(-1) ?? {};
    if (input !== undefined) innerInput(input).filter(":visible").trigger("focus");
  }

  function values(): FieldValue[] {
    return rows().map(({ field, value, input }) => ({
      id: field.id,
      type: (input?.typedInput("type") ?? value.type) as ValueType,
      value: input?.typedInput("value") ?? value.value,
    }));
  }

  return {
    show(fields, { isNew, isSameTable }) {
      const current = known.length === 0 ? before : values();
      known = fields.filter((field) => !field.readonly);
      before = current;
      list.editableList("empty");
      const kept = isSameTable ? current : current.filter(isFilledIn);
      for (const field of known) {
        const value = kept.find(({ id }) => id === field.id);
        if (value !== undefined || (isNew && field.required)) add(field, value);
      }
      for (const value of isSameTable ? current : []) {
        if (!known.some(({ id }) => id === value.id)) add(unknownField(value.id), value, true);
      }
    },
    // Until the form is known nothing has been drawn, and what is stored must survive.
    values: () => (known.length === 0 ? [...before] : values()),
  };
}

function unknownField(id: string): FormField {
  return { id, label: id, kind: "string", required: false, readonly: false };
}

function isFilledIn({ value }: FieldValue): boolean {
  return value !== "" && value !== "[]";
}

function emptyValue({ id, kind, multiple, default: preset = "" }: FormField): FieldValue {
  if (kind === "secret") return { id, type: "env", value: "" };
  // Several values lie in one text, with spaces between.
  if (multiple) return { id, type: "list", value: JSON.stringify(String(preset).split(" ").filter(Boolean)) };
  const type = kind === "number" ? "num" : kind === "json" ? "json" : "str";
  return { id, type, value: String(preset) };
}

function drawRow(container: JQuery, row: Row, { translate, suggestNames }: FieldListParts): void {
  const { field, value, isUnknown } = row;
  const name = $("<div>", { class: "fortiweave-field-name" })
    .append($("<span>").text(field.label))
    .append(field.required ? $("<b>", { title: translate("hint.required") }).text(" *") : [])
    .append($("<code>").text(field.id));
  const input = $("<input>", { type: "text", style: "width: 100%", value: value.value });
  const hint = $("<div>", { class: "fortiweave-hint" })
    .toggleClass("fortiweave-bad", isUnknown)
    .text(isUnknown ? translate("hint.unknown") : hintOf(field, translate));
  container.addClass("fortiweave-field").append(name, $("<div>").append(input, hint));
  row.input = input;
  input.typedInput({
    default: value.type,
    types: [...inputTypes(field, value.type, suggestNames(field.id), translate)],
  });
}
