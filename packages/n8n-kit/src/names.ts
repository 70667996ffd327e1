/** Reads names from a multi-select, an array of an expression, or a text with commas or lines between. */
export function readNames(value: unknown): string[] {
  const items = Array.isArray(value) ? value : String(value ?? "").split(/[,\n]/);
  return items.map((item) => String(item).trim()).filter((name) => name !== "");
}
