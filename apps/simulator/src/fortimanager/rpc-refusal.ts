/**
 * How a FortiManager says no.
 *
 * @module
 */

/** A `status` that is not 0. Codes and their meaning are in the catalogue's `errorText`. */
export class RpcRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
