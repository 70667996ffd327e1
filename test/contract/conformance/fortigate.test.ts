/**
 * What a FortiGate answers, case by case.
 */

import { conformProduct } from "./conform-product.ts";

await conformProduct(new URL("./fortigate/cases/", import.meta.url));
