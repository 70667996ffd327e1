// A FortiManager that says it has done what it has not.
import { createDefaultTransport, type Transport } from "@fortiweave/core";
import type { TestManager } from "../../contract/manager.ts";

interface Envelope {
  readonly id: number;
  readonly method: string;
  readonly params: readonly { readonly url: string }[];
}

/** A transport to it that answers these verbs with "OK", and sends everything else. */
export function deceiving({ handle }: TestManager, methods: readonly string[]): Transport {
  const inner = createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } });
  return {
    send(request) {
      const { id, method, params } = request.body as unknown as Envelope;
      if (!methods.includes(method)) return inner.send(request);
      const result = params.map(({ url }) => ({ status: { code: 0, message: "OK" }, url }));
      return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify({ id, result }) });
    },
    close: () => inner.close(),
  };
}
