/**
 * Runs cases against a device.
 */

import assert from "node:assert/strict";
import { Agent } from "node:https";
import { after, test } from "node:test";
import { type Captured, fill, takeFrom } from "./captured.ts";
import type { Case, Expected, Request, Suite } from "./case.ts";
import { type Credentials, createIdentities } from "./identities.ts";
import { type Answer, send } from "./send.ts";
import { faultsOf, including } from "./shape.ts";
import { startTarget, type Target } from "./target.ts";

/** One test for each case, all against one device. */
export async function conform(suite: Suite): Promise<void> {
  const target = await startTarget(suite);
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  after(async () => {
    agent.destroy();
    await target.close();
  });
  for (const item of suite.cases) {
    test(`${suite.version}: ${item.name}`, async () => {
      const faults = await runCase(target, agent, item);
      if (faults.length > 0) assert.fail(`${faults.join("\n")}\n`);
    });
  }
}

/** @returns What the device did otherwise than expected, a line each. */
export async function runCase(
  target: Target,
  agent: Agent,
  { given = [], request, expect, afterwards = [] }: Case,
): Promise<readonly string[]> {
  await target.reset();
  const identify = createIdentities(target, agent);
  const { token, username, password } = target;
  let captured: Captured = { token, username, password };
  const ask = async (wanted: Request): Promise<Answer> => {
    const sent = fill(wanted, captured);
    return sent.control ? askControl(target, sent) : carry(agent, target, sent, await identify(sent.as));
  };

  for (const { take = {}, status, ...step } of given) {
    const answer = await ask(step);
    const fault = faultOfStep(step, status, answer);
    if (fault !== undefined) return [fault];
    const taken = Object.entries(take).map(([name, path]) => [name, takeFrom(answer, path)]);
    captured = { ...captured, ...Object.fromEntries(taken) };
  }
  const faults: string[] = [];
  for (const check of [{ request, expect }, ...afterwards]) {
    const answer = await ask(check.request);
    const own = faultsOfAnswer(answer, check.expect, captured);
    if (own.length > 0)
      faults.push(`${check.request.method} ${check.request.path}`, ...own, `  ${answer.text.slice(0, 2000)}`);
  }
  return faults;
}

/** What is wrong with an answer, a line each. */
function faultsOfAnswer(
  answer: Answer,
  { status, headers = {}, body }: Expected,
  captured: Captured,
): readonly string[] {
  return [
    ...(answer.status === status ? [] : [`  status is ${answer.status}, not ${status}`]),
    ...faultsOf(answer.headers, including(headers), captured, "header"),
    ...(body === undefined ? [] : faultsOf(answer.body, body, captured)),
  ].map((line) => `  ${line}`);
}

/** A step must do what it is there for: an HTTP 200 may hide an error. */
function faultOfStep({ method, path }: Request, status: number | undefined, answer: Answer): string | undefined {
  const isFine = status === undefined ? answer.status < 400 && !hidesError(answer.body) : answer.status === status;
  return isFine ? undefined : `given ${method} ${path}: ${answer.status} ${answer.text.slice(0, 2000)}`;
}

function hidesError(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  const { status, result } = body as { readonly status?: unknown; readonly result?: unknown };
  const codes = Array.isArray(result) ? result.map((item) => item?.status?.code) : [];
  return status === "error" || codes.some((code) => code !== 0);
}

async function askControl({ control }: Target, { method, path, body }: Request): Promise<Answer> {
  const response = await fetch(`${control}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    body: text === "" ? text : JSON.parse(text),
  };
}

function carry(
  agent: Agent,
  { url }: Target,
  { method, path, headers, body }: Request,
  who: Credentials,
): Promise<Answer> {
  return send(agent, url, method, path, { ...who.headers, ...headers }, textOf(body, who.session));
}

/** A FortiManager's session stands in the envelope. */
function textOf(body: unknown, session: string | undefined): string | undefined {
  if (body === undefined || typeof body === "string") return body;
  const isEnvelope = typeof body === "object" && body !== null && !Array.isArray(body) && !("session" in body);
  return JSON.stringify(session !== undefined && isEnvelope ? { ...body, session } : body);
}
