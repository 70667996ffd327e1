import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { FortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import { type Attempt, measure } from "./measure.ts";

async function run(step: ScriptedStep): Promise<Omit<Attempt, "request">[]> {
  const clock = createManualClock();
  const seen: Omit<Attempt, "request">[] = [];
  const slow: ScriptedStep = async (request) => {
    await clock.sleep(70);
    return typeof step === "function" ? step(request) : step;
  };
  const observer = ({ request, ...rest }: Attempt): void => {
    assert.equal(request.operation, "cmdb firewall/address list");
    seen.push(rest);
  };
  const answer = measure([observer, observer], clock)(createScriptedTransport([slow]).send)(readRequest());
  const over = answer.catch(() => undefined);
  await clock.advance(70);
  await over;
  return seen;
}

const nothing = { status: undefined, code: undefined, retryAfterMs: undefined };

test("every observer hears how long an answer took", async () => {
  const one = { ...nothing, durationMs: 70, status: 200 };
  assert.deepEqual(await run({}), [one, one]);
});

test("and of a failure what it was", async () => {
  const error = new FortiError({ code: "DEVICE_ERROR", message: "Busy", status: 503, retryAfterMs: 900 });
  const [seen] = await run(error);
  assert.deepEqual(seen, { durationMs: 70, status: 503, code: "DEVICE_ERROR", retryAfterMs: 900 });
});

test("an error that is no FortiError is passed on, and told without a code", async () => {
  assert.deepEqual((await run(new TypeError("x")))[0], { ...nothing, durationMs: 70 });
});

test("a clock that is set back gives no negative time", async () => {
  const times = [1000, 400];
  const seen: number[] = [];
  const step = measure([({ durationMs }) => seen.push(durationMs)], { now: () => times.shift() ?? 0 });
  await step(createScriptedTransport([{}]).send)(readRequest());
  assert.deepEqual(seen, [0]);
});
