/**
 * What a device keeps beside a line of its log: captured packets, or a description of a file in quarantine.
 *
 * @module
 */

import { hash } from "node:crypto";
import { createChance } from "../world/chance.ts";
import type { Lines } from "./lines.ts";

export interface ArchiveItem {
  /** Number of the line. */
  readonly mkey: number;
  /** Number of the file that the line is in. */
  readonly roll: number;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly checksum: string;
}

const LINES_PER_FILE = 10_000;
/** The beginning of every file of captured packets. */
const PCAP_HEADER = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");

/** Which file a line is in. */
export function rollOf(number: number): number {
  return Math.floor(number / LINES_PER_FILE);
}

/** What is kept of a line; undefined when there is no such line, or it is in another file. */
export function archiveItem(
  type: string,
  lines: Lines,
  mkey: number | undefined,
  roll: number | undefined,
): ArchiveItem | undefined {
  if (mkey === undefined || mkey < 1 || mkey > lines.count || (roll ?? rollOf(mkey)) !== rollOf(mkey)) return undefined;
  const content = archiveContent(mkey);
  return {
    mkey,
    roll: rollOf(mkey),
    filename: `${type}-${mkey}.pcap`,
    size: content.length,
    checksum: hash("md5", content),
  };
}

/** Bytes of every value: nothing that a client may take for text. */
export function archiveContent(mkey: number): Buffer {
  const chance = createChance(0, mkey);
  const packets = Buffer.from(Array.from({ length: 100 + chance.below(400) }, () => chance.below(256)));
  return Buffer.concat([PCAP_HEADER, packets]);
}
