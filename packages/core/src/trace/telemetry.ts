/**
 * The port for whoever watches the calls of a client, such as OpenTelemetry.
 *
 * @module
 */

import type { Middleware } from "../types.ts";

/** Makes the step that watches the calls to one device. The URL is undefined when only the transport knows it. */
export type Telemetry = (device: URL | undefined) => Middleware;
