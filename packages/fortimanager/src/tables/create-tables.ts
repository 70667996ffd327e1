/**
 * Makes the tables and objects of a FortiManager, place by place.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { createDesiredState } from "../plan/desired-state.ts";
import { writeValue } from "../url.ts";
import {
  type Container,
  createContainer,
  createDeviceContainer,
  type Parents,
  type UnknownShape,
} from "./containers.ts";
import { type AnyTable, createTable } from "./create-table.ts";
import { createObject, type SingleObject } from "./object.ts";
import type { Place } from "./place.ts";
import type { AdomTables, DeviceTables, Tables } from "./tables.ts";
import { createTargets, type Targets } from "./targets.ts";
import type { ValidateMode } from "./types.ts";

/** What all handles of a client have in common. */
export interface TableParts {
  readonly engine: Engine;
  /** How writes are checked that do not say it themselves. */
  readonly mode: ValidateMode;
}

/** Tables and objects whose types are the compiler's business. */
interface AnyPaths {
  table(path: string, parents?: Parents): AnyTable;
  object(path: string, parents?: Parents): SingleObject<Readonly<Record<string, unknown>>>;
  readonly untyped: {
    table(path: string, shape?: UntypedShape): AnyTable;
    object(path: string, shape?: UntypedShape): SingleObject<Readonly<Record<string, unknown>>>;
  };
}

type UntypedShape = UnknownShape & { readonly parents?: Parents };

function createPaths({ engine, mode }: TableParts, container: Container): AnyPaths {
  /** What the catalogue knows is taken from there, also for callers that tell it. */
  const anywhere = (path: string, { parents, ...shape }: UntypedShape, kind: "table" | "object"): Place =>
    container.find(path, parents) ?? container.unknown(path, { ...shape, kind });
  return {
    table: (path: string, parents?: Parents) => createTable(engine, container.place(path, parents), mode),
    object: (path: string, parents?: Parents) => createObject(engine, container.place(path, parents), mode),
    untyped: watchHandle(
      {
        table: (path: string, shape: UntypedShape = {}) => createTable(engine, anywhere(path, shape, "table"), mode),
        object: (path: string, shape: UntypedShape = {}) => createObject(engine, anywhere(path, shape, "object"), mode),
      },
      undefined,
      engine.refused,
    ),
  };
}

/** The containers of one FortiManager. */
export interface Containers {
  readonly own: Container;
  readonly global: Container;
  adom(name: string): Container;
  package(name: string, adom?: string): Container;
  policyBlock(name: string, adom: string): Container;
}

/** Where each place has its urls. */
export const containers: Containers = {
  own: createContainer({
    name: "FortiManager itself",
    root: "",
    holds: (template) =>
      /^(?:cli\/global\/|dvmdb\/(?!global\/)|pm\/config\/_meta_fields\/)/.test(template) &&
      !template.includes("{adom}"),
  }),
  global: createContainer({
    name: "the global database",
    root: "pm/config/global/obj",
    holds: (template) => /^(?:pm\/config\/global\/obj\/|pm\/pkg\/global|dvmdb\/global\/)/.test(template),
  }),
  adom: (name) =>
    createContainer({
      name: `ADOM ${JSON.stringify(name)}`,
      params: { adom: name },
      root: `pm/config/adom/${writeValue("adom", name)}/obj`,
    }),
  package(name, adom) {
    const place = adom === undefined ? "global" : `adom/${writeValue("adom", adom)}`;
    return createContainer({
      name: `package ${JSON.stringify(name)}`,
      params: { pkg: name, ...(adom !== undefined && { adom }) },
      prefix: "pkg/",
      label: `pkg/${name}/`,
      root: `pm/config/${place}/pkg/${writeValue("pkg", name)}`,
      holds: (template) => template.startsWith(`pm/config/${adom === undefined ? "global" : "adom/{adom}"}/pkg/{pkg}/`),
    });
  },
  policyBlock: (name, adom) =>
    createContainer({
      name: `policy block ${JSON.stringify(name)}`,
      params: { pblock: name, adom },
      prefix: "pblock/",
      label: `pblock/${name}/`,
      root: `pm/config/adom/${writeValue("adom", adom)}/pblock/${writeValue("pblock", name)}`,
    }),
};

/** Makes the handle of an ADOM. */
export function createAdomTables(parts: TableParts, name: string): AdomTables {
  const { engine } = parts;
  const here = containers.adom(name);
  const template = (kind: "devprof" | "wanprof", own: string, what: string): AnyPaths =>
    createPaths(
      parts,
      createContainer({
        name: `${what} ${JSON.stringify(own)}`,
        params: { [kind]: own, adom: name },
        prefix: `${kind}/`,
        label: `${kind}/${own}/`,
        root: `pm/config/adom/${writeValue("adom", name)}/${kind}/${writeValue(kind, own)}`,
      }),
    );
  const adom = {
    name,
    ...createPaths(parts, here),
    ...createDesiredState(parts, {
      own: here,
      packages: (own) => containers.package(own, name),
      policyBlocks: (own) => containers.policyBlock(own, name),
    }),
    package(own: string) {
      const paths = createPaths(parts, containers.package(own, name));
      return { name: own, ...paths, policies: paths.table("firewall/policy"), targets: targetsOf(engine, here, own) };
    },
    policyBlock(own: string) {
      const paths = createPaths(parts, containers.policyBlock(own, name));
      return { name: own, ...paths, policies: paths.table("firewall/policy") };
    },
    deviceProfile: (own: string) => template("devprof", own, "device profile"),
    sdwanTemplate: (own: string) => template("wanprof", own, "SD-WAN template"),
  };
  // What a path holds is looked up by the compiler alone: at run time all handles work on plain values.
  return adom as unknown as AdomTables;
}

/** Makes the tables of a FortiManager. */
export function createTables(parts: TableParts): Omit<Tables, "adom"> {
  const { engine } = parts;
  const device = (name: string, vdom?: string): DeviceTables => {
    return createPaths(parts, createDeviceContainer(name, vdom)) as unknown as DeviceTables;
  };
  const global = {
    ...createPaths(parts, containers.global),
    ...createDesiredState(parts, { own: containers.global, packages: (own) => containers.package(own) }),
    package(own: string) {
      const paths = createPaths(parts, containers.package(own));
      return { name: own, ...paths, targets: targetsOf(engine, containers.global, own) };
    },
  };
  return { ...createPaths(parts, containers.own), deviceDatabase: device, global } as unknown as Omit<Tables, "adom">;
}

function targetsOf(engine: Engine, container: Container, name: string): Targets {
  return createTargets(engine, container.place("pm/pkg"), name);
}
