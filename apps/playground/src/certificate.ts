/**
 * The certificate of a simulated FortiGate, for programs that take a certificate rather than a fingerprint.
 *
 * @module
 */

import { once } from "node:events";
import { connect } from "node:tls";
import type { FortiGateHandle } from "@fortiweave/simulator";

/** Answers the certificate as PEM text. Throws when it is not the one with the FortiGate's fingerprint. */
export async function readCertificate({ url, fingerprint, name }: FortiGateHandle): Promise<string> {
  const { hostname: host, port } = new URL(url);
  // It is checked below, against the fingerprint.
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect");
    const certificate = socket.getPeerX509Certificate();
    if (certificate?.fingerprint256 !== fingerprint)
      throw new Error(`The certificate at ${url} is not that of ${name}`);
    return certificate.toString();
  } finally {
    socket.destroy();
  }
}
