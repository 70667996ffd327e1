/**
 * Keys that the device makes, and what it makes of them: requests for certificates, and certificates of its own.
 *
 * @module
 */

import { generateKeyPair, KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { publicKeyOf, signCertificate, signRequest } from "../../certificates/sign.ts";
import { badValue } from "../../cmdb/refusal.ts";
import { bodyObject, type Call } from "../../http/call.ts";
import type { Endpoint, MonitorAnswer, MonitorCall, MonitorContext } from "../answer.ts";
import { listIn, textIn } from "../params.ts";
import { nameIn, store } from "./keep.ts";
import { CERTIFICATE_TABLES, LOCAL } from "./stores.ts";

const makeKeyPair = promisify(generateKeyPair);

const KEY_SIZES = [1024, 1536, 2048, 4096];
const CURVES: ReadonlyMap<unknown, string> = new Map([
  ["secp256r1", "prime256v1"],
  ["secp384r1", "secp384r1"],
  ["secp521r1", "secp521r1"],
]);

/** A large key takes seconds, in which the device does other things. Undefined for a kind or size that it does not make. */
async function makeKey(context: MonitorContext, { query, body }: Call): Promise<KeyObject | undefined> {
  await Promise.all(CERTIFICATE_TABLES.map((path) => context.holder.configuration.schemas.load(path)));
  const { keytype = "ec", keysize, curvename = "secp256r1" } = { ...query.pairs(), ...bodyObject(body) };
  if (keytype === "ec") return ecKey(CURVES.get(curvename));
  const modulusLength = Number(keysize || 2048);
  if (keytype !== "rsa" || !KEY_SIZES.includes(modulusLength)) return undefined;
  return (await makeKeyPair("rsa", { modulusLength })).privateKey;
}

async function ecKey(namedCurve: string | undefined): Promise<KeyObject | undefined> {
  return namedCurve === undefined ? undefined : (await makeKeyPair("ec", { namedCurve })).privateKey;
}

function withKey(answer: (context: MonitorContext, call: MonitorCall, key: KeyObject) => MonitorAnswer): Endpoint {
  const endpoint = (context: MonitorContext, call: MonitorCall): MonitorAnswer => {
    const { prepared } = call;
    if (!(prepared instanceof KeyObject)) throw badValue(textIn(call, "keysize") || textIn(call, "curvename"));
    return answer(context, call, prepared);
  };
  return Object.assign(endpoint, { prepare: makeKey });
}

/** Makes a key and a request for it, which wait for their certificate. */
export const generateRequest: Endpoint = withKey((context, call, key) => {
  const name = nameIn(call, "certname");
  const text = (parameter: string): string => textIn(call, parameter);
  const subject = [
    ["C", text("countrycode")],
    ["ST", text("state")],
    ["L", text("city")],
    ["O", text("org")],
    ...(listIn(call, "orgunits") ?? []).map((unit) => ["OU", unit] as const),
    ["CN", text("subject")],
    ["emailAddress", text("email")],
  ] as const;
  const names = text("subject_alt_name")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return store(context, call, LOCAL, name, {
    csr: signRequest(subject, names, key),
    "private-key": String(key.export({ type: "pkcs8", format: "pem" })),
    ...(text("password") !== "" && { password: text("password") }),
  });
});

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Signs its own. */
export const createLocal: Endpoint = withKey((context, call, key) => {
  const name = nameIn(call, "certname");
  const subject = [["CN", textIn(call, "common_name")]] as const;
  const now = context.clock.now();
  const serial = Buffer.from(now.toString(16).padStart(12, "0"), "hex");
  const plan = {
    subject,
    issuer: subject,
    serial,
    from: now,
    to: now + 2 * YEAR_MS,
    publicKey: publicKeyOf(key),
    isCa: false,
  };
  return store(context, call, LOCAL, name, {
    certificate: signCertificate(plan, key),
    "private-key": String(key.export({ type: "pkcs8", format: "pem" })),
  });
});
