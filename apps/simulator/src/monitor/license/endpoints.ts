/**
 * Which endpoints have to do with licences and registration.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { registrationEndpoints } from "./registration.ts";
import { licenseStatus, virtualMachine } from "./status.ts";
import { updateNow, upgradeDatabase } from "./updates.ts";

/** Machines that nobody bought say so. */
const vmInformation: Endpoint = (context) => ({
  results: context.identity.model.id.startsWith("FGVM") ? virtualMachine(context) : {},
});

export const licenseEndpoints: Readonly<Record<string, Endpoint>> = {
  ...registrationEndpoints,
  "license/database/upgrade": upgradeDatabase,
  "license/fortianalyzer-status": () => ({ results: { status: "no_license" } }),
  "license/forticare-org-list": () => ({ results: { org_list: [] } }),
  "license/forticare-resellers": () => ({ results: { resellers: [] } }),
  "license/status": licenseStatus,
  "system/fortiguard/manual-update": updateNow,
  "system/fortiguard/update": updateNow,
  "system/vm-information": vmInformation,
};
