/** The controller of a FortiGate node: takes a message, does the operation, passes the message on. */

import { FortiError } from "@fortiweave/core";
import type { NodeMessage } from "node-red";
import type { Connection } from "../fortigate-config/connection.ts";
import type { Evaluate } from "./evaluate.ts";
import { createInputs } from "./inputs.ts";
import type { OperationName } from "./menu.ts";
import { codeOf, toNodeError } from "./node-error.ts";
import type { Outcome } from "./operations/operation.ts";
import { OPERATIONS } from "./operations/table.ts";
import type { FortigateSettings } from "./settings.ts";
import type { StatusLight } from "./status.ts";

/** What a controller is made of. */
export interface ControllerParts {
  readonly settings: FortigateSettings;
  /** Undefined when the node names no configuration, or one that is disabled. */
  readonly connection: Connection | undefined;
  readonly status: StatusLight;
  /** How properties are read for one message. */
  readonly evaluateFor: (msg: NodeMessage) => Evaluate;
  /** Puts the result into the message. */
  readonly setResult: (msg: NodeMessage, result: unknown) => void;
}

/** Handles messages, any number at the same time. */
export interface Controller {
  receive(msg: NodeMessage, send: (msg: NodeMessage) => void, done: (error?: Error) => void): Promise<void>;
  /** Ends the calls that are under way; their messages go nowhere. */
  close(): void;
}

export function createController(parts: ControllerParts): Controller {
  const { settings, connection, status, evaluateFor, setResult } = parts;
  const closing = new AbortController();

  function connected(): Connection {
    if (connection === undefined) throw invalid("The node has no FortiGate: open it and choose one");
    return connection;
  }

  async function operate(msg: NodeMessage): Promise<Outcome> {
    const operation = OPERATIONS[`${settings.resource}.${settings.operation}` as OperationName];
    if (operation === undefined) throw invalid(`There is no operation ${settings.resource} ${settings.operation}`);
    return await operation({
      // Only when it is asked for: screening an alert needs no FortiGate.
      get fortigate() {
        return connected().client();
      },
      inTurn: (key, work) => connected().inTurn(key, work),
      inputs: createInputs(settings, msg, evaluateFor(msg)),
      call: { signal: closing.signal, ...(settings.vdom === "" ? {} : { vdom: settings.vdom }) },
    });
  }

  return {
    async receive(msg, send, done) {
      status.requesting();
      try {
        const { payload, summary, count } = await operate(msg);
        setResult(msg, payload);
        status.succeeded(summary, count);
        send(msg);
        done();
      } catch (error) {
        if (closing.signal.aborted) {
          status.cancelled();
          done();
          return;
        }
        status.failed(codeOf(error));
        done(toNodeError(error));
      }
    },
    close: () => closing.abort(),
  };
}

function invalid(message: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message });
}
