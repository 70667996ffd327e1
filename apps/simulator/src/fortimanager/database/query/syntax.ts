/**
 * The schema of a table or an object, as the option `syntax` shows it.
 *
 * @module
 */

import type { FieldSpec, Node } from "../schema/node.ts";

/** The most entries that any table is said to hold. */
const MOST_ENTRIES = 400_000;

/** By the name of the object, which is its path with spaces. */
export function syntaxOf(path: string, node: Node): Record<string, unknown> {
  const attributes = [...node.fields.values()].filter((field) => field.node === undefined);
  const below = [...node.fields.values()].filter((field) => field.node !== undefined);
  return {
    [path.replaceAll("/", " ")]: {
      ...(node.kind === "table" ? { alimit: MOST_ENTRIES, mkey: node.key } : {}),
      attr: Object.fromEntries(attributes.map((field) => [field.name, attribute(field)])),
      ...(below.length === 0 ? {} : { "sub objs": Object.assign({}, ...below.map(subObject)) }),
    },
  };
}

function subObject({ name, node }: FieldSpec): Record<string, unknown> {
  return node === undefined ? {} : syntaxOf(name, node);
}

function attribute(field: FieldSpec): Record<string, unknown> {
  const { maxLength, min, max, options, required, refs } = field;
  if (refs.length > 0) {
    return {
      type: "datasrc",
      ref: refs.map(categoryOf),
      max_argv: field.list ? -1 : 1,
      ...(required ? { required: true } : {}),
    };
  }
  return {
    type: options !== undefined || NUMBERS.has(field.type) ? "uint32" : "string",
    ...(options === undefined ? {} : { opts: Object.fromEntries(options.numbers) }),
    ...(maxLength === undefined ? {} : { max: maxLength, sz: maxLength }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(field.default === undefined || field.default === null ? {} : { default: field.default }),
    ...(field.list ? { max_argv: -1 } : {}),
    ...(field.secret ? { password: true } : {}),
    ...(required ? { required: true } : {}),
  };
}

const NUMBERS: ReadonlySet<string> = new Set(["integer", "number", "boolean"]);

/** `firewall/address.name` as the category `firewall address` with the key `name`. */
export function categoryOf(ref: string): { readonly category: string; readonly mkey: string } {
  const at = ref.lastIndexOf(".");
  return { category: ref.slice(ref.indexOf(":") + 1, at).replaceAll("/", " "), mkey: ref.slice(at + 1) };
}
