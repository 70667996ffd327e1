/** Transactions: changes that are made together or not at all. */

import type { Check, Identity, Step, Suite } from "../../case.ts";
import { absent, exactly, holding, including, integer, matching } from "../../shape.ts";
import { changed, check, control, del, entry, get, named, post, put, refused, revision, unchanged } from "../words.ts";

const ADDRESS = "cmdb/firewall/address";
const inside = (step: Step, id = "{{id}}"): Step => ({ ...step, headers: { "x-transaction-id": id } });
const start = (timeout = 60, name = "id"): Step =>
  post("cmdb?action=transaction-start", { timeout }, { take: { [name]: "results.transaction-id" } });
const commit = post("cmdb?action=transaction-commit", { "transaction-id": "{{id}}" });
const abort = post("cmdb?action=transaction-abort", { "transaction-id": "{{id}}" });
const web = post(ADDRESS, { name: "web" });
const there: Check = check(get(`${ADDRESS}/web`), entry({ name: "web" }));
const gone: Check = check(get(`${ADDRESS}/web`), refused(404, -3));
const READER: Identity = { profile: "super_admin_readonly" };

/** The envelope of a start, a commit or an abort: it is about no table. */
const envelope = (action: string, more: object = {}) =>
  exactly({
    http_method: "POST",
    revision,
    revision_changed: false,
    ...more,
    vdom: "root",
    action,
    status: "success",
    http_status: 200,
    serial: matching(/^FG/),
    version: "v7.6.5",
    build: integer,
  });

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "a start answers a number",
      request: post("cmdb?action=transaction-start", { timeout: 60 }),
      expect: { status: 200, body: envelope("transaction-start", { results: { "transaction-id": integer } }) },
    },
    {
      name: "a start with a slash at the end is a start",
      request: post("cmdb/?action=transaction-start", { timeout: 60 }),
      expect: { status: 200, body: envelope("transaction-start", { results: { "transaction-id": integer } }) },
    },
    {
      name: "a start without a timeout is a start",
      request: post("cmdb?action=transaction-start"),
      expect: { status: 200, body: including({ results: { "transaction-id": integer } }) },
    },
    {
      name: "a timeout that is none is refused",
      request: post("cmdb?action=transaction-start", { timeout: 0 }),
      expect: refused(400, -10002),
    },
    {
      name: "inside, nothing has changed yet",
      given: [start()],
      request: inside(web),
      expect: unchanged("POST", { mkey: "web" }),
      afterwards: [gone],
    },
    {
      name: "inside, what was made is there",
      given: [start(), inside(web)],
      request: inside(get(`${ADDRESS}/web`)),
      expect: entry({ name: "web" }),
    },
    {
      name: "inside, what was made can be named",
      given: [start(), inside(web)],
      request: inside(post("cmdb/firewall/addrgrp", { name: "g", member: named("web") })),
      expect: unchanged("POST", { mkey: "g" }),
    },
    {
      name: "a commit makes it real",
      given: [start(), inside(web)],
      request: commit,
      expect: { status: 200, body: envelope("transaction-commit") },
      afterwards: [there],
    },
    {
      name: "a commit may say transaction_id",
      given: [start(), inside(web)],
      request: post("cmdb?action=transaction-commit", { transaction_id: "{{id}}" }),
      expect: { status: 200, body: envelope("transaction-commit") },
      afterwards: [there],
    },
    {
      name: "a commit may name its number in the header alone",
      given: [start(), inside(web)],
      request: inside(post("cmdb?action=transaction-commit")),
      expect: { status: 200, body: envelope("transaction-commit") },
      afterwards: [there],
    },
    {
      name: "an abort takes it all back",
      given: [start(), inside(web)],
      request: abort,
      expect: { status: 200, body: envelope("transaction-abort") },
      afterwards: [gone],
    },
    {
      name: "a commit changes the revision of what was changed",
      given: [get(ADDRESS, { take: { before: "revision" } }), start(), inside(web), commit],
      request: del(`${ADDRESS}/web`),
      expect: changed("DELETE", { revision: "{{before}}" }),
    },
    {
      name: "an abort leaves the revision as it was",
      given: [get(ADDRESS, { take: { before: "revision" } }), start(), inside(web), abort],
      request: get(ADDRESS),
      expect: { status: 200, body: including({ revision: "{{before}}" }) },
    },
    {
      name: "a commit of nothing is fine",
      given: [start()],
      request: commit,
      expect: { status: 200, body: envelope("transaction-commit") },
    },
    {
      name: "a transaction ends with its commit",
      given: [start(), commit],
      request: inside(web),
      expect: refused(424, -3),
    },
    { name: "a second commit is refused", given: [start(), commit], request: commit, expect: refused(424, -3) },
    { name: "an abort after a commit is refused", given: [start(), commit], request: abort, expect: refused(424, -3) },
    {
      name: "a number that is none is refused",
      request: inside(web, "4711"),
      expect: refused(424, -3),
      afterwards: [gone],
    },
    {
      name: "a commit without a number is refused",
      request: post("cmdb?action=transaction-commit", {}),
      expect: refused(424, -56, /transaction-id/),
    },
    {
      name: "a table that a transaction changed is locked for all others",
      given: [start(), inside(web)],
      request: post(ADDRESS, { name: "other" }),
      expect: refused(409),
    },
    {
      name: "a locked table can be read",
      given: [start(), inside(web)],
      request: get(`${ADDRESS}/all`),
      expect: entry({ name: "all" }),
    },
    {
      name: "other tables are free",
      given: [start(), inside(web)],
      request: post("cmdb/firewall/address6", { name: "six" }),
      expect: changed("POST"),
    },
    {
      name: "a second transaction cannot change a locked table",
      given: [start(), inside(web), start(60, "second")],
      request: inside(put(`${ADDRESS}/all`, { comment: "x" }), "{{second}}"),
      expect: refused(409),
    },
    {
      name: "two transactions change two tables",
      given: [
        start(),
        inside(web),
        start(60, "second"),
        inside(post("cmdb/firewall/address6", { name: "six" }), "{{second}}"),
        post("cmdb?action=transaction-commit", { "transaction-id": "{{second}}" }),
      ],
      request: get("cmdb/firewall/address6/six"),
      expect: entry({ name: "six" }),
      afterwards: [gone],
    },
    {
      name: "the lock ends with the commit",
      given: [start(), inside(web), commit],
      request: post(ADDRESS, { name: "other" }),
      expect: changed("POST"),
    },
    {
      name: "the lock ends with the abort",
      given: [start(), inside(web), abort],
      request: post(ADDRESS, { name: "other" }),
      expect: changed("POST"),
    },
    {
      name: "reading locks nothing",
      given: [start(), inside(get(ADDRESS))],
      request: post(ADDRESS, { name: "other" }),
      expect: changed("POST"),
    },
    {
      name: "a step that fails leaves the steps before it",
      given: [start(), inside(web), inside(post(ADDRESS, { name: "all" }, { status: 500 })), commit],
      request: get(`${ADDRESS}/web`),
      expect: entry({ name: "web" }),
    },
    {
      name: "a dangling reference is refused inside too",
      given: [start()],
      request: inside(post("cmdb/firewall/addrgrp", { name: "g", member: named("ghost") })),
      expect: refused(500, -651, /node_check_object fail! for name ghost/),
    },
    {
      name: "a transaction ends at its timeout",
      given: [start(30), inside(web), control("POST", "/time", { advanceMs: 31_000 })],
      request: commit,
      expect: refused(424, -3),
      afterwards: [gone],
    },
    {
      name: "five idle minutes end a transaction",
      given: [start(3600), inside(web), control("POST", "/time", { advanceMs: 301_000 })],
      request: commit,
      expect: refused(424, -3),
      afterwards: [gone],
    },
    {
      name: "a transaction that is used goes on",
      given: [
        start(3600),
        inside(web),
        control("POST", "/time", { advanceMs: 200_000 }),
        inside(get(ADDRESS)),
        control("POST", "/time", { advanceMs: 200_000 }),
      ],
      request: commit,
      expect: { status: 200 },
      afterwards: [there],
    },
    {
      name: "the lock ends with the timeout",
      given: [start(30), inside(web), control("POST", "/time", { advanceMs: 31_000 })],
      request: post(ADDRESS, { name: "other" }),
      expect: changed("POST"),
    },
    {
      name: "open transactions are listed",
      given: [start(45)],
      request: get("cmdb?action=transaction-list"),
      expect: {
        status: 200,
        body: including({
          action: "transaction-list",
          results: [including({ "transaction-id": "{{id}}", timeout: 45, vdom: "root" })],
        }),
      },
    },
    {
      name: "no open transactions are an empty list",
      given: [start(), commit],
      request: get("cmdb?action=transaction-list"),
      expect: { status: 200, body: including({ results: [] }) },
    },
    {
      name: "what a transaction holds is shown as the command line writes it",
      given: [start(), inside(web)],
      request: get("cmdb?action=transaction-show&transaction-id={{id}}"),
      expect: {
        status: 200,
        body: including({
          results: holding(matching(/config firewall address/), matching(/edit "web"/)),
          path: absent,
        }),
      },
    },
    {
      name: "a transaction that is none shows nothing",
      request: get("cmdb?action=transaction-show&transaction-id=4711"),
      expect: refused(424, -3),
    },
    {
      name: "whoever only reads starts nothing",
      request: { ...post("cmdb?action=transaction-start", { timeout: 60 }), as: READER },
      expect: refused(403, -37),
    },
    {
      name: "a policy moves inside, and outside only with the commit",
      given: [
        ...[1, 2].map((policyid) =>
          post("cmdb/firewall/policy", {
            policyid,
            srcintf: named("port1"),
            dstintf: named("port2"),
            srcaddr: named("all"),
            dstaddr: named("all"),
            service: named("ALL"),
            schedule: "always",
          }),
        ),
        start(),
        inside(put("cmdb/firewall/policy/2?action=move&before=1")),
      ],
      request: get("cmdb/firewall/policy?format=policyid"),
      expect: { status: 200, body: including({ results: [including({ policyid: 1 }), including({ policyid: 2 })] }) },
      afterwards: [
        check(commit, { status: 200 }),
        check(get("cmdb/firewall/policy?format=policyid"), {
          status: 200,
          body: including({ results: [including({ policyid: 2 }), including({ policyid: 1 })] }),
        }),
      ],
    },
  ],
};
