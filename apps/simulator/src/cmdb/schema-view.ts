/**
 * The answers to `action=schema` and `action=default`.
 *
 * @module
 */

import { renderDefault } from "./render.ts";
import type { FieldSpec, Node, Schemas } from "./schema.ts";

/** Every field with its default. */
export function defaultsOf(node: Node): Record<string, unknown> {
  const shown = [...node.fields.values()].filter((field) => field.shown);
  return Object.fromEntries(shown.map((field) => [field.name, renderDefault(field)]));
}

/** One table or object, with everything in it. */
export function describe(node: Node, path: string): Record<string, unknown> {
  const [group, name] = path.split("/");
  return { path: group, name, ...describeNode(node) };
}

/** All tables and objects of the device. */
export function describeAll(schemas: Schemas): Record<string, unknown>[] {
  return schemas.paths.map((path) => {
    const [group, name] = path.split("/");
    const mkey = schemas.keyOf(path);
    return {
      path: group,
      name,
      category: mkey === undefined ? "complex" : "table",
      ...(mkey === undefined ? {} : { mkey }),
    };
  });
}

function describeNode({ kind, key, fields }: Node): Record<string, unknown> {
  return {
    category: kind === "table" ? "table" : "complex",
    ...(key === undefined ? {} : { mkey: key.name, mkey_type: key.type }),
    children: Object.fromEntries([...fields].map(([name, field]) => [name, describeField(field)])),
  };
}

function describeField(field: FieldSpec): Record<string, unknown> {
  const marks = { ...(field.required && { required: true }), ...(field.readonly && { readonly: true }) };
  if (field.node !== undefined) return { name: field.name, ...describeNode(field.node), ...marks };
  const { name, type, maxLength, min, max, options, targets } = field;
  return {
    name,
    category: "unitary",
    type,
    default: field.default,
    ...(maxLength === undefined ? {} : { size: maxLength }),
    ...(min === undefined ? {} : { "min-value": min }),
    ...(max === undefined ? {} : { "max-value": max }),
    ...(options === undefined ? {} : { options: [...options].map((option) => ({ name: option })) }),
    ...(field.multiple ? { multiple_values: true } : {}),
    ...marks,
    ...(targets === undefined ? {} : { datasource: targets.map(({ id }) => id.replaceAll(/[/ ]/g, ".")) }),
  };
}
