/**
 * Which url holds what another one shows: the mappings of an address are stored in the address.
 *
 * @module
 */

import type { FortiManagerRegistry, ObjectRow } from "@fortiweave/catalog/fortimanager";

/** A table or object that is stored by itself, at one of its places. */
export interface Owner {
  readonly row: ObjectRow;
  /** `pm/config/adom/{adom}/obj/firewall/address` */
  readonly template: string;
}

/** An object of the catalogue that is stored in another one. */
export interface Part {
  readonly row: ObjectRow;
  /** The fields that lead to it: `["dynamic_mapping"]`. */
  readonly trail: readonly string[];
}

export interface Owners {
  /** What holds what a template shows: mostly itself. */
  of(template: string): Owner;
  /** Everything that is stored in an object. */
  partsOf(path: string): readonly Part[];
}

/** An ADOM has tables of its own, and so has a package: they are not stored in its entry. */
const APART = /^(?:dvmdb\/adom\/\{adom\}\/(?!object member)[^/]+|pm\/pkg\/.*\/schedule)$/;

export function createOwners(registry: FortiManagerRegistry): Owners {
  const rows = new Map(registry.rows("object").flatMap((row) => row.urls.map((url) => [url, row] as const)));
  const owners = new Map<string, Owner>();
  const parts = new Map<string, Part[]>();

  function find(template: string): Owner {
    const row = rows.get(template);
    if (row === undefined) throw new Error(`No object stands at ${template}`);
    const above = APART.test(template) ? undefined : parentOf(template);
    return above === undefined ? { row, template } : ownerOf(above);
  }

  function parentOf(template: string): string | undefined {
    const segments = template.split("/");
    for (let length = segments.length - 1; length > 0; length -= 1) {
      const end = segments[length - 1]?.startsWith("{") ? length - 1 : length;
      const above = segments.slice(0, end).join("/");
      if (rows.has(above)) return above;
    }
    return undefined;
  }

  function ownerOf(template: string): Owner {
    const owner = owners.get(template) ?? find(template);
    owners.set(template, owner);
    return owner;
  }

  for (const [template, row] of rows) {
    const owner = ownerOf(template);
    if (owner.template === template || parts.get(owner.row.path)?.some((part) => part.row === row)) continue;
    const trail = template
      .slice(owner.template.length + 1)
      .split("/")
      .filter((segment) => !segment.startsWith("{"));
    parts.set(owner.row.path, [...(parts.get(owner.row.path) ?? []), { row, trail }]);
  }

  return { of: ownerOf, partsOf: (path) => parts.get(path) ?? [] };
}
