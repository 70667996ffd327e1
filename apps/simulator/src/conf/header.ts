/**
 * The first lines of a configuration file: which device and firmware it is from, and what it covers.
 *
 * @module
 */

import { hash } from "node:crypto";
import type { Identity } from "../device/identity.ts";

export interface HeaderFacts {
  readonly identity: Identity;
  /** Whether the device is divided into VDOMs. */
  readonly hasVdoms: boolean;
  /** The VDOM that the file is about. Undefined: the whole device. */
  readonly vdom: string | undefined;
  /** Who asked for it. */
  readonly user: string;
  /** Its secrets are masked. */
  readonly isMasked: boolean;
}

/** What a header says, as far as it matters to a device that is given the file. */
export interface Header {
  /** `FGVM64`; undefined for a file without a header. */
  readonly platform: string | undefined;
  /** The VDOM that the file is about. Undefined: the whole device. */
  readonly vdom: string | undefined;
  readonly isMasked: boolean;
}

/** Stands for each secret in a file whose secrets are masked. */
export const PASSWORD_MASK = "FortinetPasswordMask";

const DAY_MS = 86_400_000;
/** When the first release of a branch came out, and how long one is the newest, roughly: no source lists the dates. */
const FIRST_RELEASES: Readonly<Record<string, string>> = {
  "7.2": "2022-03-31",
  "7.4": "2023-05-11",
  "7.6": "2024-07-25",
};
const DAYS_PER_RELEASE = 90;

/** @param body What the file holds: its number changes with it. */
export function headerOf({ identity, hasVdoms, vdom, user, isMasked }: HeaderFacts, body: string): string {
  const { model, version, build } = identity;
  const number = String(build).padStart(4, "0");
  const firmware = `${model.platform}-${version}-FW-build${number}-${releaseDate(version)}`;
  return [
    `#config-version=${firmware}:opmode=0:vdom=${hasVdoms ? 1 : 0}:user=${inLine(user)}`,
    `#conf_file_ver=${BigInt(`0x${hash("sha256", body).slice(0, 13)}`)}`,
    `#buildno=${number}`,
    vdom === undefined ? "#global_vdom=1" : `#global_vdom=0:vd_name=${inLine(vdom)}/${inLine(vdom)}`,
    ...(isMasked ? ["#password_mask=1"] : []),
    "",
  ].join("\n");
}

/** Names may hold anything, and what is on a line of its own is no comment any more. */
function inLine(name: string): string {
  return name.replaceAll(/[\r\n]/g, " ");
}

/** Reads the comments that a file begins with. */
export function readHeader(text: string): Header {
  const comments: string[] = [];
  for (const line of text.slice(0, LONGEST_HEADER).split("\n")) {
    if (line.trim() !== "" && !line.startsWith("#")) break;
    comments.push(line.trim());
  }
  const find = (form: RegExp): string | undefined => {
    for (const line of comments) {
      const found = form.exec(line);
      if (found !== null) return found[1];
    }
    return undefined;
  };
  return {
    platform: find(/^#\s*config-version=\s*([^-]+)-/),
    vdom: find(/^#global_vdom=0:vd_name=([^/]+)/),
    isMasked: find(/^#password_mask=(1)/) !== undefined,
  };
}

/** Characters. */
const LONGEST_HEADER = 10_000;

/** `250501` */
function releaseDate(version: string): string {
  const [major = "", minor = "", patch = "0"] = version.split(".");
  const first = Date.parse(FIRST_RELEASES[`${major}.${minor}`] ?? "2022-01-01");
  const day = new Date(first + Number(patch) * DAYS_PER_RELEASE * DAY_MS).toISOString();
  return day.slice(2, 10).replaceAll("-", "");
}
