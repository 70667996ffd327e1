/**
 * The options of a view: the same client, table or object, seen in another way.
 *
 * @module
 */

import type { FailureOptions, OnError } from "@fortiweave/core/client";
import type { CallDefaults } from "./engine.ts";

/** What `with` changes for all calls of a client, a table or an object. */
export interface ViewOptions<Mode extends OnError = OnError> extends CallDefaults, FailureOptions<Mode> {}
