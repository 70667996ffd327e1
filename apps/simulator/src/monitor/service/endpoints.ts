/**
 * The endpoints of `/api/v2/service/`, and those of the monitor API that are their elder brothers.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { listIn, textIn } from "../params.ts";
import { snifferEndpoints } from "./sniffer.ts";

/** The clocks of a fabric of one agree with anybody's who is less than a minute off. */
const timeInSync: Endpoint = ({ live }, call) => {
  const utc = Number(textIn(call, "utc") || Number.NaN);
  const own = Math.floor(live.wallClock.now() / 1000);
  return { results: { synchronized: Number.isNaN(utc) || Math.abs(utc - own) < 60 } };
};

/** Nothing is found wanting. */
const recommendations: Endpoint = (_context, call) => ({
  results: (listIn(call, "checks") ?? []).map((check) => ({ check, summary: [] })),
});

export const serviceEndpoints: Readonly<Record<string, Endpoint>> = {
  ...snifferEndpoints,
  "security-rating/recommendations": recommendations,
  "security-rating/report": () => ({ results: [] }),
  "system/fabric-admin-lockout-exists-on-firmware-update": () => ({ results: { exists: false } }),
  "system/fabric-time-in-sync": timeInSync,
  "system/psirt-vulnerabilities": () => ({ results: [] }),
};
