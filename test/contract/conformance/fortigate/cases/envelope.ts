/** What the envelope of a configuration answer holds. */

import type { Suite } from "../../case.ts";
import { absent, exactly, holding, including, integer, listOf, matching, oneOf, someOf } from "../../shape.ts";
import {
  changed,
  check,
  del,
  entry,
  get,
  listed,
  object,
  page,
  post,
  put,
  refused,
  revision,
  unchanged,
} from "../words.ts";

const ADDRESS = "cmdb/firewall/address";
const web = { name: "web", subnet: "192.0.2.1/32" };
const SIGNED = { serial: matching(/^FG/), version: "v7.6.5", build: integer };

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "a list says how many entries there are, and which of them come",
      request: get(ADDRESS),
      expect: listed(holding(including({ name: "all", q_origin_key: "all" })), {
        path: "firewall",
        name: "address",
        vdom: "root",
      }),
    },
    {
      name: "an entry comes as a list of one, with its key beside it",
      request: get(`${ADDRESS}/all`),
      expect: entry({ name: "all", q_origin_key: "all", type: "ipmask" }, { mkey: "all" }),
    },
    {
      name: "an object comes as itself, without a key",
      request: get("cmdb/system/global"),
      expect: object(including({ hostname: matching(/./), admintimeout: 5 }), {
        path: "system",
        name: "global",
      }),
    },
    {
      name: "a create answers the key and both revisions",
      request: post(ADDRESS, web),
      expect: changed("POST", { mkey: "web", path: "firewall", name: "address", action: absent }),
    },
    {
      name: "an update answers the key and both revisions",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { comment: "x" }),
      expect: changed("PUT", { mkey: "web" }),
    },
    {
      name: "an update that changes nothing says so, and names no old revision",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { subnet: "192.0.2.1 255.255.255.255" }),
      expect: unchanged("PUT", { mkey: "web" }),
    },
    {
      name: "an update with an empty body changes nothing",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, {}),
      expect: unchanged("PUT"),
    },
    {
      name: "a delete answers the key and both revisions",
      given: [post(ADDRESS, web)],
      request: del(`${ADDRESS}/web`),
      expect: changed("DELETE", { mkey: "web" }),
      afterwards: [check(get(`${ADDRESS}/web`), refused(404, -3))],
    },
    {
      name: "an update of an object has no key",
      request: put("cmdb/system/global", { hostname: "edge" }),
      expect: changed("PUT", { mkey: absent, path: "system", name: "global" }),
    },
    {
      name: "the revision after a create is the one that the next read shows",
      given: [post(ADDRESS, web, { take: { revision: "revision" } })],
      request: get(ADDRESS),
      expect: { status: 200, body: including({ revision: "{{revision}}" }) },
    },
    {
      name: "the old revision of a write is the one that was read before",
      given: [get(ADDRESS, { take: { before: "revision" } })],
      request: post(ADDRESS, web),
      expect: changed("POST", { old_revision: "{{before}}" }),
    },
    {
      name: "a table has its revision back once what was created is deleted",
      given: [get(ADDRESS, { take: { before: "revision" } }), post(ADDRESS, web)],
      request: del(`${ADDRESS}/web`),
      expect: changed("DELETE", { revision: "{{before}}" }),
    },
    {
      name: "a write to one table leaves the revision of another alone",
      given: [get("cmdb/firewall/addrgrp", { take: { before: "revision" } }), post(ADDRESS, web)],
      request: get("cmdb/firewall/addrgrp"),
      expect: { status: 200, body: including({ revision: "{{before}}" }) },
    },
    {
      name: "reading changes no revision",
      given: [get(ADDRESS, { take: { before: "revision" } }), get(`${ADDRESS}/all`)],
      request: get(ADDRESS),
      expect: { status: 200, body: including({ revision: "{{before}}" }) },
    },
    {
      name: "a missing entry answers 404 and -3, with the key that was asked for",
      request: get(`${ADDRESS}/nope`),
      expect: {
        status: 404,
        body: including({ http_method: "GET", error: -3, status: "error", http_status: 404, mkey: "nope", revision }),
      },
    },
    {
      name: "deleting what is not there answers 404 with http_method DELETE, which tools take for done",
      request: del(`${ADDRESS}/nope`),
      expect: { status: 404, body: including({ http_method: "DELETE", http_status: 404, revision_changed: false }) },
    },
    {
      name: "a refused create changes no revision",
      request: post(ADDRESS, { name: "all" }),
      expect: { status: 500, body: including({ revision, revision_changed: false, old_revision: absent, error: -5 }) },
    },
    {
      name: "a table that the version lacks answers 404 without an error code",
      request: get("cmdb/firewall/nonsense"),
      expect: { status: 404, body: including({ status: "error", http_status: 404, error: absent, path: "firewall" }) },
    },
    {
      name: "a verb that is not offered answers 405 in short",
      request: put("cmdb/firewall/address", web),
      expect: {
        status: 405,
        body: exactly({
          http_method: "PUT",
          vdom: "root",
          path: "firewall",
          name: "address",
          status: "error",
          http_status: 405,
          ...SIGNED,
        }),
      },
    },
    {
      name: "an object cannot be created",
      request: post("cmdb/system/global", { hostname: "x" }),
      expect: refused(405),
    },
    { name: "an object cannot be deleted", request: del("cmdb/system/global"), expect: refused(405) },
    { name: "a whole table cannot be deleted", request: del(ADDRESS), expect: refused(405) },
    {
      name: "a slash at the end changes nothing",
      request: get(`${ADDRESS}/all/`),
      expect: entry({ name: "all" }),
    },
    { name: "a bare question mark changes nothing", request: get(`${ADDRESS}/all?`), expect: entry({ name: "all" }) },
    {
      name: "unknown query parameters are passed over",
      request: get(`${ADDRESS}/all?flavour=sweet&x`),
      expect: entry({ name: "all" }),
    },
    {
      name: "an empty vdom means the usual one",
      request: get(`${ADDRESS}/all?vdom=`),
      expect: entry({ name: "all" }, { vdom: "root" }),
    },
    {
      name: "a body without a content type is JSON",
      request: { ...post(ADDRESS, JSON.stringify(web)) },
      expect: changed("POST", { mkey: "web" }),
    },
    {
      name: "a body that is called a form is JSON all the same",
      request: post(ADDRESS, JSON.stringify(web), { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      expect: changed("POST", { mkey: "web" }),
    },
    {
      name: "older clients wrap what they send in json",
      request: post(ADDRESS, { json: web }),
      expect: changed("POST", { mkey: "web" }),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ subnet: "192.0.2.1 255.255.255.255" }))],
    },
    {
      name: "a GET may carry a body, which means nothing",
      request: { method: "GET", path: "/api/v2/cmdb/firewall/address/all", body: '""' },
      expect: entry({ name: "all" }),
    },
    ...["null", '""', "{}", ""].map((body) => ({
      name: `a DELETE may carry ${body === "" ? "nothing" : body}`,
      given: [post(ADDRESS, web)],
      request: { method: "DELETE", path: `/api/v2/${ADDRESS}/web`, body },
      expect: changed("DELETE"),
    })),
    { name: "a body that is no JSON is refused", request: post(ADDRESS, "{name: web"), expect: refused(400, -10002) },
    { name: "a body that is a list is refused", request: post(ADDRESS, [web]), expect: refused(400, -10002) },
    { name: "a path outside of the API is a page", request: { method: "GET", path: "/nope" }, expect: page(404) },
    {
      name: "the API lists its tables",
      request: get("cmdb/?action=schema"),
      expect: {
        status: 200,
        body: including({ results: someOf(including({ path: matching(/./), category: oneOf("table", "complex") })) }),
      },
    },
    {
      name: "the list of tables names the key of each",
      request: get("cmdb?action=schema"),
      expect: {
        status: 200,
        body: including({
          results: holding(
            including({ path: "firewall", name: "address", mkey: "name" }),
            including({ path: "firewall", name: "policy", mkey: "policyid" }),
            including({ path: "system", name: "global", mkey: absent }),
          ),
        }),
      },
    },
    {
      name: "HEAD is a GET without the body",
      request: { method: "HEAD", path: `/api/v2/${ADDRESS}` },
      expect: { status: 200, body: "" },
    },
    {
      name: "every entry of a list shows the same fields",
      request: get(`${ADDRESS}?format=name|type`),
      expect: listed(listOf(exactly({ name: matching(/./), type: matching(/./), q_origin_key: matching(/./) }))),
    },
  ],
};
