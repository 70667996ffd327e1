/** Calls of the dialogs to the package's own admin routes. */

/** Why an admin route said no, as it answered. */
interface Refusal {
  readonly responseJSON?: { readonly error?: { readonly message?: string; readonly hint?: string } };
  readonly status?: number;
}

/** Asks an admin route. jQuery is used because Node-RED has taught it the user's access token. Throws an `Error` for people. */
export async function ask<Answer>(
  path: string,
  { query, body }: { readonly query?: Record<string, string>; readonly body?: unknown } = {},
): Promise<Answer> {
  const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
  try {
    return await $.ajax({
      url: `fortiweave/${path}${search}`,
      ...(body === undefined
        ? { method: "GET" }
        : { method: "POST", contentType: "application/json", data: JSON.stringify(body) }),
    });
  } catch (refusal) {
    throw new Error(explain(refusal as Refusal));
  }
}

function explain({ responseJSON, status }: Refusal): string {
  const { message, hint } = responseJSON?.error ?? {};
  if (message === undefined) return `Node-RED answered with HTTP status ${status ?? 0}`;
  return hint === undefined ? message : `${message}. ${hint}`;
}
