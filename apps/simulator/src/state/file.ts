/**
 * The file that a simulator's state is kept in.
 *
 * @module
 */

import { open, readFile, readlink, realpath, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { decode, type Encoded, encode } from "./codec.ts";
import type { Saved } from "./saved.ts";

const FORMAT = "fortiweave-simulator state";
/** Of the form of the file. Goes up when older simulators could not read it any more. */
const VERSION = 1;
/** It holds passwords and keys. */
const OWNER_ONLY = 0o600;

interface Content extends Encoded {
  readonly format: string;
  readonly version: number;
}

/** Undefined when there is no such file yet. @throws Error that names the file, and the way out. */
export async function readState(file: string): Promise<Saved | undefined> {
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const content = parse(text);
  if (content?.format !== FORMAT) {
    throw new Error(
      `${file} does not hold the state of a simulator, or no longer does: name another file, or delete it`,
    );
  }
  if (content.version !== VERSION) {
    throw new Error(
      `${file} was written by another version of the simulator (form ${content.version}, not ${VERSION}): name another file, or delete it`,
    );
  }
  try {
    const saved = decode(content) as Saved;
    if (!Array.isArray(saved.fortigates)) throw new Error("it names no FortiGates");
    return saved;
  } catch (error) {
    throw damaged(file, error);
  }
}

/** What cannot be taken up of a file that could be read. */
export function damaged(file: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`The state in ${file} is damaged (${reason}): name another file, or delete it`, { cause: error });
}

/** As the file holds it. */
export function stateText(saved: Saved): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...encode(saved) } satisfies Content)}\n`;
}

/** The file is the old one or the new one, never a part of one. Where it is a link, what that leads to is. */
export async function writeState(file: string, text: string): Promise<void> {
  const target = await targetOf(file);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    // One that a killed process of the same number has left, or a link that somebody has laid out.
    await rm(draft, { force: true });
    const handle = await open(draft, "wx", OWNER_ONLY);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw new Error(`Cannot save the state in ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    // It is to be made, or is a link to what is to be made.
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : resolve(dirname(file), link);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function parse(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Content) : undefined;
  } catch {
    return undefined;
  }
}
