/**
 * `monitor/router/...`.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { protocolEndpoints } from "./protocols.ts";
import { routeEndpoints } from "./routes.ts";

export const routerEndpoints: Readonly<Record<string, Endpoint>> = { ...routeEndpoints, ...protocolEndpoints };
