/** How each kind of field is entered, and what is said below it. */

import type { FormField } from "@fortiweave/catalog/form";
import type { ValueType } from "../settings.ts";
import { nameListType } from "./name-list.ts";
import { type Suggest, suggestFrom, suggestion, suggestNothing } from "./suggest.ts";
import { DYNAMIC_TYPES, type InputType } from "./typed-input.ts";

/** A text of the locale. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** The types that the input of a field offers, its natural one first, and the stored one whatever it is. */
export function inputTypes(
  field: FormField,
  stored: ValueType,
  suggestNames: Suggest,
  translate: Translate,
): readonly InputType[] {
  const types = usualTypes(field, suggestNames, translate);
  if (types.some((type) => stored === (typeof type === "string" ? type : type.value))) return types;
  return [...types, stored === "list" ? valueList(translate) : stored];
}

function usualTypes(field: FormField, suggestNames: Suggest, translate: Translate): readonly InputType[] {
  // A secret does not belong in a flow file: it can only come from elsewhere.
  if (field.kind === "secret") return ["env", "msg", "flow", "global", "jsonata"];
  return [naturalType(field, suggestNames, translate), ...DYNAMIC_TYPES];
}

function valueList(translate: Translate): InputType {
  return nameListType(translate("type.names"), translate("placeholder.values"), suggestNothing);
}

function naturalType(field: FormField, suggestNames: Suggest, translate: Translate): InputType {
  if (field.multiple && (field.kind === "string" || field.kind === "number")) {
    return valueList(translate);
  }
  switch (field.kind) {
    case "number":
      return "num";
    case "json":
      return "json";
    case "enum":
      return { value: "str", label: translate("type.choice"), icon: "fa fa-list-ul", options: [...optionsOf(field)] };
    case "multi-enum":
      return nameListType(translate("type.choices"), translate("placeholder.choices"), suggestOptions(field));
    case "reference":
      return { value: "str", label: translate("type.reference"), icon: "fa fa-link", autoComplete: suggestNames };
    case "reference-list":
      return nameListType(translate("type.references"), translate("placeholder.names"), suggestNames);
    default:
      return "str";
  }
}

/** Limits, default and references of a field, in one line. */
export function hintOf(field: FormField, translate: Translate): string {
  const hints = [
    field.hint ? translate("hint.sometimes") : "",
    limitsOf(field, translate),
    field.refs === undefined ? "" : translate("hint.refs", { tables: tablesOf(field.refs) }),
    field.kind === "secret" ? translate("hint.secret") : "",
    field.default === undefined || field.default === "" ? "" : translate("hint.default", { value: field.default }),
  ];
  return hints.filter((hint) => hint !== "").join(" · ");
}

function limitsOf({ min, max, maxLength }: FormField, translate: Translate): string {
  if (maxLength !== undefined) return translate("hint.maxLength", { maxLength });
  if (min !== undefined && max !== undefined) return translate("hint.range", { min, max });
  return "";
}

/** `firewall.service.custom.name` is the field `name` of the table `firewall.service/custom`. */
function tablesOf(refs: readonly string[]): string {
  return refs.map((ref) => ref.replace(/\.([^.]+)\.[^.]+$/, "/$1")).join(", ");
}

function optionsOf(field: FormField): readonly string[] {
  return field.options ?? [];
}

function suggestOptions(field: FormField): Suggest {
  return suggestFrom(async (text) =>
    optionsOf(field)
      .filter((option) => option.toLowerCase().includes(text.toLowerCase()))
      .map((option) => suggestion(option)),
  );
}
