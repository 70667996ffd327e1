/**
 * Brings what FortiManager leaves the factory with into the form of a version.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import type { FortiManagerRegistry } from "@fortiweave/catalog/fortimanager";
import type { Model } from "../../../models/model.ts";
import type { Entry } from "../../parts.ts";
import { PACKAGE_SETTINGS } from "../newcomers.ts";
import { keyOf } from "../schema/keys.ts";
import type { Schema, Schemas } from "../schema/schemas.ts";
import { type Edit, OBJECT } from "../store/edit.ts";
import { ADOMS } from "../urls/device-manager.ts";
import { GLOBAL, packagesOf } from "../urls/places.ts";
import { readEntry, type Stamps } from "../values/read-entry.ts";
import { adomContent, type Content, GLOBAL_CONTENT } from "./adom-content.ts";
import { SYSTEM_CONTENT } from "./system-content.ts";

export interface FactoryPorts {
  readonly version: string;
  /** Of the devices that it is for. */
  readonly models: readonly Model[];
  readonly registry: FortiManagerRegistry;
  readonly schemas: Schemas;
  readonly stamps: Stamps;
  /** Seconds since the epoch. */
  now(): number;
  learn(table: string, schema: Schema): void;
}

export interface Factory {
  /** What FortiManager itself is set to, and the global database. */
  system(): readonly Edit[];
  /** The entry of an ADOM, with what a client may have said about it. */
  adom(name: string, given: Entry): Edit;
  /** What an ADOM starts with. */
  contentOf(adom: string): readonly Edit[];
}

/** An entry before it gets numbers of its own. */
interface Blank {
  readonly path: string;
  readonly schema: Schema;
  readonly entry: Entry;
}

const GROUP = { name: "All_FortiGate", desc: "", os_type: "fos", type: "default" };
export async function createFactory(ports: FactoryPorts): Promise<Factory> {
  const { registry, schemas, stamps, version, models, learn } = ports;

  async function prepare(content: Content): Promise<readonly Blank[]> {
    const blanks: Blank[] = [];
    for (const [path, rows] of Object.entries(content)) {
      if (registry.find("object", path) === undefined) continue;
      const schema = await schemas.load(path);
      for (const row of rows)
        blanks.push({ path, schema, entry: readEntry(schema.node, row, {}, "overwrite", stamps) });
    }
    return blanks;
  }

  function place(base: string, { path, schema, entry }: Blank): Edit {
    const table = base + path;
    learn(table, schema);
    const own = schema.node.kind === "object" ? entry : { ...entry, ...unique(schema) };
    return { table, key: keyOf(schema.node.key, own) ?? OBJECT, entry: own };
  }

  function unique({ node }: Schema): Entry {
    return { oid: stamps.oid(), ...(node.fields.get("uuid")?.type === "uuid" ? { uuid: randomUUID() } : {}) };
  }

  const [system, objects, global] = [
    await prepare(SYSTEM_CONTENT),
    await prepare(adomContent(models)),
    await prepare(GLOBAL_CONTENT),
  ];
  const packages = await schemas.load("pm/pkg");
  const templates = await schemas.load("pm/devprof");
  const groups = await schemas.load("dvmdb/group");
  const adoms = await schemas.load("dvmdb/adom");

  function packageOf(adom: string): Edit {
    const table = packagesOf(adom);
    learn(table, packages);
    const entry = {
      name: "default",
      type: "pkg",
      "obj ver": 1,
      "package settings": PACKAGE_SETTINGS,
      "scope member": [],
    };
    return { table, key: entry.name, entry: { ...entry, oid: stamps.oid() } };
  }

  function templateOf(adom: string): Edit {
    const table = `pm/devprof/adom/${adom}`;
    learn(table, templates);
    const entry = { name: "default", type: "devprof", "enabled options": [], "scope member": [] };
    return { table, key: entry.name, entry: { ...entry, oid: stamps.oid() } };
  }

  function groupOf(adom: string): Edit {
    const table = `${ADOMS}/${adom}/group`;
    learn(table, groups);
    return { table, key: GROUP.name, entry: { ...GROUP, oid: stamps.oid() } };
  }

  return {
    system: () => [
      ...system.map((blank) => place("", blank)),
      ...global.map((blank) => place("pm/config/global/obj/", blank)),
      packageOf(GLOBAL),
    ],
    adom(name, given) {
      learn(ADOMS, adoms);
      const [, minor = 0] = version.split(".").map(Number);
      const entry = {
        name,
        desc: "",
        flags: [],
        mode: "gms",
        mig_mr: 0,
        mig_os_ver: "unknown",
        mr: minor,
        os_ver: "7.0",
        restricted_prds: ["fos"],
        state: 1,
        lock_override: 0,
        log_db_retention_hours: 1440,
        log_disk_quota: 0,
        log_disk_quota_alert_thres: 90,
        log_disk_quota_split_ratio: 70,
        log_file_retention_hours: 8760,
        create_time: ports.now(),
        workspace_mode: 0,
        tab_status: null,
        uuid: randomUUID(),
        oid: stamps.oid(),
        ...given,
      };
      return { table: ADOMS, key: name, entry };
    },
    contentOf: (adom) => [
      groupOf(adom),
      packageOf(adom),
      templateOf(adom),
      ...objects.map((blank) => place(`pm/config/adom/${adom}/obj/`, blank)),
    ],
  };
}
