/** VDOMs: what exists once, what exists in each, and requests for several at once. */

import type { Suite } from "../../case.ts";
import { anything, exactly, including, listOf, type Shape } from "../../shape.ts";
import { by, changed, check, del, entry, get, listed, named, object, post, put, refused, revision } from "../words.ts";

const VDOM = "cmdb/system/vdom";
const ADDRESS = "cmdb/firewall/address";
const branch = post(VDOM, { name: "branch" });
const both = [
  branch,
  post(`${ADDRESS}?vdom=branch`, { name: "web", comment: "branch" }),
  post(ADDRESS, { name: "web", comment: "root" }),
];

/** Envelopes of several VDOMs. */
const envelopes = (...each: readonly (readonly [vdom: string, more: Readonly<Record<string, Shape>>])[]): Shape =>
  each.map(([vdom, more]) => including({ vdom, ...more }));

export const suite: Suite = {
  product: "fortigate",
  version: "7.4.8",
  cases: [
    {
      name: "every device has the VDOM root",
      request: get(VDOM),
      expect: listed([including({ name: "root" })], { size: 1 }),
    },
    {
      name: "a VDOM is made",
      request: branch,
      expect: changed("POST", { mkey: "branch", path: "system", name: "vdom" }),
    },
    { name: "a VDOM that is there already is refused", given: [branch], request: branch, expect: refused(500, -5) },
    {
      name: "the name of a VDOM has at most 31 characters",
      request: post(VDOM, { name: "x".repeat(32) }),
      expect: refused(500, -1),
    },
    {
      name: "a new VDOM comes with what every VDOM has",
      given: [branch],
      request: get(`${ADDRESS}/all?vdom=branch`),
      expect: entry({ name: "all" }, { vdom: "branch" }),
    },
    {
      name: "what is made in one VDOM is not in another",
      given: [branch, post(`${ADDRESS}?vdom=branch`, { name: "web" })],
      request: get(`${ADDRESS}/web?vdom=root`),
      expect: refused(404, -3),
    },
    {
      name: "one name may stand for two things in two VDOMs",
      given: both,
      request: get(`${ADDRESS}/web?vdom=branch`),
      expect: entry({ comment: "branch" }, { vdom: "branch" }),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ comment: "root" }, { vdom: "root" }))],
    },
    {
      name: "deleting in one VDOM leaves the other alone",
      given: both,
      request: del(`${ADDRESS}/web?vdom=branch`),
      expect: changed("DELETE", { vdom: "branch" }),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ comment: "root" }))],
    },
    {
      name: "a reference reaches nothing in another VDOM",
      given: [branch, post(`${ADDRESS}?vdom=branch`, { name: "web" })],
      request: post("cmdb/firewall/addrgrp", { name: "g", member: named("web") }),
      expect: refused(500, -651, /web/),
    },
    { name: "a VDOM that is not there is refused", request: get(`${ADDRESS}?vdom=nope`), expect: refused(424, -3) },
    {
      name: "nothing is written in a VDOM that is not there",
      request: post(`${ADDRESS}?vdom=nope`, { name: "web" }),
      expect: refused(424, -3),
    },
    {
      name: "vdom=* answers an envelope for each VDOM",
      given: both,
      request: get(`${ADDRESS}/web?vdom=*`),
      expect: {
        status: 200,
        body: envelopes(
          ["root", { results: [including({ comment: "root" })] }],
          ["branch", { results: [including({ comment: "branch" })] }],
        ),
      },
    },
    {
      name: "several VDOMs are answered in the order in which they are named",
      given: both,
      request: get(`${ADDRESS}/web?vdom=branch,root`),
      expect: { status: 200, body: envelopes(["branch", {}], ["root", {}]) },
    },
    {
      name: "one of several that fails says so in its own envelope",
      given: [branch, post(`${ADDRESS}?vdom=branch`, { name: "web" })],
      request: get(`${ADDRESS}/web?vdom=root,branch`),
      expect: {
        status: 404,
        body: envelopes(
          ["root", { status: "error", http_status: 404 }],
          ["branch", { status: "success", http_status: 200 }],
        ),
      },
    },
    {
      name: "a write to several VDOMs is done in each",
      given: [branch],
      request: post(`${ADDRESS}?vdom=root,branch`, { name: "web" }),
      expect: { status: 200, body: envelopes(["root", { mkey: "web" }], ["branch", { mkey: "web" }]) },
      afterwards: [check(get(`${ADDRESS}/web?vdom=branch`), entry({ name: "web" }))],
    },
    {
      name: "what exists once is answered once, also to vdom=*",
      given: [branch],
      request: get("cmdb/system/global?vdom=*"),
      expect: { status: 200, body: listOf(including({ path: "system", name: "global" }), 1) },
    },
    {
      name: "global=1 answers a list of one",
      request: get("cmdb/system/global?global=1"),
      expect: { status: 200, body: listOf(including({ status: "success", http_status: 200 }), 1) },
    },
    {
      name: "a write with global=1 answers a list of one",
      request: put("cmdb/system/global?global=1", { hostname: "edge" }),
      expect: { status: 200, body: [including({ revision_changed: true, http_status: 200 })] },
    },
    {
      name: "what exists once is the same from every VDOM",
      given: [branch, put("cmdb/system/global?vdom=branch", { hostname: "edge" })],
      request: get("cmdb/system/global?vdom=root"),
      expect: object(including({ hostname: "edge" })),
    },
    {
      name: "interfaces exist once, and say in which VDOM they are",
      given: [branch, put("cmdb/system/interface/port7", { vdom: "branch" })],
      request: get("cmdb/system/interface/port7"),
      expect: entry({ name: "port7", vdom: "branch" }),
    },
    {
      name: "the settings of VDOMs are their own",
      given: [branch, put("cmdb/system/settings?vdom=branch", { "gui-dns-database": "enable" })],
      request: get("cmdb/system/settings?vdom=root"),
      expect: object(including({ "gui-dns-database": "disable" })),
    },
    {
      name: "tables of VDOMs have revisions of their own",
      given: [
        branch,
        get(`${ADDRESS}?vdom=root`, { take: { before: "revision" } }),
        post(`${ADDRESS}?vdom=branch`, { name: "web" }),
      ],
      request: get(`${ADDRESS}?vdom=root`),
      expect: { status: 200, body: including({ revision: "{{before}}" }) },
    },
    {
      name: "a VDOM is deleted with all that is in it",
      given: both,
      request: del(`${VDOM}/branch`),
      expect: changed("DELETE", { mkey: "branch" }),
      afterwards: [check(get(`${ADDRESS}?vdom=branch`), refused(424, -3))],
    },
    { name: "the VDOM root stays", request: del(`${VDOM}/root`), expect: refused(500, -23) },
    {
      name: "a VDOM with an interface stays",
      given: [branch, put("cmdb/system/interface/port7", { vdom: "branch" })],
      request: del(`${VDOM}/branch`),
      expect: refused(500, -23),
    },
    {
      name: "vdom=* shows an administrator of one VDOM that one alone",
      given: [branch],
      request: by({ profile: "prof_admin", vdoms: ["branch"] }, get(`${ADDRESS}?vdom=*`)),
      expect: { status: 200, body: envelopes(["branch", {}]) },
    },
    {
      name: "policies are numbered in each VDOM anew",
      given: [
        branch,
        put("cmdb/system/interface/port7", { vdom: "branch" }),
        put("cmdb/system/interface/port8", { vdom: "branch" }),
      ],
      request: post("cmdb/firewall/policy?vdom=branch", {
        srcintf: named("port7"),
        dstintf: named("port8"),
        srcaddr: named("all"),
        dstaddr: named("all"),
        service: named("ALL"),
        schedule: "always",
      }),
      expect: changed("POST", { mkey: 1, vdom: "branch" }),
    },
    {
      name: "an envelope of several is as complete as one alone",
      request: get(`${ADDRESS}?vdom=*&filter=name==all&format=name`),
      expect: {
        status: 200,
        body: [
          exactly({
            http_method: "GET",
            size: anything,
            matched_count: 1,
            next_idx: 0,
            limit_reached: false,
            revision,
            results: [{ name: "all", q_origin_key: "all" }],
            vdom: "root",
            path: "firewall",
            name: "address",
            status: "success",
            http_status: 200,
            serial: anything,
            version: "v7.4.8",
            build: anything,
          }),
        ],
      },
    },
  ],
};
