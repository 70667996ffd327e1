/**
 * `monitor/network/...`, `monitor/virtual-wan/...`, and what `monitor/system/...` tells of interfaces and neighbours.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { availableInterfaceEndpoints } from "./available-interfaces.ts";
import { connectorEndpoints } from "./connectors.ts";
import { interfaceEndpoints } from "./interfaces.ts";
import { lineEndpoints } from "./lines.ts";
import { nameEndpoints } from "./names.ts";
import { neighbourEndpoints } from "./neighbours.ts";
import { sdwanLogEndpoints } from "./sdwan-logs.ts";
import { speedTestEndpoints } from "./speed-tests.ts";

export const networkEndpoints: Readonly<Record<string, Endpoint>> = {
  ...interfaceEndpoints,
  ...availableInterfaceEndpoints,
  ...speedTestEndpoints,
  ...neighbourEndpoints,
  ...nameEndpoints,
  ...lineEndpoints,
  ...sdwanLogEndpoints,
  ...connectorEndpoints,
};
