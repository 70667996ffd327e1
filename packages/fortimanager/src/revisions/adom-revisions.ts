/**
 * Revisions of an ADOM: its packages and objects, as they were.
 *
 * @module
 */

import { notTaken, unlessMissing, watchHandle } from "@fortiweave/core/client";
import type { GetOptions } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import { fieldsOf, read, rowsOf, write } from "../exec.ts";
import type { ObjectTables } from "../generated/types/objects.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { type AdomDifference, diffAdom } from "./adom-difference.ts";

/** A revision of an ADOM. */
export interface AdomRevision {
  /** Its number. */
  readonly version: number;
  /** Its name. Several may have the same. */
  readonly name: string;
  /** What it is for. */
  readonly description: string;
  /** Who made it. */
  readonly createdBy: string;
  /** When, by FortiManager's clock. */
  readonly createdAt: Date;
  /** Whether it is kept when old revisions are deleted automatically. */
  readonly locked: boolean;
}

/** A revision to make. */
export interface NewAdomRevision {
  /** Its name. */
  readonly name: string;
  /** What it is for. Default: nothing. */
  readonly description?: string;
  /** Default false. */
  readonly locked?: boolean;
}

/** The revisions of an ADOM. */
export interface AdomRevisions {
  /** All of them, the oldest first. Filters and ranges as with `get`. */
  list(options?: GetOptions<ObjectTables["dvmdb/revision"]>): Promise<AdomRevision[]>;
  /** One of them. Throws NOT_FOUND. */
  get(version: number, options?: CallOptions): Promise<AdomRevision>;
  /** One of them, or undefined. */
  find(version: number, options?: CallOptions): Promise<AdomRevision | undefined>;
  /** Keeps the ADOM as it is now, as far as it is committed. */
  create(revision: NewAdomRevision, options?: CallOptions): Promise<AdomRevision>;
  /** Forgets it. The ADOM stays as it is. */
  delete(version: number, options?: CallOptions): Promise<void>;
  /** Whether it is kept when old revisions are deleted automatically. */
  lock(version: number, locked?: boolean, options?: CallOptions): Promise<void>;
  /**
   * Makes the ADOM as it was then, which is a new revision of its own. In workspace mode the ADOM must be locked, and
   * nothing changes on a device before an install.
   */
  revert(version: number, as: NewAdomRevision, options?: CallOptions): Promise<AdomRevision>;
  /** What has changed since then, by object. Default: up to what the ADOM is now. */
  diff(version: number, until?: number, options?: CallOptions): Promise<AdomDifference>;
}

/** Makes the handle of an ADOM's revisions. */
export function createAdomRevisions(engine: Engine, adom: string): AdomRevisions {
  const all = url`dvmdb/adom/${adom}/revision`;
  const urlOf = (version: number): string => all + url`/${version}`;

  const list: AdomRevisions["list"] = async (options = {}) =>
    rowsOf(await read(engine, all, options))
      .map(toRevision)
      .sort((a, b) => a.version - b.version);
  const get: AdomRevisions["get"] = async (version, options = {}) =>
    toRevision(fieldsOf(await read(engine, urlOf(version), options)));

  /** The answer names the new revision, or leaves it to be looked for. */
  const make = async (
    method: "add" | "clone",
    of: number | undefined,
    revision: NewAdomRevision,
    options: CallOptions,
  ): Promise<AdomRevision> => {
    const item = { url: of === undefined ? all : urlOf(of), data: toData(revision) };
    const { version } = fieldsOf((await engine.send({ method, items: [item], needsAnswer: true }, options)).data);
    if (typeof version === "number") return get(version, options);
    const newest = (await list({ ...options, filter: ["name", "==", revision.name] })).at(-1);
    if (newest !== undefined) return newest;
    throw notTaken(
      `FortiManager took the revision ${JSON.stringify(revision.name)}, and does not list it`,
      "List the revisions",
    );
  };

  const revisions: AdomRevisions = {
    list,
    get,
    find: (version, options) => unlessMissing(get(version, options)),
    create: (revision, options = {}) => make("add", undefined, revision, options),
    async delete(version, options = {}) {
      await write(engine, "delete", urlOf(version), undefined, options);
    },
    async lock(version, locked = true, options = {}) {
      await write(engine, "update", urlOf(version), { locked: Number(locked) }, options);
    },
    revert: (version, as, options = {}) => make("clone", version, as, options),
    diff: (version, until, options = {}) => diffAdom(engine, adom, version, until, options),
  };
  return watchHandle(revisions, "dvmdb/revision", engine.refused);
}

function toData({ name, description, locked = false }: NewAdomRevision): {
  name: string;
  desc: string;
  locked: number;
} {
  return { name: checkName(name, "An ADOM revision"), desc: description ?? "", locked: Number(locked) };
}

function toRevision({
  version,
  name,
  desc,
  created_by,
  created_time,
  locked,
}: ObjectTables["dvmdb/revision"]): AdomRevision {
  return {
    version: Number(version),
    name: name ?? "",
    description: desc ?? "",
    createdBy: created_by ?? "",
    createdAt: new Date(Number(created_time ?? 0) * 1000),
    locked: Boolean(locked),
  };
}
