/**
 * Takes urls apart, and finds what serves them.
 *
 * @module
 */

import type { Routes, Work } from "../parts.ts";

/** The segments of a url, without the empty ones that slashes at its ends leave. `\/` is `/` in a segment. */
export function segmentsOf(url: string): string[] {
  const segments = url.split(/(?<!\\)\//).map((segment) => segment.replaceAll("\\/", "/"));
  while (segments[0] === "") segments.shift();
  while (segments.at(-1) === "") segments.pop();
  return segments;
}

/** What serves a url. */
export interface Route {
  readonly work: Work;
  readonly params: Readonly<Record<string, string>>;
}

export type FindRoute = (method: string, segments: readonly string[]) => Route | undefined;

interface Template {
  readonly segments: readonly string[];
  readonly work: Work;
}

/** What is spelled out comes before what is a placeholder, and one segment before several. */
export function createRouter(parts: readonly Routes[]): FindRoute {
  const byStart = new Map<string, Template[]>();
  for (const [route, work] of parts.flatMap((routes) => Object.entries(routes))) {
    const space = route.indexOf(" ");
    const segments = segmentsOf(route.slice(space + 1));
    const start = `${route.slice(0, space)} ${segments[0]}`;
    byStart.set(start, [...(byStart.get(start) ?? []), { segments, work }]);
  }
  for (const templates of byStart.values()) templates.sort((a, b) => rankOf(a).localeCompare(rankOf(b)));
  return (method, segments) => {
    for (const { segments: template, work } of byStart.get(`${method} ${segments[0]}`) ?? []) {
      const params = match(template, segments);
      if (params !== undefined) return { work, params };
    }
    return undefined;
  };
}

/** Of two that fit, the one with the smaller rank is meant. Of two that begin alike, the longer one is. */
function rankOf({ segments }: Template): string {
  const ranks = segments.map((segment) => (!segment.startsWith("{") ? "0" : segment.endsWith("...}") ? "2" : "1"));
  return [...ranks, "3"].join("");
}

/** The values of the placeholders; undefined when the url is not of this form. `{path...}` takes one segment or more. */
function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const [first, ...rest] = template;
  if (first === undefined) return segments.length === 0 ? {} : undefined;
  if (segments.length < template.length) return undefined;
  if (!first.startsWith("{")) return first === segments[0] ? match(rest, segments.slice(1)) : undefined;
  const isPath = first.endsWith("...}");
  const name = first.slice(1, isPath ? -4 : -1);
  const most = isPath ? segments.length - rest.length : 1;
  for (let length = 1; length <= most; length += 1) {
    const params = match(rest, segments.slice(length));
    if (params !== undefined) return { ...params, [name]: segments.slice(0, length).join("/") };
  }
  return undefined;
}
