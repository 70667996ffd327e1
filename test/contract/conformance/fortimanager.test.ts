/**
 * What a FortiManager answers, case by case.
 */

import { conformProduct } from "./conform-product.ts";

await conformProduct(new URL("./fortimanager/cases/", import.meta.url));
