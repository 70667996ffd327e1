/**
 * Certificates that the device has: told of, and given back.
 *
 * @module
 */

import { describeCertificate, readCertificate } from "../../certificates/describe.ts";
import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry, Refusal } from "../../cmdb/refusal.ts";
import { download } from "../../http/reply.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { tableOf } from "../config.ts";
import { switchIn, textIn } from "../params.ts";
import {
  CA,
  CERTIFICATE_TABLES,
  CRL,
  certificateOf,
  isBuiltIn,
  keyFactsOf,
  LOCAL,
  pemOf,
  REMOTE,
  type Store,
} from "./stores.ts";

/** Numbers of the tables, where they are known. */
const TYPES: Readonly<Record<string, number>> = { "vpn.certificate/ca": 154, "vpn.certificate/local": 155 };

export const availableCertificates: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const stores = [
    LOCAL,
    ...(switchIn(call, "with_remote") ? [REMOTE] : []),
    ...(switchIn(call, "with_ca") ? [CA] : []),
    ...(switchIn(call, "with_crl") ? [CRL] : []),
  ];
  return { results: stores.flatMap((store) => rowsOf(context, call, store)) };
});

export const trustedAuthorities: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => ({
  results: rowsOf(context, call, CA),
}));

function rowsOf(context: MonitorContext, call: MonitorCall, store: Store): Record<string, unknown>[] {
  const wanted = textIn(call, "mkey");
  const { rows, read } = tableOf(context, store.table, call.vdom);
  return rows
    .filter(([name]) => wanted === "" || name === wanted)
    .map(([name, entry]) => describe(context, call, store, name, entry, read(entry, "range")))
    .filter(({ range }) => call.params.scope !== "global" || range === "global");
}

function describe(
  context: MonitorContext,
  { vdom }: MonitorCall,
  store: Store,
  name: string,
  entry: Entry,
  range: string,
): Record<string, unknown> {
  const { holder, clock } = context;
  const [group = "", kind = ""] = store.table.split("/");
  const certificate = certificateOf(context, store, name, entry);
  const isLocal = store === LOCAL;
  const isCa = certificate?.ca === true;
  const users = holder.configuration.references.referrers(`${store.table} name`, name);
  const isServer = isLocal && certificate !== undefined;
  const { key_type, key_size } = keyFactsOf(context, name, entry, certificate);
  return {
    name,
    source: entry.source ?? "user",
    comments: entry.comments ?? "",
    range,
    exists: certificate !== undefined || store === CRL,
    ...(isLocal && {
      is_ssl_server_cert: isServer,
      is_ssl_client_cert: isServer,
      is_proxy_ssl_cert: isServer,
      is_general_allowable_cert: isServer,
      is_default_local: name === "Fortinet_Factory",
      is_built_in: isBuiltIn(entry),
      is_wifi_cert: name === "Fortinet_Wifi",
      is_deep_inspection_cert: isCa,
      has_valid_cert_key: isBuiltIn(entry) || entry["private-key"] !== undefined,
      key_type,
      key_size,
      is_local_ca_cert: isCa,
      is_local_ca_cert_strict: isCa,
    }),
    ...(store === CA && { trusted: entry.trusted !== "disable" }),
    type: typeOf(store, entry, isCa),
    ...(certificate === undefined
      ? { status: store === CRL ? "valid" : "pending" }
      : describeCertificate(certificate, clock.now())),
    q_path: group,
    q_name: kind,
    q_ref: users.filter(({ place }) => (place.vdom ?? vdom) === vdom).length,
    q_static: isBuiltIn(entry),
    q_type: TYPES[store.table] ?? 0,
  };
}

function typeOf(store: Store, entry: Entry, isCa: boolean): string {
  if (store === LOCAL && entry.csr !== undefined && entry.certificate === undefined) return "local-csr";
  if (store === LOCAL) return isCa ? "local-ca" : "local-cer";
  if (store === CA) return "remote-ca";
  return store === REMOTE ? "remote-cer" : "crl";
}

const STORES: Readonly<Record<string, { readonly store: Store; readonly suffix: string }>> = {
  "local-cer": { store: LOCAL, suffix: "cer" },
  "local-ca": { store: LOCAL, suffix: "cer" },
  "local-csr": { store: { ...LOCAL, field: "csr" }, suffix: "csr" },
  "remote-cer": { store: REMOTE, suffix: "cer" },
  "remote-ca": { store: CA, suffix: "cer" },
  crl: { store: CRL, suffix: "crl" },
};

/** The same that was stored. */
export const downloadCertificate: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const name = textIn(call, "mkey");
  const { store, suffix } = STORES[textIn(call, "type")] ?? { store: LOCAL, suffix: "cer" };
  const entry = context.holder.configuration.table(store.table, call.vdom).get(name);
  const pem = entry && pemOf(context, store, name, entry);
  if (pem === undefined) throw noSuchEntry();
  return download(`${name}.${suffix}`, pem);
});

const BAD_CERTIFICATE = -145;

/** Of one that nobody has stored. */
export const readInfo: Endpoint = ({ clock }, call) => {
  const value = textIn(call, "value");
  const certificate = readCertificate(value) ?? readCertificate(Buffer.from(value, "base64"));
  if (certificate === undefined) throw new Refusal(500, BAD_CERTIFICATE);
  return { results: describeCertificate(certificate, clock.now()) };
};

export const acmeStatus: Endpoint = needing(CERTIFICATE_TABLES, (context, call) => {
  const name = textIn(call, "mkey");
  const entry = context.holder.configuration.table(LOCAL.table, call.vdom).get(name);
  if (entry === undefined) throw noSuchEntry();
  const isServer = certificateOf(context, LOCAL, name, entry) !== undefined;
  return {
    results: { acme_status: entry["enroll-protocol"] === "acme2" ? "pending" : "", is_ssl_server_cert: isServer },
  };
});
