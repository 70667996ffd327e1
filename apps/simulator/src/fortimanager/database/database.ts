/**
 * All that a FortiManager stores, and the verbs on it.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { type FortiManagerRegistry, fortimanager } from "@fortiweave/catalog/fortimanager";
import type { Clock } from "../../device/clock.ts";
import type { Model } from "../../models/model.ts";
import { DEFAULT_MODEL } from "../../models/models.ts";
import type { Kept } from "../kept.ts";
import type { Database, Entry, Routes, Session, Spot } from "../parts.ts";
import { segmentsOf } from "../rpc/url.ts";
import { isWorkflowHolder } from "../workspaces/workflow-sessions.ts";
import { goesWith } from "./containers.ts";
import { createFactory } from "./factory/factory.ts";
import { completed } from "./newcomers.ts";
import { createIntegrity } from "./references/integrity.ts";
import { createTargets } from "./references/targets.ts";
import { createOwners } from "./schema/owners.ts";
import { createSchemas, DEVICE, type Schema } from "./schema/schemas.ts";
import { createServe } from "./serve.ts";
import { createStaged } from "./sessions.ts";
import { createCommitted, type View } from "./store/committed.ts";
import { type Edit, OBJECT, spotsOf } from "./store/edit.ts";
import { editsBackTo, type Snapshot, takeSnapshot } from "./store/snapshots.ts";
import { homeOf, kindInAllAdoms, rowsOfAllAdoms } from "./urls/device-manager.ts";
import { createLocate } from "./urls/location.ts";
import { createWhereUsed } from "./where-used/routes.ts";

export interface DatabasePorts {
  readonly version: string;
  readonly clock: Clock;
  /** Default: the whole catalogue. */
  readonly registry?: FortiManagerRegistry;
  /** The ADOMs that it has from the start. */
  readonly adoms: readonly string[];
  /** Of the devices that it is for. Default: the virtual machine. */
  readonly models?: readonly Model[];
  /** Throws unless the session may write there; staged: it is committed later. */
  check(session: Session, spot: Spot): Promise<{ readonly staged: boolean }>;
}

/** What is committed, by url and key, and what workflow sessions hold. */
export interface DatabaseState {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
  readonly staged: ReadonlyMap<string, readonly Edit[]>;
  readonly lastOid: number;
}

/** The database, with the calls that tell what is in it. */
export interface ServedDatabase extends Database, Kept<DatabaseState> {
  readonly routes: Routes;
}

