/**
 * Packets as a file that every packet viewer reads.
 *
 * @module
 */

import type { Session } from "../../world/session.ts";

const MAGIC = 0xa1b2c3d4;
const ETHERNET = 1;
const SNAP_LENGTH = 65_535;
const HEADER_BYTES = 16;
const IPV4 = 0x0800;
const UDP = 17;
const LOCAL_ADDRESS = 0x7f000001;

/**
 * Datagrams between the ends of sessions, in turn.
 *
 * @param start Of the first packet, in milliseconds since the epoch. @param step Milliseconds from one to the next.
 */
export function captureFile(sessions: readonly Session[], start: number, count: number, step: number): Buffer {
  const packets = Array.from({ length: count }, (_, index) => {
    const session = sessions[index % Math.max(sessions.length, 1)];
    const packet = datagram(session, index % 2 === 1);
    const header = Buffer.alloc(HEADER_BYTES);
    const at = start + index * step;
    header.writeUInt32BE(Math.floor(at / 1000), 0);
    header.writeUInt32BE((at % 1000) * 1000, 4);
    header.writeUInt32BE(packet.length, 8);
    header.writeUInt32BE(packet.length, 12);
    return [header, packet];
  });
  return Buffer.concat([fileHeader(), ...packets.flat()]);
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(MAGIC, 0);
  header.writeUInt16BE(2, 4);
  header.writeUInt16BE(4, 6);
  header.writeUInt32BE(SNAP_LENGTH, 16);
  header.writeUInt32BE(ETHERNET, 20);
  return header;
}

function datagram(session: Session | undefined, isAnswer: boolean): Buffer {
  const ends = [session?.source, session?.destination];
  const [from, to] = isAnswer ? ends.reverse() : ends;
  const payload = Buffer.from("simulated");
  const packet = Buffer.alloc(14 + 20 + 8 + payload.length);
  packet.writeUInt16BE(IPV4, 12);
  packet.writeUInt8(0x45, 14);
  packet.writeUInt16BE(packet.length - 14, 16);
  packet.writeUInt8(64, 22);
  packet.writeUInt8(UDP, 23);
  packet.writeUInt32BE((from?.ip ?? LOCAL_ADDRESS) >>> 0, 26);
  packet.writeUInt32BE((to?.ip ?? LOCAL_ADDRESS) >>> 0, 30);
  packet.writeUInt16BE(checksum(packet.subarray(14, 34)), 24);
  packet.writeUInt16BE(from?.port ?? 0, 34);
  packet.writeUInt16BE(to?.port ?? 0, 36);
  packet.writeUInt16BE(8 + payload.length, 38);
  payload.copy(packet, 42);
  return packet;
}

/** Of an IPv4 header whose own field for it is 0. */
function checksum(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
