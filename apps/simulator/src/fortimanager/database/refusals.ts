/**
 * The refusals that only what is stored knows.
 *
 * @module
 */

import { RpcRefusal } from "../rpc-refusal.ts";

export function alreadyThere(): RpcRefusal {
  return new RpcRefusal(-2, "Object already exists");
}

/** Something refers to it. */
export function inUse(): RpcRefusal {
  return new RpcRefusal(-10015, "used");
}

/** A field cannot hold the value. */
export function invalidValue(field: string, value: unknown, secret: boolean): RpcRefusal {
  const shown = secret ? "***" : String(value);
  return new RpcRefusal(-9001, `invalid value - prop[${field}]: value(${shown})`);
}

/** An entry cannot do without the field. */
export function missingField(field: string): RpcRefusal {
  return new RpcRefusal(-9998, `attribute required - prop[${field}]`);
}

/** A value names something that is not there. */
export function danglingReference(object: string, field: string, value: string): RpcRefusal {
  const where = `object: ${object}:${field}`;
  return new RpcRefusal(-10131, `datasrc invalid. ${where}. detail: ${value}. solution: data not exist`);
}

export function adomHoldsDevices(): RpcRefusal {
  return new RpcRefusal(-20063, "Unable to delete because one or more devices in Device Manager");
}