export async function createDatabase(ports: DatabasePorts): Promise<ServedDatabase> {
  const { version, clock, adoms, check, registry = fortimanager, models = [DEFAULT_MODEL] } = ports;
  const owners = createOwners(registry);
  const schemas = createSchemas(registry, owners, version);
  const locate = createLocate(registry, owners, schemas, version);
  const known = new Map<string, Schema>();
  const committed = createCommitted();
  const staged = createStaged(committed);
  const listeners: ((spots: readonly Spot[]) => void)[] = [];
  let lastOid = 100;
  const stamps = { oid: () => ++lastOid };
  const now = (): number => Math.floor(clock.now() / 1000);
  const learn = (table: string, schema: Schema): unknown => known.set(table, schema);
  const schemaOf = (table: string): Schema | undefined => known.get(table);
  const integrity = createIntegrity(createTargets(registry, owners, schemaOf), schemaOf);
  const factory = await createFactory({ version, models, registry, schemas, stamps, now, learn });

  function commitEdits(edits: readonly Edit[]): readonly Spot[] {
    committed.apply(edits);
    const spots = edits.flatMap(spotsOf);
    if (spots.length > 0) for (const listener of listeners) listener(spots);
    return spots;
  }

  function apply(session: Session, edits: readonly Edit[], isStaged: boolean): void {
    if (isStaged) staged.stage(session, edits);
    else commitEdits(edits);
  }

  /** Everything has a number. What an administrator configures also shows who did it, and when. */
  function stamp({ user }: Session, edit: Edit, { path, node }: Schema, before: Entry | undefined): Entry {
    const isNew = before === undefined;
    const entry: Record<string, unknown> = { ...(isNew ? completed(edit.table, edit.entry ?? {}) : edit.entry) };
    if (edit.key !== OBJECT) entry.oid ??= stamps.oid();
    if (!edit.table.startsWith("pm/config/") || path.startsWith(DEVICE)) return entry;
    if (node.fields.get("uuid")?.type === "uuid") entry.uuid ??= randomUUID();
    const created = { "_created timestamp": now(), "_created-by": user };
    return { ...(isNew && created), ...entry, "_last-modified-by": user, "_modified timestamp": now() };
  }

  const serve = createServe({
    locate,
    integrity,
    stamps,
    viewOf: staged.viewOf,
    check,
    apply,
    schemaOf,
    learn,
    versionBelow: committed.versionBelow,
    settlePorts: (session) => ({
      integrity,
      schemaOf,
      learn,
      stamp: (edit, schema, before) => stamp(session, edit, schema, before),
      foundAdom: (name, given) => [factory.adom(name, given), ...factory.contentOf(name)],
    }),
  });

  function rowsSeen(view: View, table: string): ReadonlyMap<string, Entry> {
    const kind = kindInAllAdoms(table);
    return kind === undefined ? view.rows(table) : rowsOfAllAdoms(view, kind);
  }

  async function store({ table, key }: Spot, entry: Entry | undefined): Promise<void> {
    const found = await locate([...segmentsOf(table), ...(key === undefined ? [] : [key])], "get");
    const kind = kindInAllAdoms(table);
    const at = { table: kind === undefined ? table : homeOf(committed, kind, key), key: key ?? OBJECT };
    learn(at.table, found.schema);
    const before = committed.get(at.table, at.key);
    const isEntry = found.schema.node.kind === "table";
    const own = { ...at, entry: entry && isEntry ? { oid: before?.oid ?? stamps.oid(), ...entry } : entry };
    commitEdits(entry === undefined ? [own, ...goesWith(committed, at.table, at.key)] : [own]);
  }

  async function reset(): Promise<void> {
    staged.clear();
    committed.clear();
    const content = adoms.flatMap((name) => [factory.adom(name, {}), ...factory.contentOf(name)]);
    committed.apply([...factory.system(), ...content]);
  }

  function state(): DatabaseState {
    const holders = staged.holders().filter(isWorkflowHolder);
    return {
      tables: new Map(committed.tables("").map((table) => [table, new Map(committed.rows(table))])),
      staged: new Map(holders.map((key) => [key, staged.edits({ key })])),
      lastOid,
    };
  }

  async function load(saved: DatabaseState): Promise<void> {
    staged.clear();
    committed.clear();
    const names = [...saved.tables.keys(), ...[...saved.staged.values()].flat().map(({ table }) => table)];
    for (const table of new Set(names)) {
      if (schemaOf(table) === undefined) learn(table, (await locate(segmentsOf(table), "get")).schema);
    }
    for (const [table, rows] of saved.tables) {
      committed.apply(Array.from(rows, ([key, entry]) => ({ table, key, entry })));
    }
    for (const [key, edits] of saved.staged) staged.stage({ key }, edits);
    lastOid = saved.lastOid;
  }

  await reset();

  return {
    state,
    load,
    routes: createWhereUsed({
      clock,
      integrity,
      schemaOf,
      locate,
      viewOf: staged.viewOf,
      version: committed.versionBelow,
    }),
    serve,
    entries: async (table, session) => [...rowsSeen(staged.viewOf(session), table).values()],
    entry: async ({ table, key = OBJECT }, session) => rowsSeen(staged.viewOf(session), table).get(key),
    store,
    commit: (session, covers) => commitEdits(staged.take(session, covers)),
    discard: (session, covers) => staged.take(session, covers).flatMap(spotsOf),
    copyStaged(from, to, covers) {
      staged.take(to, covers);
      staged.stage(
        to,
        staged.edits(from).filter((edit) => spotsOf(edit).some(covers)),
      );
    },
    isDirty: (session, covers) => staged.spots(session, covers).length > 0,
    tables: (prefix) => committed.tables(prefix),
    snapshot: (prefix) => takeSnapshot(committed, prefix),
    restore: (snapshot) => void commitEdits(editsBackTo(committed, snapshot as Snapshot)),
    onCommitted: (listener) => listeners.push(listener),
    reset,
  };
}
