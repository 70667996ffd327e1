/**
 * Puts urls together from names, so that no name can lead elsewhere.
 *
 * @module
 */

import { isPathPlaceholder } from "@fortiweave/catalog/fortimanager";
import { invalidInput } from "@fortiweave/core/client";

/** What can stand in a url: a name, or a number such as a policy's id. */
export type UrlValue = string | number;

/** The names of the placeholders of a template. */
export type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/**
 * A url with names in it: a slash in a name is written `\/`. Behind `pkg/` and `pblock/` a slash leads into a folder.
 *
 * @throws FortiError INVALID_INPUT for a name that is empty, `.` or `..`, or no name at all.
 *
 * @example
 * ```ts
 * import { url } from "@fortiweave/fortimanager";
 *
 * const adom = "root";
 * console.log(url`pm/config/adom/${adom}/obj/firewall/address/${"10.0.0.0/8"}`);
 * // pm/config/adom/root/obj/firewall/address/10.0.0.0\/8
 * ```
 */
export function url(texts: TemplateStringsArray, ...values: readonly UrlValue[]): string {
  // As it is written: a backslash in front of a slash belongs to the url.
  return texts.raw.reduce((before, text, at) => before + writeValue(placeBefore(before), values[at - 1]) + text);
}

/**
 * The url of a template with names in place of its placeholders.
 *
 * @throws FortiError INVALID_INPUT for a placeholder without a value, and as {@link url} does.
 *
 * @example
 * ```ts
 * import { urlFor } from "@fortiweave/fortimanager";
 *
 * console.log(urlFor("dvmdb/adom/{adom}/device/{device}", { adom: "root", device: "FGT1" }));
 * ```
 */
export function urlFor<Template extends string>(
  template: Template,
  values: Readonly<Record<Placeholders<Template>, UrlValue>>,
): string {
  const given: Readonly<Record<string, UrlValue | undefined>> = values;
  return template.replace(/\{([^}]*)\}/g, (_, name: string) => writeValue(name, given[name]));
}

/** `pkg` of `pm/config/adom/root/pkg/`. */
function placeBefore(text: string): string {
  return /([^/]*)\/$/.exec(text)?.[1] ?? "";
}

/**
 * A value as it stands in a url.
 *
 * @param place What the placeholder is called: some stand for a path.
 */
export function writeValue(place: string, value: UrlValue | undefined): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") throw unfit(place, "is missing");
  const names = isPathPlaceholder(place) ? text.split("/") : [text];
  for (const name of names) {
    if (name === "") throw unfit(place, "is empty");
    if (name === "." || name === "..") throw unfit(place, `is ${JSON.stringify(name)}, which leads elsewhere`);
    if (name.endsWith("\\")) throw unfit(place, "ends in a backslash, which would swallow what follows");
    if (/\p{Cc}/u.test(name) || !name.isWellFormed()) throw unfit(place, "holds a character that no name has");
  }
  return names.map((name) => name.replaceAll("/", "\\/")).join("/");
}

function unfit(place: string, why: string): Error {
  return invalidInput(`Cannot make a url: the name${place === "" ? "" : ` for "${place}"`} ${why}`);
}
