/**
 * Reads what clients send to sign in: JSON or a form, whatever the content type says.
 *
 * @module
 */

/** Texts by name; numbers and booleans come as text. */
export type SignInBody = Readonly<Record<string, string>>;

export function readSignInBody(body: string): SignInBody {
  const json = parse(body);
  const pairs = json === undefined ? [...new URLSearchParams(body)] : Object.entries(json);
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}

export function isYes(value: string | undefined): boolean {
  return value === "true" || value === "1";
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
