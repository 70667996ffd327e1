/**
 * Reads a document of desired state, which may come from anywhere.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import type { Container } from "../tables/containers.ts";
import { formOf, readTable, type WantedReader, type WantedTable } from "./wanted.ts";

/** Where the parts of a document stand. */
export interface DocumentPlaces {
  /** What the document's own paths are in. */
  readonly own: Container;
  /** What its `packages` are. */
  readonly packages?: (name: string) => Container;
  /** What its `policyBlocks` are. */
  readonly policyBlocks?: (name: string) => Container;
}

const NESTED = ["packages", "policyBlocks"] as const;

/** The tables of a document, in its order. What is wrong with it is noted. */
export async function readDocument(
  document: unknown,
  places: DocumentPlaces,
  reader: WantedReader,
): Promise<WantedTable[]> {
  const { issues } = reader;
  if (!isRecord(document)) {
    issues.add("it must be an object with the paths of tables as keys");
    return [];
  }
  const tables: WantedTable[] = [];
  for (const [path, state] of Object.entries(document)) {
    const nested = NESTED.find((name) => name === path);
    const open = nested && places[nested];
    if (state === undefined) continue;
    if (open === undefined) tables.push(...(await readPath(path, state, places.own, reader)));
    else if (!isRecord(state)) issues.add(`${path}: an object with names as keys is needed`);
    else
      for (const [name, inner] of Object.entries(state)) tables.push(...(await readNested(name, inner, open, reader)));
  }
  return tables;
}

async function readNested(
  name: string,
  state: unknown,
  open: (name: string) => Container,
  reader: WantedReader,
): Promise<WantedTable[]> {
  const container = await reader.issues.collect(() => open(name));
  return container === undefined ? [] : readDocument(state, { own: container }, reader);
}

async function readPath(
  path: string,
  state: unknown,
  container: Container,
  reader: WantedReader,
): Promise<WantedTable[]> {
  const { issues } = reader;
  const place = await issues.collect(() => container.place(path));
  if (place === undefined) return [];
  const list = Array.isArray(state) ? { ensure: state } : state;
  if (isRecord(list)) return [await readTable(place, list, reader)];
  issues.add(`${place.name}: ${formOf(place)} is needed`);
  return [];
}
