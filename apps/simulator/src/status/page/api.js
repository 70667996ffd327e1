// The server of this page.

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(method === "GET" ? {} : { headers: { "content-type": "application/json" } }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer?.message ?? `HTTP ${response.status}`);
  return answer;
}

export const listDevices = () => ask("GET", "/api/devices");

/** Calls of one device's control API. */
export function controlOf(name) {
  const base = `/api/devices/${encodeURIComponent(name)}`;
  return {
    get: (path, query = {}) => ask("GET", `${base}/${path}?${new URLSearchParams(query)}`),
    post: (path, body) => ask("POST", `${base}/${path}`, body),
    remove: (path, query = {}) => ask("DELETE", `${base}/${path}?${new URLSearchParams(query)}`),
    reveal: async (secret) => (await ask("POST", `${base}/reveal`, { secret })).value,
  };
}
