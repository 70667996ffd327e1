import assert from "node:assert/strict";
import { Agent } from "node:https";
import { after, test } from "node:test";
import type { Case } from "./case.ts";
import { runCase } from "./run.ts";
import { including, matching } from "./shape.ts";
import { startTarget } from "./target.ts";

const fortigate = await startTarget({ product: "fortigate", version: "7.6.5", cases: [] });
const fortimanager = await startTarget({ product: "fortimanager", version: "7.6.4", fortigates: 0, cases: [] });
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
after(async () => {
  agent.destroy();
  await fortigate.close();
  await fortimanager.close();
});

const ADDRESSES = "/api/v2/cmdb/firewall/address";
const list: Case["request"] = { method: "GET", path: ADDRESSES };
const fine: Case["expect"] = { status: 200 };

async function faultsOfCase(item: Omit<Case, "name">, target = fortigate): Promise<string> {
  return (await runCase(target, agent, { name: "", ...item })).join("\n");
}

test("what fits leaves no fault", async () => {
  const body = including({ results: [including({ name: "all" })] });
  const expect = { status: 200, headers: { "content-type": matching(/json/) }, body };
  assert.equal(await faultsOfCase({ request: { ...list, path: `${ADDRESSES}/all` }, expect }), "");
});

test("status, header and body can be wrong", async () => {
  const faults = await faultsOfCase({
    request: list,
    expect: { status: 404, headers: { "x-none": "1" }, body: including({ name: "addrgrp" }) },
  });
  assert.match(faults, /status is 200, not 404/);
  assert.match(faults, /header\.x-none is missing/);
  assert.match(faults, /body\.name is "address", not "addrgrp"/);
});

test("a step that fails ends the case, unless its status was expected", async () => {
  const missing = { method: "GET", path: `${ADDRESSES}/nope` };
  assert.match(await faultsOfCase({ given: [missing], request: list, expect: fine }), /^given GET .*nope: 404/);
  assert.equal(await faultsOfCase({ given: [{ ...missing, status: 404 }], request: list, expect: fine }), "");
  assert.match(
    await faultsOfCase({ given: [{ ...list, status: 404 }], request: list, expect: fine }),
    /^given .*: 200/,
  );
});

test("what a step took is sent later, in its own type", async () => {
  const body = { name: "web", color: 7 };
  const given = [
    { method: "POST", path: ADDRESSES, body },
    { method: "GET", path: `${ADDRESSES}/web`, take: { color: "results.0.color", name: "mkey" } },
    { method: "PUT", path: `${ADDRESSES}/{{name}}`, body: { comment: "is {{color}}" } },
  ];
  const expected = including({ results: [including({ color: "{{color}}", comment: "is 7" })] });
  const request = { method: "GET", path: `${ADDRESSES}/{{name}}` };
  assert.equal(await faultsOfCase({ given, request, expect: { status: 200, body: expected } }), "");
  const nothing = [{ ...list, take: { id: "results.0.nope" } }];
  await assert.rejects(faultsOfCase({ given: nothing, request: list, expect: fine }), /has no results\.0\.nope/);
});

test("every case starts afresh, and what comes after the request is looked at too", async () => {
  const request = { method: "POST", path: ADDRESSES, body: { name: "web" } };
  const gone = { request: { method: "GET", path: `${ADDRESSES}/web` }, expect: { status: 404 } };
  for (let turn = 0; turn < 2; turn++) {
    assert.match(await faultsOfCase({ request, expect: fine, afterwards: [gone] }), /status is 200, not 404/);
  }
});

test("who asks is shown as the case says", async () => {
  const statusAs = async (as: Case["request"]["as"], method: string): Promise<string> =>
    (
      await faultsOfCase({
        request: { method, path: `${ADDRESSES}/all`, ...(method === "PUT" && { body: {} }), ...(as && { as }) },
        expect: { status: 0 },
      })
    ).match(/status is (\d+)/)?.[1] ?? "";
  assert.equal(await statusAs("none", "GET"), "401");
  assert.equal(await statusAs("wrong", "GET"), "401");
  assert.equal(await statusAs("session", "PUT"), "200");
  assert.equal(await statusAs("no-csrf", "PUT"), "403");
  assert.equal(await statusAs({ profile: "super_admin_readonly" }, "PUT"), "403");
  assert.equal(await statusAs({ token: fortigate.token }, "PUT"), "200");
});

test("a request may go to the control API", async () => {
  const given = [{ control: true, method: "POST", path: "/lockouts", body: {} }] as const;
  assert.equal(await faultsOfCase({ given, request: { ...list, as: "none" }, expect: { status: 429 } }), "");
});

test("a FortiManager's session goes into the envelope", async () => {
  const body = { id: 1, method: "get", params: [{ url: "/sys/status" }] };
  const request = { method: "POST", path: "/jsonrpc", body };
  const answers = (code: number) => ({
    status: 200,
    body: including({ result: [including({ status: including({ code }) })] }),
  });
  for (const as of ["session", "token"] as const) {
    assert.equal(await faultsOfCase({ request: { ...request, as }, expect: answers(0) }, fortimanager), "");
  }
  assert.equal(await faultsOfCase({ request: { ...request, as: "none" }, expect: answers(-11) }, fortimanager), "");
  const hidden = [{ ...request, as: "none" }] as const;
  assert.match(await faultsOfCase({ given: hidden, request, expect: answers(0) }, fortimanager), /^given POST/);
});
