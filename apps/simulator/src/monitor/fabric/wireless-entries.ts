/**
 * What the device writes into the wireless configuration when it is asked: profiles of access points, and keys of many.
 *
 * @module
 */

import { randomInt } from "node:crypto";
import { type Entry, isRows, type Value } from "../../cmdb/entry.ts";
import { badValue, noSuchEntry, tooLong } from "../../cmdb/refusal.ts";
import { type Endpoint, needing } from "../answer.ts";
import { change, entryAt } from "../config.ts";
import { numberIn, textIn } from "../params.ts";

const PROFILES = "wireless-controller/wtp-profile";
const KEYS = "wireless-controller/mpsk-profile";
const MOST_KEYS = 1024;
const SHORTEST = 8;
const LONGEST = 63;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** A profile that is there stays as it is. */
export const createDefaultProfile: Endpoint = needing([PROFILES], (context, call) => {
  const { configuration } = context.holder;
  const asked = textIn(call, "platform");
  const type = asked.replace(/^FAP-?/, "");
  const known = configuration.schemas.loaded(PROFILES)?.node.fields.get("platform")?.node?.fields.get("type");
  if (known?.options?.has(type) !== true) throw badValue(asked);
  const name = `FAP${type}-default`;
  if (configuration.table(PROFILES, call.vdom).has(name)) return {};
  change(context, call, PROFILES, name, { name, platform: { type } });
  return {};
});

/** Adds keys of random letters to a group of a profile: as `PREFIX1`, `PREFIX2`, ... */
export const generateKeys: Endpoint = needing([KEYS], (context, call) => {
  const key = textIn(call, "mpsk_profile");
  const profile = entryAt(context, KEYS, call.vdom, key);
  const count = numberIn(call, "count") ?? 0;
  const length = numberIn(call, "key_length") ?? 0;
  if (count < 1 || count > MOST_KEYS) throw badValue(String(count));
  if (length < SHORTEST) throw badValue(String(length));
  if (length > LONGEST) throw tooLong("key_length", LONGEST);
  const groups = rowsOf(profile["mpsk-group"]);
  const group = groups.find(({ name }) => name === textIn(call, "group"));
  if (group === undefined) throw noSuchEntry();
  const keys = rowsOf(group["mpsk-key"]);
  const taken = new Set(keys.map(({ name }) => name));
  const added: Entry[] = [];
  for (let number = 1; added.length < count; number += 1) {
    const name = `${textIn(call, "prefix")}${number}`;
    if (!taken.has(name)) added.push({ name, passphrase: passphrase(length) });
  }
  const grown = { ...group, "mpsk-key": [...keys, ...added] };
  change(context, call, KEYS, key, { ...profile, "mpsk-group": groups.map((row) => (row === group ? grown : row)) });
  return {};
});

function rowsOf(value: Value | undefined): readonly Entry[] {
  return isRows(value) ? value : [];
}

function passphrase(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
