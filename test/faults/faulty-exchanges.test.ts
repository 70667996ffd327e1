import { test } from "node:test";
import { checkExchanges } from "./check.ts";

test("500 faulty exchanges: no write twice, no hang, no stray error, no secret shown", async () => {
  await checkExchanges({ count: 500, workers: 10, seed: 1 });
});
