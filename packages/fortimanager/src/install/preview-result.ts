/**
 * Reads what FortiManager answers when it is asked for a preview.
 *
 * @module
 */

import { type ConfigChange, changesIn } from "../cli-text/changes.ts";
import { parseCli } from "../cli-text/parse-cli.ts";
import { rowsOf } from "../exec.ts";

/** What an install would do to one device. */
export interface PreviewDevice {
  /** Name of the device. */
  readonly device: string;
  /** The configuration that would be sent. Empty: none. */
  readonly text: string;
  /** The same, entry by entry. Each change tells its VDOM, where the device has several. */
  readonly changes: readonly ConfigChange[];
}

/** What an install would do. */
export interface Preview {
  /** False: nothing would be sent to any device. */
  readonly changed: boolean;
  /** The configuration for every device; with several, each under a line with its name: `# FGT1`. */
  readonly text: string;
  /** Device by device. */
  readonly devices: readonly PreviewDevice[];
}

/**
 * Reads the `message` of an answer: JSON text with a result for each device since 7.4.4, before that the text for the
 * one device that was asked for.
 */
export function readMessage(message: string, device: string): PreviewDevice[] {
  const rows = message.trimStart().startsWith("[") ? toRows(message) : undefined;
  if (rows === undefined) return [toDevice(device, message)];
  return rows.map(({ name, result }) => toDevice(String(name ?? device), typeof result === "string" ? result : ""));
}

/** Puts the devices of a preview together. */
export function toPreview(devices: readonly PreviewDevice[]): Preview {
  const [only, ...others] = devices;
  const text =
    only !== undefined && others.length === 0
      ? only.text
      : devices.map((each) => `# ${each.device}\n${each.text}`).join("\n");
  return { changed: devices.some((each) => each.text !== ""), text, devices };
}

function toRows(message: string): Readonly<Record<string, unknown>>[] | undefined {
  try {
    return rowsOf(JSON.parse(message));
  } catch {
    return undefined;
  }
}

/** FortiManager puts a title above the text, and where there is none, a line that says so. */
function toDevice(device: string, result: string): PreviewDevice {
  const text = result.replace(/^\s*===[^\n]*===[ \t\r]*(?:\n|$)/, "");
  const bare = text.trim() === "" ? "" : text;
  return { device, text: bare, changes: changesIn(parseCli(bare)) };
}
