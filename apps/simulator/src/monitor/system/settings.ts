/**
 * Settings with an endpoint of their own: languages that somebody translated, and the encryption of secrets.
 *
 * @module
 */

import { badValue, duplicate } from "../../cmdb/refusal.ts";
import { OBJECT_KEY, objectOf } from "../../cmdb/table.ts";
import { type Endpoint, needing } from "../answer.ts";
import { change, entryAt } from "../config.ts";
import { switchIn, textIn } from "../params.ts";

const LANGUAGES = "system/custom-language";
const GLOBAL = "system/global";
/** The device's own key is as long as this, in hex digits. */
const KEY = /^[\da-f]{32}$/i;

export const createLanguage: Endpoint = needing([LANGUAGES], (context, call) => {
  const name = textIn(call, "lang_name");
  if (context.holder.configuration.table(LANGUAGES, undefined).has(name)) throw duplicate(name);
  change(context, call, LANGUAGES, name, { name, filename: name, comments: textIn(call, "lang_comments") });
  return {};
});

/** Only what comes with it changes. */
export const updateLanguage: Endpoint = needing([LANGUAGES], (context, call) => {
  const key = textIn(call, "mkey");
  const entry = entryAt(context, LANGUAGES, undefined, key);
  if (call.params.lang_comments === undefined) return {};
  change(context, call, LANGUAGES, key, { ...entry, comments: textIn(call, "lang_comments") });
  return {};
});

/** From 7.6 on the device makes the key itself. */
export const setPrivateDataEncryption: Endpoint = needing([GLOBAL], (context, call) => {
  const key = textIn(call, "password");
  if (key !== "" && !KEY.test(key)) throw badValue("password");
  const state = switchIn(call, "enable") ? "enable" : "disable";
  const own = objectOf(context.holder.configuration.table(GLOBAL, undefined));
  change(context, call, GLOBAL, OBJECT_KEY, { ...own, "private-data-encryption": state });
  return {};
});
