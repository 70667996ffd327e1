/**
 * What every simulated device tells of itself.
 *
 * @module
 */

/** How to reach a device, and who it says it is. */
export interface DeviceHandle {
  readonly name: string;
  /** Base URL, without a slash at the end. */
  readonly url: string;
  /** Of a FortiGate an API token, of a FortiManager an API key: with all rights. */
  readonly token: string;
  readonly username: string;
  readonly password: string;
  /** `v7.4.8` */
  readonly version: string;
  readonly serial: string;
  /** SHA-256 of its certificate, as hex pairs with colons between. */
  readonly fingerprint: string;
  /** Base URL of its control API. */
  readonly control: string;
}
