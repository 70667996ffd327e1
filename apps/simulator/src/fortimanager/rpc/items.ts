/**
 * What a request asks for, as far as it can be told without carrying it out.
 *
 * @module
 */

import { parseJson } from "../../http/json-text.ts";

/** An item, by its verb and its url without slashes around it. */
export interface ItemName {
  readonly method: string;
  readonly url: string;
}

/** The items of a request, parsed or not. None where it is no request. */
export function itemsIn(body: unknown): readonly ItemName[] {
  const { method, params } = Object(typeof body === "string" ? parseJson(body) : body);
  if (!Array.isArray(params)) return [];
  return params.map((item: { readonly url?: unknown } | null) => ({
    method: String(method),
    url: plainUrl(item?.url),
  }));
}

/** Nothing is at a url that is longer. */
const MOST_CHARACTERS = 4096;

export function isUrl(value: unknown): value is string {
  return typeof value === "string" && value.length <= MOST_CHARACTERS;
}

/** A url without slashes around it; empty when it is none. */
export function plainUrl(url: unknown): string {
  return isUrl(url) ? url.replaceAll(/^\/+|(?<!\\)\/+$/g, "") : "";
}
