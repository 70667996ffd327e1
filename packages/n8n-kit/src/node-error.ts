/**
 * Our errors in n8n's terms.
 *
 * @module
 */

import { type FortiError, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { type IDataObject, type INode, NodeApiError, NodeOperationError } from "n8n-workflow";

/** What went wrong on this side; the device was not asked, or not in vain. */
const OURS: readonly FortiErrorCode[] = ["INVALID_INPUT", "READ_ONLY", "UNSUPPORTED", "CIRCUIT_OPEN", "ABORTED"];

/**
 * The error to throw for n8n: our message, below it what to do and the device's own lines, and the item it belongs to.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) {
    if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
    return error;
  }
  const where = itemIndex === undefined ? {} : { itemIndex };
  if (!isFortiError(error)) {
    return new NodeOperationError(node, error instanceof Error ? error : String(error), where);
  }
  const description = describe(error);
  const { message } = error;
  const wrapped = OURS.includes(error.code)
    ? new NodeOperationError(node, message, { ...where, description })
    : new NodeApiError(node, toPlain(error), {
        ...where,
        message,
        description,
        ...(error.status === undefined ? {} : { httpCode: String(error.status) }),
      });
  // n8n swaps a message in which it believes to see a code such as EPERM for a sentence of its own.
  wrapped.message = message;
  return wrapped;
}

/**
 * The output of an item that failed in a node that goes on: n8n takes an item with just these keys for a failed one and
 * sends it to the error output where there is one. `details.code` is what a workflow can branch on.
 */
export function toFailure(error: unknown): IDataObject {
  if (isFortiError(error)) return { error: error.message, details: toPlain(error) };
  return { error: error instanceof Error ? error.message : String(error) };
}

function describe(error: FortiError): string {
  const device = error.cliErrors.length === 0 ? [] : [`The device says: ${error.cliErrors.join("; ")}`];
  return [...(error.hint === undefined ? [] : [error.hint]), ...device].join(". ");
}

function toPlain(error: FortiError): IDataObject & Record<string, never> {
  return error.toJSON() as IDataObject & Record<string, never>;
}
