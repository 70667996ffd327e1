/** Logs: what happens is on record, and can be searched. */

import type { Case, Step, Suite } from "../../case.ts";
import {
  absent,
  between,
  filled,
  holding,
  including,
  integer,
  listOf,
  matching,
  type ObjectShape,
  oneOf,
  someOf,
  text,
} from "../../shape.ts";
import { check, control, del, get, post, put, refused } from "../words.ts";

const FORWARD = "log/disk/traffic/forward";
const SYSTEM = "log/disk/event/system";
const fill = (path: string, count: number, more: object = {}): Step =>
  control("POST", "/logs", { path, count, ...more });
const forward = fill("disk/traffic/forward", 25);

const holds = (more: ObjectShape) => ({ status: 200, body: including({ status: "success", ...more }) });

/** Each log of a device has lines of its own kind. */
const lines = (path: string, shape: ObjectShape): Case => ({
  name: `${path} holds lines of its kind`,
  given: [fill(path, 3)],
  request: get(`log/${path}?rows=3`),
  expect: holds({
    results: listOf(
      including({
        date: matching(/^\d{4}-\d\d-\d\d$/),
        time: matching(/^\d\d:\d\d:\d\d$/),
        logid: matching(/^\d{10}$/),
        ...shape,
      }),
      3,
    ),
  }),
});

