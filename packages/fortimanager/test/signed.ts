import { type Auth, authenticate, compose, type DeviceRequest, decode, type Handler } from "@fortiweave/core";
import { RPC_PATH } from "@fortiweave/core/json-rpc";
import { createManualClock, createScriptedTransport, type ManualClock } from "@fortiweave/core/testing";
import { judgeFortiManager } from "../src/judge.ts";

/** What a scripted FortiManager answers to one call. */
export interface Said {
  readonly code?: number;
  readonly message?: string;
  readonly data?: unknown;
  readonly session?: string | number;
}

/** What stands in the body of a request. */
export interface SentBody {
  readonly session?: string;
  readonly params?: readonly { readonly url: string; readonly data?: unknown }[];
}

/** A FortiManager that is asked through a way to sign in, and nothing else. */
export interface Signed {
  readonly clock: ManualClock;
  /** `exec sys/login/user`, `get dvmdb/adom`, `POST /p/...`. */
  calls(): string[];
  readonly requests: readonly DeviceRequest[];
  /** The bodies of what was sent. */
  bodies(): SentBody[];
  get(url: string, more?: Partial<DeviceRequest>): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens one. `answer` says what is answered to a call; an `Error` is thrown. */
export function openSigned(auth: Auth, answer: (call: string, request: DeviceRequest) => Said | Error): Signed {
  const clock = createManualClock();
  const transport = createScriptedTransport((request) => {
    const said = answer(nameOf(request), request);
    if (said instanceof Error) return said;
    const { code = 0, message = "OK", data, session } = said;
    const { id = null, params = [] } = request.body as { id?: number; params?: { url: string }[] };
    if (request.path !== RPC_PATH) return { status: code === 0 ? 200 : 401, body: { session: session ?? null } };
    const result = [{ status: { code, message }, url: params[0]?.url ?? "", ...(data !== undefined && { data }) }];
    return { body: JSON.stringify({ id, result, ...(session !== undefined && { session }) }) };
  });
  const judged = decode(judgeFortiManager, clock);
  const strategy = typeof auth === "function" ? auth({ send: judged(transport.send), runtime: clock }) : auth;
  const send: Handler = compose([authenticate(strategy), strategy.turns ?? ((next) => next), judged], transport.send);
  return {
    clock,
    requests: transport.requests,
    bodies: () => transport.requests.map(({ body }) => body as SentBody),
    calls: () => transport.requests.map(nameOf),
    get: async (url, more) => {
      const body = { id: 7, method: "get", params: [{ url }] };
      const request: DeviceRequest = {
        operation: `${url} get`,
        effect: "read",
        idempotent: true,
        method: "POST",
        path: RPC_PATH,
        body,
        ...more,
      };
      return (await send(request)).body;
    },
    close: () => strategy.close?.() ?? Promise.resolve(),
  };
}

/** What a request asks for. */
export function nameOf({ path, body }: DeviceRequest): string {
  const { method, params } = Object(body) as { method?: string; params?: { url: string }[] };
  return path === RPC_PATH ? `${method} ${params?.[0]?.url}` : `POST ${path}`;
}
