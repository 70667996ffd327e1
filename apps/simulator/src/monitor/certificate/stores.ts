/**
 * The tables that hold certificates, and what is in their entries.
 *
 * @module
 */

import type { X509Certificate } from "node:crypto";
import { describeKey, type KeyFacts, readCertificate } from "../../certificates/describe.ts";
import { factoryCertificate } from "../../certificates/factory-set.ts";
import type { Entry } from "../../cmdb/entry.ts";
import type { MonitorContext } from "../answer.ts";

/** A kind of certificate: the table, and the field that holds it in PEM. */
export interface Store {
  readonly table: string;
  readonly field: string;
}

export const LOCAL: Store = { table: "vpn.certificate/local", field: "certificate" };
export const CA: Store = { table: "vpn.certificate/ca", field: "ca" };
export const REMOTE: Store = { table: "vpn.certificate/remote", field: "remote" };
export const CRL: Store = { table: "vpn.certificate/crl", field: "crl" };

export const CERTIFICATE_TABLES: readonly string[] = [LOCAL, CA, REMOTE, CRL].map(({ table }) => table);

/** The certificate of an entry. Undefined when it holds none: a request that nobody has signed yet. */
export function certificateOf(
  context: MonitorContext,
  { field }: Store,
  name: string,
  entry: Entry,
): X509Certificate | undefined {
  return readCertificate(pemOf(context, { field }, name, entry) ?? "");
}

/** PEM. What an administrator stored, or what the device has from the factory. */
export function pemOf(
  { identity }: Pick<MonitorContext, "identity">,
  { field }: Pick<Store, "field">,
  name: string,
  entry: Entry,
): string | undefined {
  const stored = String(entry[field] ?? "").replace(/^"|"$/g, "");
  if (stored !== "") return stored;
  return isBuiltIn(entry) ? factoryCertificate(name, identity.serial).pem : undefined;
}

export function keyFactsOf(
  { identity }: Pick<MonitorContext, "identity">,
  name: string,
  entry: Entry,
  certificate: X509Certificate | undefined,
): KeyFacts {
  if (isBuiltIn(entry)) return factoryCertificate(name, identity.serial);
  return certificate === undefined ? { key_type: "", key_size: 0 } : describeKey(certificate.publicKey);
}

export function isBuiltIn({ source }: Entry): boolean {
  return source === "factory" || source === "bundle";
}