/** Every edit is a line. */
const edited = (name: string, given: readonly Step[], shape: ObjectShape): Case => ({
  name,
  given,
  request: get(`${SYSTEM}?filter=logid=@0100044&rows=20`),
  expect: holds({ results: holding(including(shape)) }),
});

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "an answer says how many lines there are, and where it begins",
      given: [forward],
      request: get(`${FORWARD}?rows=10`),
      expect: holds({
        total_lines: 25,
        rows: 10,
        start: 0,
        results: listOf(including({ type: "traffic", subtype: "forward" }), 10),
        serial: matching(/^FG/),
        vdom: "root",
      }),
    },
    { name: "an empty log is an empty list", request: get(FORWARD), expect: holds({ results: [], total_lines: 0 }) },
    {
      name: "start goes on where the page of lines ended",
      given: [forward, get(`${FORWARD}?rows=10&start=0`, { take: { ninth: "results.9.sessionid" } })],
      request: get(`${FORWARD}?rows=5&start=9`),
      expect: holds({ start: 9, results: holding(including({ sessionid: "{{ninth}}" })) }),
    },
    {
      name: "a page beyond the end is empty",
      given: [forward],
      request: get(`${FORWARD}?rows=10&start=100`),
      expect: holds({ results: [], total_lines: 25 }),
    },
    {
      name: "a search has a number, and a page of it is asked for with that",
      given: [forward, get(`${FORWARD}?rows=5`, { take: { session: "session_id" } })],
      request: get(`${FORWARD}?rows=5&start=5&session_id={{session}}`),
      expect: holds({ session_id: "{{session}}", results: listOf(including({}), 5) }),
    },
    {
      name: "a search that is not done yet says how far it is",
      given: [fill("disk/traffic/forward", 25, { completeAfter: 3 })],
      request: get(`${FORWARD}?rows=5`),
      expect: holds({ completed: between(0, 99), session_id: integer }),
    },
    {
      name: "a filter finds lines",
      given: [forward],
      request: get(`${FORWARD}?rows=25&filter=proto==6`),
      expect: holds({ results: listOf(including({ proto: oneOf(6, "6") })) }),
    },
    {
      name: "a filter that no line fits finds nothing",
      given: [forward],
      request: get(`${FORWARD}?filter=srcip==255.255.255.255`),
      expect: holds({ results: [], total_lines: 0 }),
    },
    {
      name: "several filters of lines must all hold",
      given: [forward],
      request: get(`${FORWARD}?rows=25&filter=proto==6&filter=type==event`),
      expect: holds({ results: [] }),
    },
    lines("disk/traffic/forward", {
      type: "traffic",
      subtype: "forward",
      srcip: filled,
      dstip: filled,
      action: filled,
    }),
    lines("disk/traffic/local", { type: "traffic", subtype: "local" }),
    lines("memory/event/system", { type: "event", subtype: "system", msg: filled }),
    lines("disk/event/vpn", { type: "event", subtype: "vpn" }),
    lines("disk/event/user", { type: "event", subtype: "user" }),
    lines("disk/webfilter", { type: "utm", subtype: "webfilter", url: text }),
    lines("disk/virus", { type: "utm", subtype: "virus" }),
    lines("disk/ips", { type: "utm", subtype: "ips" }),
    lines("disk/app-ctrl", { type: "utm", subtype: "app-ctrl" }),
    lines("disk/dns", { type: "utm", subtype: "dns" }),
    lines("fortianalyzer/traffic/forward", { type: "traffic" }),
    {
      name: "lines come newest first",
      given: [
        put("cmdb/system/global", { hostname: "one" }),
        control("POST", "/time", { advanceMs: 5000 }),
        put("cmdb/system/global", { hostname: "two" }),
      ],
      request: get(`${SYSTEM}?filter=logid==0100044546&rows=2`),
      expect: holds({ results: [including({ cfgattr: matching(/two/) }), including({ cfgattr: matching(/one/) })] }),
    },
    edited("a new entry is on record", [post("cmdb/firewall/address", { name: "web" })], {
      logid: "0100044547",
      cfgpath: "firewall.address",
      cfgobj: "web",
      action: "Add",
      user: filled,
    }),
    edited("a change is on record, with what it was and is", [put("cmdb/firewall/address/all", { comment: "x" })], {
      logid: "0100044547",
      action: "Edit",
      cfgattr: matching(/comment\[->x\]/),
    }),
    edited(
      "a deletion is on record",
      [post("cmdb/firewall/address", { name: "web" }), del("cmdb/firewall/address/web")],
      { action: "Delete", cfgobj: "web" },
    ),
    edited("a change of an object is on record", [put("cmdb/system/global", { hostname: "edge" })], {
      logid: "0100044546",
      cfgpath: "system.global",
      cfgattr: matching(/hostname\[.*->edge\]/),
    }),
    edited(
      "a secret is on record without what it is",
      [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "geheim" })],
      { cfgpath: "user.radius", cfgattr: matching(/secret\[\*\]/) },
    ),
    {
      name: "what was refused is not on record",
      given: [post("cmdb/firewall/address", { name: "all" }, { status: 500 })],
      request: get(`${SYSTEM}?filter=logid==0100044547`),
      expect: holds({ results: [] }),
    },
    {
      name: "what a transaction does is on record once it is committed",
      given: [
        post("cmdb?action=transaction-start", { timeout: 60 }, { take: { id: "results.transaction-id" } }),
        post("cmdb/firewall/address", { name: "web" }, { headers: { "x-transaction-id": "{{id}}" } }),
      ],
      request: get(`${SYSTEM}?filter=logid==0100044547`),
      expect: holds({ results: [] }),
      afterwards: [
        check(post("cmdb?action=transaction-commit", { "transaction-id": "{{id}}" }), { status: 200 }),
        check(get(`${SYSTEM}?filter=logid==0100044547`), holds({ results: [including({ cfgobj: "web" })] })),
      ],
    },
    {
      name: "the raw form is text, a line each",
      given: [forward],
      request: get("log/disk/traffic/forward/raw?rows=2"),
      expect: {
        status: 200,
        headers: { "content-type": matching(/^text\/plain/) },
        body: matching(/^date=\S+ time=\S+ .*\ndate=/),
      },
    },
    { name: "a log that is none is 404", request: get("log/disk/nonsense"), expect: refused(404) },
    { name: "a source that is none is 404", request: get("log/tape/traffic/forward"), expect: { status: 404 } },
    { name: "a log cannot be written", request: post(FORWARD, {}), expect: refused(405) },
    {
      name: "the envelope of a log is complete",
      request: get(FORWARD),
      expect: {
        status: 200,
        body: including({
          build: integer,
          serial: filled,
          version: "v7.6.5",
          status: "success",
          subcategory: "forward",
          vdom: "root",
          results: [],
          error: absent,
        }),
      },
    },
    {
      name: "all sources hold the same events",
      given: [put("cmdb/system/global", { hostname: "edge" })],
      request: get("log/memory/event/system?filter=logid==0100044546"),
      expect: holds({ results: someOf(including({ cfgpath: "system.global" })) }),
    },
    {
      name: "a line tells the same whenever it is read",
      given: [forward, get(`${FORWARD}?rows=1&start=3`, { take: { session: "results.0.sessionid" } })],
      request: get(`${FORWARD}?rows=1&start=3`),
      expect: holds({ results: [including({ sessionid: "{{session}}" })] }),
    },
  ],
};
