import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import type { Middleware } from "../types.ts";
import { compose } from "./compose.ts";

test("the first middleware sees a request first and its answer last", async () => {
  const seen: string[] = [];
  const named =
    (name: string): Middleware =>
    (next) =>
    async (request) => {
      seen.push(`${name} before`);
      const response = await next(request);
      seen.push(`${name} after`);
      return response;
    };
  const device = createScriptedTransport([{ status: 200 }]);
  await compose([named("outer"), named("inner")], device.send)(readRequest());
  assert.deepEqual(seen, ["outer before", "inner before", "inner after", "outer after"]);
});

test("without middleware the handler is called as it is", async () => {
  const device = createScriptedTransport([{ status: 204 }]);
  const response = await compose([], device.send)(readRequest());
  assert.equal(response.status, 204);
});
