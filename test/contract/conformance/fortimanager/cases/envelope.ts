import type { Suite } from "../../case.ts";
import { absent, exactly, filled, including, integer, matching, text } from "../../shape.ts";
import { answers, call, post, refusal, refuses, refusesStranger } from "../rpc.ts";

const STATUS = { url: "/sys/status" };
const OK = { code: 0, message: "OK" };
const fine = (id: unknown) => including({ id: id as never, result: [including({ status: OK, url: "/sys/status" })] });
const one = (more: object) => ({ method: "get", params: [STATUS], ...more });
const malformed = { status: 200, body: { result: [{ status: refusal(-8) }] } };

/** The envelope round the operations, in every form that clients write it in. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "a number as id comes back as a number",
      request: post(one({ id: 17 })),
      expect: { status: 200, body: fine(17) },
    },
    {
      name: "an id of text comes back as text",
      request: post(one({ id: "a-1" })),
      expect: { status: 200, body: fine("a-1") },
    },
    {
      name: "the id 0 comes back",
      request: post(one({ id: 0 })),
      expect: { status: 200, body: fine(0) },
    },
    {
      name: "without an id the answer has none",
      request: post(one({})),
      expect: { status: 200, body: including({ id: absent, result: [including({ status: OK })] }) },
    },
    {
      name: "jsonrpc 1.0, which older SDKs send, is passed over",
      request: post(one({ id: 1, jsonrpc: "1.0" })),
      expect: { status: 200, body: including({ jsonrpc: absent, id: 1 }) },
    },
    {
      name: "jsonrpc 2.0 does not change the form of an answer",
      request: post(one({ id: 1, jsonrpc: "2.0" })),
      expect: { status: 200, body: including({ jsonrpc: absent, result: [including({ status: OK })] }) },
    },
    {
      name: "the answer is JSON",
      request: post(one({ id: 1 })),
      expect: { status: 200, headers: { "content-type": matching(/json/) }, body: fine(1) },
    },
    {
      name: "a body called a form is read as JSON, as curl -d sends it",
      request: { ...post(one({ id: 1 })), headers: { "content-type": "application/x-www-form-urlencoded" } },
      expect: { status: 200, body: fine(1) },
    },
    {
      name: "a body of no content type is read as JSON",
      request: post(one({ id: 1 })),
      expect: { status: 200, body: fine(1) },
    },
    {
      name: "a slash behind /jsonrpc does not matter",
      request: { ...post(one({ id: 1 })), path: "/jsonrpc/" },
      expect: { status: 200, body: fine(1) },
    },
    {
      name: "members that only FortiManager's own pages send are passed over",
      request: post(one({ id: 1, client: "gui", src: "1", skip: 1, root: "deployment/proxy" })),
      expect: { status: 200, body: fine(1) },
    },
    {
      name: "verbose given as true counts",
      request: post({
        id: 1,
        method: "get",
        params: [{ url: "/cli/global/system/global", fields: ["workspace-mode"], loadsub: 0 }],
        verbose: true,
      }),
      expect: answers("/cli/global/system/global", { "workspace-mode": "disabled" }),
    },
    {
      name: "without verbose options are numbers",
      request: post({
        id: 1,
        method: "get",
        params: [{ url: "/cli/global/system/global", fields: ["workspace-mode", "adom-status"], loadsub: 0 }],
      }),
      expect: answers("/cli/global/system/global", { "workspace-mode": 0, "adom-status": 1 }),
    },
    {
      name: "several items are answered each in its place",
      request: post({
        id: 1,
        method: "get",
        params: [{ url: "/dvmdb/adom/root", fields: ["name"] }, { url: "/nothing/here" }, STATUS],
      }),
      expect: {
        status: 200,
        body: exactly({
          id: 1,
          result: [
            including({ status: OK, url: "/dvmdb/adom/root" }),
            { status: refusal(-6), url: "/nothing/here" },
            including({ status: OK, url: "/sys/status" }),
          ],
          session: integer,
        }),
      },
    },
    {
      name: "an item that fails does not keep the next from being carried out",
      request: post({
        id: 1,
        method: "add",
        params: [
          { url: "/pm/config/adom/nowhere/obj/firewall/address", data: { name: "a" } },
          { url: "/pm/config/adom/root/obj/firewall/address", data: { name: "b" } },
        ],
      }),
      expect: {
        status: 200,
        body: including({
          result: [
            { status: refusal(-6), url: "/pm/config/adom/nowhere/obj/firewall/address" },
            { data: { name: "b" }, status: OK, url: "/pm/config/adom/root/obj/firewall/address" },
          ],
        }),
      },
    },
    {
      name: "a later item sees what an earlier one wrote",
      request: post({
        id: 1,
        method: "add",
        params: [
          { url: "/pm/config/adom/root/obj/firewall/address", data: { name: "first" } },
          { url: "/pm/config/adom/root/obj/firewall/addrgrp", data: { name: "group", member: ["first"] } },
        ],
      }),
      expect: {
        status: 200,
        body: including({
          result: [including({ data: { name: "first" } }), including({ data: { name: "group" } })],
        }),
      },
    },
    {
      name: "the url comes back as it was written",
      request: call("get", "dvmdb/adom/root", { fields: ["name"], loadsub: 0 }),
      expect: answers("dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "what is no JSON is refused with HTTP 200 and -8",
      request: post("{"),
      expect: malformed,
    },
    {
      name: "an empty body is refused with -8",
      request: post(""),
      expect: malformed,
    },
    {
      name: "a list of requests is no request: there is no batch of envelopes",
      request: post("[]"),
      expect: malformed,
    },
    {
      name: "a request without items is refused with -8, and keeps its id",
      request: post({ id: 5, method: "get", params: [] }),
      expect: { status: 200, body: { id: 5, result: [{ status: refusal(-8) }] } },
    },
    {
      name: "items that are no objects are refused with -8",
      request: post({ id: 5, method: "get", params: ["/sys/status"] }),
      expect: { status: 200, body: { id: 5, result: [{ status: refusal(-8) }] } },
    },
    {
      name: "a verb that there is none of is -9",
      request: call("fetch", "/sys/status"),
      expect: refuses("/sys/status", -9),
    },
    {
      name: "an item without a url is -6",
      request: post({ id: 1, method: "get", params: [{ fields: ["name"] }] }),
      expect: { status: 200, body: { id: 1, result: [{ status: refusal(-6) }], session: integer } },
    },
    {
      name: "a url that is no text is -6",
      request: post({ id: 1, method: "get", params: [{ url: 5 }] }),
      expect: { status: 200, body: including({ result: [including({ status: refusal(-6) })] }) },
    },
    {
      name: "with apiver 3, FortiAnalyzer's dialect, the result is the data itself",
      request: post({
        jsonrpc: "2.0",
        id: "x",
        method: "get",
        params: [{ apiver: 3, url: "/dvmdb/adom/root", fields: ["name"], loadsub: 0 }],
      }),
      expect: { status: 200, body: { jsonrpc: "2.0", id: "x", result: { name: "root", oid: integer } } },
    },
    {
      name: "with apiver 3 a refusal is an error",
      request: post({ jsonrpc: "2.0", id: 2, method: "get", params: [{ apiver: 3, url: "/nothing" }] }),
      expect: { status: 200, body: { jsonrpc: "2.0", id: 2, error: refusal(-6) } },
    },
    {
      name: "`create task` has a write done by a task, whose number is all that is answered",
      request: post({
        id: 1,
        method: "add",
        "create task": { adom: "root", name: "one address" },
        params: [{ url: "/pm/config/adom/root/obj/firewall/address", data: { name: "t" } }],
      }),
      expect: { status: 200, body: { id: 1, result: [{ data: { task: integer }, status: OK }] } },
      afterwards: [
        {
          request: call("get", "/pm/config/adom/root/obj/firewall/address/t", { fields: ["name"], loadsub: 0 }),
          expect: answers("/pm/config/adom/root/obj/firewall/address/t", { name: "t", oid: integer }),
        },
      ],
    },
    {
      name: "a GET of /jsonrpc is no call",
      request: { method: "GET", path: "/jsonrpc" },
      expect: { status: 405, body: text },
    },
    {
      name: "there is nothing at other paths",
      request: { method: "POST", path: "/api/v2/cmdb/firewall/address", body: {} },
      expect: { status: 404, body: filled },
    },
    {
      name: "without a session every item is -11, with HTTP 200",
      request: post({ id: 1, method: "get", params: [STATUS, { url: "/dvmdb/adom" }] }, "none"),
      expect: {
        status: 200,
        body: {
          id: 1,
          result: [
            { status: refusal(-11), url: "/sys/status" },
            { status: refusal(-11), url: "/dvmdb/adom" },
          ],
        },
      },
    },
    {
      name: "a session that is made up is -11",
      request: post({ id: 1, method: "get", params: [STATUS], session: "bWFkZSB1cA==" }, "none"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "the session may be null where a key is sent",
      request: post({ id: 1, method: "get", params: [STATUS], session: null }, "token"),
      expect: { status: 200, body: fine(1) },
    },
  ],
};
