/**
 * `vpn-certificate/*`: certificates that come in. What is no certificate, or does not fit its key, is refused.
 *
 * @module
 */

import type { X509Certificate } from "node:crypto";
import { certificateInPkcs12, certificatesIn, privateKeyIn } from "../../certificates/upload.ts";
import { Refusal } from "../../cmdb/refusal.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { change } from "../config.ts";
import { neededIn, textIn } from "../params.ts";
import { LONGEST_NAME, nameIn, note, store, storeEach } from "./keep.ts";
import { CA, CERTIFICATE_TABLES, CRL, LOCAL, REMOTE } from "./stores.ts";

const BAD_CERTIFICATE = -145;
const BAD_CA = -146;
const PKCS12_FAILED = -167;
const REMOTE_FAILED = -302;
const BAD_CRL = -542;

/** `regular` comes with its key, `local` answers a request made here, `pkcs12` holds both. */
export const importLocal: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const file = fileIn(call, "file_content");
  const password = textIn(call, "password");
  const type = textIn(call, "type");
  if (type === "local") return answerRequest(context, call, file);
  const name = nameIn(call, "certname");
  const key = type === "regular" ? privateKeyIn(fileIn(call, "key_file_content"), password) : undefined;
  const [certificate] = type === "regular" ? certificatesIn(file) : [certificateInPkcs12(file, password)];
  if (certificate === undefined) throw new Refusal(500, type === "regular" ? BAD_CERTIFICATE : PKCS12_FAILED);
  if (type === "regular" && (key === undefined || !certificate.checkPrivateKey(key)))
    throw new Refusal(500, BAD_CERTIFICATE);
  const secret = key?.export({ type: "pkcs8", format: "pem" }) ?? armoured(file);
  return store(context, call, LOCAL, name, {
    certificate: chainOf(file, certificate),
    "private-key": String(secret),
    ...(password !== "" && { password }),
  });
});

/** The certificate that somebody made of a request: the one entry whose key it fits gets it. */
function answerRequest(context: MonitorContext, call: MonitorCall, file: Buffer): ReturnType<Endpoint> {
  const [certificate] = certificatesIn(file);
  if (certificate === undefined) throw new Refusal(500, BAD_CERTIFICATE);
  for (const [name, entry] of context.holder.configuration.table(LOCAL.table, call.vdom).entries()) {
    const key =
      entry.csr === undefined
        ? undefined
        : privateKeyIn(Buffer.from(String(entry["private-key"])), String(entry.password ?? ""));
    if (key === undefined || !certificate.checkPrivateKey(key)) continue;
    change(context, call, LOCAL.table, name, { ...entry, certificate: certificate.toString() });
    return note(context, call, LOCAL, name);
  }
  throw new Refusal(500, BAD_CERTIFICATE);
}

/** Each certificate of the file becomes an entry, numbered on from the last. SCEP servers cannot be reached. */
export const importCa: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  if (textIn(call, "import_method") === "scep") throw new Refusal(500, -303);
  const certificates = certificatesIn(fileIn(call, "file_content"));
  if (certificates.length === 0 || certificates.some(({ ca }) => !ca)) throw new Refusal(500, BAD_CA);
  return storeEach(context, call, CA, "CA_Cert", certificates.map(String));
});

export const importRemote: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const certificates = certificatesIn(fileIn(call, "file_content"));
  if (certificates.length === 0) throw new Refusal(500, REMOTE_FAILED);
  return storeEach(context, call, REMOTE, "REMOTE_Cert", certificates.map(String));
});

const CRL_ARMOUR = /-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----/;

export const importCrl: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const file = fileIn(call, "file_content");
  const [text] = CRL_ARMOUR.exec(file.toString("latin1")) ?? [];
  // DER begins with a sequence.
  if (text === undefined && file[0] !== 0x30) throw new Refusal(500, BAD_CRL);
  return storeEach(context, call, CRL, "CRL", [text ?? armoured(file, "X509 CRL")]);
});

export const nameIsAvailable: Endpoint = needing(CERTIFICATE_TABLES, ({ holder }, call) => {
  const name = textIn(call, "mkey");
  const isTaken = [LOCAL, CA, REMOTE, CRL].some(({ table }) => holder.configuration.table(table, call.vdom).has(name));
  return { results: { value: name, is_valid: !isTaken && name.length <= LONGEST_NAME } };
});

function fileIn(call: MonitorCall, name: string): Buffer {
  return Buffer.from(neededIn(call, name), "base64");
}

/** The certificate with those that came after it, as one text. */
function chainOf(file: Buffer, certificate: X509Certificate): string {
  const all = certificatesIn(file);
  return (all.length === 0 ? [certificate] : all).map(String).join("");
}

function armoured(file: Buffer, label = "PKCS12"): string {
  return `-----BEGIN ${label}-----\n${file.toString("base64").replaceAll(/(.{64})/g, "$1\n")}\n-----END ${label}-----\n`;
}
