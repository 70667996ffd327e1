/** The dialog of the FortiGate node: which parts are shown, and what fills them. */

import { MENU, OBJECT_OPERATIONS, type Part, type Resource } from "../menu.ts";
import { DEFAULT_SETTINGS, type FieldValue, type FortigateSettings, type Readable, withDefaults } from "../settings.ts";
import type { TableForm } from "../suggestions.ts";
import { createDevice } from "./device.ts";
import { createFieldList } from "./field-list.ts";
import type { Translate } from "./field-types.ts";
import { finishNames, nameListType } from "./name-list.ts";
import { fieldsMatching, openOnClick, type Suggest, suggestion, suggestNothing } from "./suggest.ts";
import { DYNAMIC_TYPES, type InputType, innerInput } from "./typed-input.ts";

/** An open dialog. */
export interface Dialog {
  /** Finishes what is being typed, and answers the fields of the form. */
  finish(): readonly FieldValue[];
}

export function openDialog(stored: Readonly<Partial<FortigateSettings>>, translate: Translate): Dialog {
  const node = withDefaults(stored);
  let form: TableForm | undefined;
  const device = createDevice(() => ({ server: chosenServer(), vdom: chosen("vdom"), table: chosen("table") }));
  const fieldList = createFieldList(
    {
      list: $("#fortiweave-fields"),
      search: $("#fortiweave-field-search"),
      translate,
      suggestNames: device.suggestChoices,
    },
    node.fields,
  );

  fillIn(stored);
  prepareInputs();
  fillOperations(node.operation);
  fillMemberFields([node.memberField]);
  showParts();
  input("resource").on("change", () => {
    fillOperations();
    showParts();
  });
  input("operation").on("change", showParts);
  input("source").on("change", showParts);
  input("table").on("change", () => void loadForm());
  input("server").on("change", () => void loadForm({ again: true }));
  void loadForm();
  return {
    finish() {
      finishNames();
      return fieldList.values();
    },
  };

  function prepareInputs(): void {
    const text = (label: string, icon: string, autoComplete: Suggest): InputType => {
      return { value: "str", label, icon: `fa ${icon}`, autoComplete };
    };
    const list = (placeholder: string, suggest: Suggest = suggestNothing): InputType =>
      nameListType(translate("type.names"), placeholder, suggest);
    typed("table", [text(translate("type.table"), "fa-table", device.suggestTables), ...DYNAMIC_TYPES]);
    typed("mkey", [text(translate("type.key"), "fa-key", device.suggestKeys), ...DYNAMIC_TYPES]);
    typed("input", OBJECT_TYPES);
    typed("members", [list(translate("placeholder.names"), suggestMembers), ...DYNAMIC_TYPES]);
    typed("filter", ["str", ...DYNAMIC_TYPES]);
    typed("addresses", [list(translate("placeholder.addresses")), ...DYNAMIC_TYPES]);
    typed("expiry", ["num", ...DYNAMIC_TYPES]);
    typed("alert", OBJECT_TYPES);
    typed("ttl", ["num", ...DYNAMIC_TYPES]);
    typed("safeRanges", [list(translate("placeholder.networks")), ...DYNAMIC_TYPES]);
    input("only").typedInput({ types: [list(translate("placeholder.all"), suggestFields)] });
    input("output").typedInput({ types: ["msg"] });
    for (const name of ["table", "mkey"]) openOnClick(innerInput(input(name)));
  }

  function typed(name: Readable, types: readonly InputType[]): void {
    input(name).typedInput({
      types: [...types],
      typeField: $(`#node-input-${name}Type`),
      default: node[`${name}Type`],
    });
  }

  /** The operations that the resource has; of a table that exists once, only those that make sense. */
  function fillOperations(wanted: string = chosen("operation")): void {
    const isObject = chosen("resource") === "table" && form?.kind === "object";
    const names = Object.keys(MENU[chosen("resource") as Resource]).filter(
      (name) => !isObject || OBJECT_OPERATIONS.includes(name),
    );
    const options = names.map((name) => $("<option>", { value: name, text: translate(`operation.${name}`) }));
    input("operation")
      .empty()
      .append(options)
      .val(names.includes(wanted) ? wanted : (names[0] ?? ""));
  }

  function showParts(): void {
    const parts = partsOf(chosen("resource"), chosen("operation"));
    const isObject = form?.kind === "object";
    for (const row of $("[data-part]")) {
      const part = row.dataset.part as Part;
      $(row).toggle(parts.includes(part) && !(isObject && part === "mkey"));
    }
    const fromForm = input("source").val() === "form";
    $("#fortiweave-form").toggle(fromForm);
    $("#fortiweave-input").toggle(!fromForm);
    showFields({ isSameTable: true });
  }

  function showFields({ isSameTable }: { readonly isSameTable: boolean }): void {
    if (form === undefined) return;
    const isNew = form.kind === "table" && ["create", "createOrUpdate"].includes(chosen("operation"));
    fieldList.show(form.fields, { isNew, isSameTable });
  }

  /** Reads the form of the chosen table, unless it is there already. */
  async function loadForm({ again = false } = {}): Promise<void> {
    const path = chosen("table");
    const isSameTable = form === undefined || form.path === path;
    if (input("table").typedInput("type") !== "str" || path === "" || (form?.path === path && !again)) return;
    try {
      const answer = await device.form(path);
      // Someone may have typed on meanwhile.
      if (chosen("table") !== path) return;
      form = answer;
      describeTable(form);
      fillMemberFields(form.fields.filter(({ kind }) => kind === "reference-list").map(({ id }) => id));
      showFields({ isSameTable });
      fillOperations();
      showParts();
    } catch (error) {
      $("#fortiweave-table-note")
        .addClass("fortiweave-bad")
        .text((error as Error).message);
    }
  }

  function describeTable({ label, version, fields }: TableForm): void {
    const known = version === undefined ? translate("note.anyVersion") : translate("note.version", { version });
    const text = [label, translate("note.fields", { count: fields.length }), known].join(" · ");
    $("#fortiweave-table-note").removeClass("fortiweave-bad").text(text);
  }

  /** Every list of names can take members. */
  function fillMemberFields(names: readonly string[]): void {
    const wanted = chosen("memberField") || node.memberField;
    const options = names.map((name) => $("<option>", { value: name, text: name }));
    input("memberField")
      .empty()
      .append(options)
      .val(names.includes(wanted) ? wanted : (names[0] ?? ""));
  }

  function suggestMembers(text: string, done: Parameters<Suggest>[1]): void {
    device.suggestChoices(chosen("memberField"))(text, done);
  }

  /** Fields that an answer can be limited to. */
  function suggestFields(text: string, done: Parameters<Suggest>[1]): void {
    done(fieldsMatching(form?.fields ?? [], text).map(({ id, label }) => suggestion(id, label, id)));
  }
}

/** Where an object can come from. */
const OBJECT_TYPES: readonly InputType[] = ["msg", "flow", "global", "jsonata", "json"];

/** The editor has put in what the node holds; this puts in the rest. */
function fillIn(stored: Readonly<Partial<FortigateSettings>>): void {
  for (const [name, value] of Object.entries(DEFAULT_SETTINGS)) {
    if (stored[name as keyof FortigateSettings] === undefined && typeof value === "string") input(name).val(value);
  }
}

function partsOf(resource: string, operation: string): readonly Part[] {
  const operations: Readonly<Record<string, readonly Part[]>> = MENU[resource as Resource] ?? {};
  return operations[operation] ?? [];
}

function input(name: string): JQuery {
  return $(`#node-input-${name}`);
}

function chosen(name: string): string {
  return String(input(name).val() ?? "");
}

function chosenServer(): string {
  // The editor's word for "none chosen, add one".
  return chosen("server") === "_ADD_" ? "" : chosen("server");
}
