/**
 * Small questions about JSON.
 *
 * @module
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isDefined<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

/** A list as it is, a single value as a list of one, nothing as none. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isDefined(value) && value !== "" ? [value] : [];
}

/** The objects among the values. */
export function objectsIn(value: unknown): JsonObject[] {
  return listOf(value).filter(isObject);
}
