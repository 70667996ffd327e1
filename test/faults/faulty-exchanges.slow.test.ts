import { test } from "node:test";
import { checkExchanges } from "./check.ts";

test("10,000 faulty exchanges: no write twice, no hang, no stray error, no secret shown", {
  timeout: 900_000,
}, async () => {
  await checkExchanges({ count: 10_000, workers: 20, seed: 2 });
});
