/**
 * The control API that stands beside each simulated device.
 */

export interface Control {
  /** A call that answers nothing. */
  tell(method: string, path: string, body?: unknown): Promise<void>;
  read<T>(path: string): Promise<T>;
  /** A `POST` that answers something. */
  ask<T>(path: string, body: unknown): Promise<T>;
}

/** Rejects for every answer that is no success. */
export function connectControl(url: string): Control {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} of the control API: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    async tell(method, path, body) {
      const answer = await call(method, path, body);
      await answer.body?.cancel();
    },
    read: async <T>(path: string) => (await call("GET", path)).json() as Promise<T>,
    ask: async <T>(path: string, body: unknown) => (await call("POST", path, body)).json() as Promise<T>,
  };
}
