import type { DeviceRequest } from "../src/types.ts";

/** A read of the list of addresses, with the changes a test wants. */
export function readRequest(changes: Partial<DeviceRequest> = {}): DeviceRequest {
  return {
    operation: "cmdb firewall/address list",
    effect: "read",
    idempotent: true,
    method: "GET",
    path: "/api/v2/cmdb/firewall/address",
    ...changes,
  };
}

/** The creation of an address: a write that must not happen twice. */
export function createRequest(changes: Partial<DeviceRequest> = {}): DeviceRequest {
  return {
    operation: "cmdb firewall/address create",
    effect: "write",
    idempotent: false,
    method: "POST",
    path: "/api/v2/cmdb/firewall/address",
    body: { name: "web", subnet: "192.0.2.5 255.255.255.255" },
    ...changes,
  };
}
