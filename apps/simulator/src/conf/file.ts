/**
 * The configuration of a device, or of one of its VDOMs, as a file.
 *
 * @module
 */

import type { Configuration, FactoryContent, TableAt } from "../cmdb/configuration.ts";
import { createTable, objectOf } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { Identity } from "../device/identity.ts";
import { factoryRows } from "./factory-content.ts";
import { headerOf, PASSWORD_MASK } from "./header.ts";
import { encrypted, type SecretWriter, tableLines, word } from "./write.ts";

export interface FileRequest {
  readonly identity: Identity;
  readonly configuration: Configuration;
  readonly factory: FactoryContent;
  /** Undefined: the whole device. */
  readonly vdom: string | undefined;
  readonly user: string;
  readonly isMasked: boolean;
}

const INTERFACES = "system/interface";
const VDOMS = "system/vdom";
const VDOM_MODE = "vdom-mode";

/** With its header. It ends with a line break. */
export function configFile(request: FileRequest): string {
  const { configuration, vdom } = request;
  const hasVdoms = isDivided(configuration);
  const lines = vdom !== undefined ? vdomOnly(request, vdom) : hasVdoms ? dividedLines(request) : plainLines(request);
  const body = `${lines.join("\n")}\n`;
  return headerOf({ ...request, hasVdoms }, body) + body;
}

/** Whether a device is divided into VDOMs: it was told to be, or has more than one. */
export function isDivided(configuration: Configuration): boolean {
  const mode = objectOf(configuration.table("system/global", undefined))[VDOM_MODE];
  return mode === "multi-vdom" || configuration.table(VDOMS, undefined).size > 1;
}

function plainLines(request: FileRequest): string[] {
  const { configuration, factory, isMasked } = request;
  const schemas = configuration.schemas;
  const global = tablesOf(configuration, undefined, factory).filter(({ path }) => path !== VDOMS);
  const others = tablesOf(configuration, MANAGEMENT_VDOM, factory);
  const write = secretWriter(isMasked);
  return [...tableLines(schemas, global, true, write), ...tableLines(schemas, others, false, write)];
}

/** First the names of the VDOMs, then what they share, then each of them. */
function dividedLines({ configuration, factory, isMasked }: FileRequest): string[] {
  const { schemas } = configuration;
  const names = [...configuration.table(VDOMS, undefined).keys()];
  const write = secretWriter(isMasked);
  const global = tablesOf(configuration, undefined, factory).filter(
    ({ path, table }) =>
      path !== VDOMS || Array.from(table.entries()).some(([, entry]) => Object.keys(entry).length > 1),
  );
  return [
    "",
    "config vdom",
    ...names.flatMap((name) => [`edit ${word(name)}`, "next"]),
    "end",
    "",
    "config global",
    ...tableLines(schemas, global, true, write),
    "end",
    ...names.flatMap((name) => [
      "",
      "config vdom",
      `edit ${word(name)}`,
      ...tableLines(schemas, tablesOf(configuration, name, factory), false, write),
      "end",
    ]),
  ];
}

/** A VDOM takes its interfaces with it. */
function vdomOnly({ configuration, factory, isMasked }: FileRequest, vdom: string): string[] {
  const { schemas } = configuration;
  const interfaces = Array.from(configuration.table(INTERFACES, undefined).entries()).filter(
    ([, entry]) => (entry.vdom ?? MANAGEMENT_VDOM) === vdom,
  );
  const own = { path: INTERFACES, vdom: undefined, table: createTable(interfaces) };
  const write = secretWriter(isMasked);
  return [
    ...tableLines(schemas, [own], true, write),
    ...tableLines(schemas, tablesOf(configuration, vdom, factory), false, write),
  ];
}

/** What holds anything, and what does not though it did when it left the factory. */
function tablesOf(configuration: Configuration, vdom: string | undefined, factory: FactoryContent): TableAt[] {
  return configuration
    .tables()
    .filter((at) => at.vdom === vdom && (at.table.size > 0 || factoryRows(factory, vdom, at.path).length > 0));
}

function secretWriter(isMasked: boolean): SecretWriter {
  return isMasked ? () => PASSWORD_MASK : encrypted;
}
