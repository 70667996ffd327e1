/**
 * Which endpoints have to do with certificates.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { importCa, importCrl, importLocal, importRemote, nameIsAvailable } from "./import.ts";
import { createLocal, generateRequest } from "./make.ts";
import { acmeStatus, availableCertificates, downloadCertificate, readInfo, trustedAuthorities } from "./show.ts";

export const certificateEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/acme-certificate-status": acmeStatus,
  "system/available-certificates": availableCertificates,
  "system/certificate/download": downloadCertificate,
  "system/certificate/read-info": readInfo,
  "system/trusted-cert-authorities": trustedAuthorities,
  "vpn-certificate/ca/import": importCa,
  "vpn-certificate/cert-name-available": nameIsAvailable,
  "vpn-certificate/crl/import": importCrl,
  "vpn-certificate/csr/generate": generateRequest,
  "vpn-certificate/local/create": createLocal,
  "vpn-certificate/local/import": importLocal,
  "vpn-certificate/remote/import": importRemote,
};
