import assert from "node:assert/strict";
import { type FortiError, type FortiErrorCode, isFortiError, type Reached } from "../src/errors.ts";
import { createDefaultTransport } from "../src/transport/default.ts";
import { createFetchTransport } from "../src/transport/fetch.ts";
import type { TransportOptions } from "../src/transport/options.ts";
import { createUndiciTransport } from "../src/transport/undici.ts";
import type { DeviceRequest, Transport } from "../src/types.ts";
import { startDevice, type TestDevice, type TestDeviceOptions } from "./device.ts";

/** Makes a transport. */
export type CreateTransport = (options: TransportOptions) => Transport;

/** Every transport there is. */
export const TRANSPORTS: readonly CreateTransport[] = [
  createUndiciTransport,
  createFetchTransport,
  createDefaultTransport,
];

/** A transport and the device that it leads to, over plain HTTP. */
export interface TransportSetUp extends Transport, AsyncDisposable {
  readonly server: TestDevice;
  /** Sends a request that must fail so. */
  fails(request: DeviceRequest, code: FortiErrorCode, reached: Reached): Promise<FortiError>;
}

export async function setUpTransport(
  create: CreateTransport,
  device: TestDeviceOptions = {},
  options: Partial<TransportOptions> = {},
): Promise<TransportSetUp> {
  const server = await startDevice(device);
  const { send, close } = create({ url: server.url, ...options });
  return {
    server,
    send,
    close,
    fails: (request, code, reached) => failure(send(request), code, reached),
    [Symbol.asyncDispose]: async () => {
      await close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The error of what must fail so. */
export async function failure(outcome: Promise<unknown>, code: FortiErrorCode, reached: Reached): Promise<FortiError> {
  const error = await outcome.then(
    () => assert.fail("It did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(isFortiError(error), String(error));
  assert.deepEqual([error.code, error.reached], [code, reached], error.format());
  return error;
}
