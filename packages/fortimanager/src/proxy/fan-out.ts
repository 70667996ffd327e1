/**
 * Has the calls of a handle carried out on several devices, each with its own answer.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import type { DeviceAnswer } from "@fortiweave/core/client";

/** A device, and its client. */
export interface Member<Client> {
  readonly name: string;
  readonly client: Client;
}

/** What finds the same handle in the client of a device. */
type Find<Client> = (client: Client) => unknown;

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * The handle `pattern`, which is that of a client whose calls lead nowhere, with calls that go to all members and answer
 * what became of each; so do the handles that its calls hand out. Only a FortiError is a failure: a mistake in the code
 * throws.
 *
 * @param find Finds the same handle in the client of a member.
 */
export function fanOut<Client, View>(
  pattern: object,
  members: () => Promise<readonly Member<Client>[]>,
  find: Find<Client>,
): View {
  const spread = (value: unknown, at: Find<Client>): unknown => {
    if (typeof value === "function") {
      return (...args: unknown[]) => {
        // What the call hands out tells how to go on: the call itself ends here.
        const shape: unknown = (value as AnyFunction)(...args);
        const call: Find<Client> = (client) => (at(client) as AnyFunction)(...args);
        if (shape instanceof Promise) {
          shape.catch(() => undefined);
          return everywhere(members, call as (client: Client) => Promise<unknown>);
        }
        return spread(shape, call);
      };
    }
    if (typeof value !== "object" || value === null) return value;
    if (Symbol.asyncIterator in value) return oneByOne(members, at as (client: Client) => AsyncIterable<unknown>);
    return fanOut(value, members, at);
  };
  const wrapped = Object.entries(pattern).map(([name, member]) => [
    name,
    spread(member, (client) => {
      const handle = find(client) as Readonly<Record<string, unknown>>;
      return handle[name];
    }),
  ]);
  // The compiler knows handle and view by the types of the API; here both are the same functions.
  return Object.fromEntries(wrapped) as View;
}

async function everywhere<Client>(
  members: () => Promise<readonly Member<Client>[]>,
  call: (client: Client) => Promise<unknown>,
): Promise<DeviceAnswer<unknown>[]> {
  const answers = (await members()).map(async ({ name: device, client }): Promise<DeviceAnswer<unknown>> => {
    try {
      return { device, ok: true, value: await call(client) };
    } catch (error) {
      return failure(device, error);
    }
  });
  return Promise.all(answers);
}

async function* oneByOne<Client>(
  members: () => Promise<readonly Member<Client>[]>,
  call: (client: Client) => AsyncIterable<unknown>,
): AsyncGenerator<DeviceAnswer<unknown>, void> {
  for (const { name: device, client } of await members()) {
    try {
      for await (const value of call(client)) yield { device, ok: true, value };
    } catch (error) {
      yield failure(device, error);
    }
  }
}

function failure(device: string, error: unknown): DeviceAnswer<never> {
  if (isFortiError(error)) return { device, ok: false, error };
  throw error;
}
