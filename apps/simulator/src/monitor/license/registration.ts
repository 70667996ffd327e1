/**
 * `registration/*`: accounts that the device belongs to. Whatever the password, it is right.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { listIn, textIn } from "../params.ts";

const enter: Endpoint = ({ live }, call) => {
  live.registration.forticare = textIn(call, "email");
  return { results: { forticare_success: true, forticare_error: "", forticare_agreement: "" } };
};

const leave: Endpoint = ({ live }) => {
  live.registration.forticare = undefined;
  return { results: { success: true, error: "" } };
};

const enterCloud: Endpoint = ({ live }, call) => {
  live.registration.forticloud = textIn(call, "email");
  return {};
};

const leaveCloud: Endpoint = ({ live }) => {
  live.registration.forticloud = undefined;
  return {};
};

const registerDevices: Endpoint = ({ live }, call) => {
  live.registration.forticloud = textIn(call, "email");
  return {
    results: { success: true, successful_registration_count: 1, failed_registration_count: 0, forticare_agreement: "" },
  };
};

const deviceStatus: Endpoint = ({ live, clock, identity }, call) => ({
  results: (listIn(call, "serials") ?? []).map((serial) => ({
    serial,
    status: serial === identity.serial ? "registered" : "unregistered",
    account: serial === identity.serial ? (live.registration.forticare ?? "admin@example.com") : "",
    time: Math.floor(clock.now() / 1000),
  })),
});

export const registrationEndpoints: Readonly<Record<string, Endpoint>> = {
  "registration/forticare/check-connectivity": () => ({ results: { connected: true } }),
  "registration/forticare/create": enter,
  "registration/forticare/deregister-device": leave,
  "registration/forticare/login": enter,
  "registration/forticare/transfer": enter,
  "registration/forticloud/create": enterCloud,
  "registration/forticloud/device-status": deviceStatus,
  "registration/forticloud/domains": () => ({ results: ["GLOBAL", "EUROPE", "US", "JAPAN"] }),
  "registration/forticloud/login": enterCloud,
  "registration/forticloud/logout": leaveCloud,
  "registration/forticloud/migrate": enterCloud,
  "registration/forticloud/register-device": registerDevices,
};
