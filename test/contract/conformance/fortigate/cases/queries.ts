/** What a request for a list may ask: filters, pages, order and form. */

import type { Case, Suite } from "../../case.ts";
import { absent, between, exactly, filled, including, type ObjectShape, type Shape } from "../../shape.ts";
import { entry, get, listed, named, object, post, refused, revision } from "../words.ts";

const ADDRESS = "cmdb/firewall/address";

/** Four addresses beside those of the factory, told apart by their comment. */
const given = [
  post(ADDRESS, { name: "q-one", comment: "mine", color: 1, subnet: "10.0.0.1/32" }),
  post(ADDRESS, { name: "q-two", comment: "mine", color: 2, type: "fqdn", fqdn: "two.example.com" }),
  post(ADDRESS, { name: "q-ten", comment: "mine", color: 10, subnet: "10.0.0.10/32" }),
  post(ADDRESS, { name: "Q-big", comment: "mine", color: 20, "allow-routing": "enable" }),
  post("cmdb/firewall/addrgrp", { name: "g-one", member: named("q-one"), comment: "mine" }),
  post("cmdb/firewall/addrgrp", { name: "g-two", member: named("q-one", "q-two"), comment: "mine" }),
];

const rows = (...names: readonly string[]): Shape => names.map((name) => including({ name }));

/** Which of the four a filter lets through. */
const filters = (name: string, filter: string, ...names: readonly string[]): Case => ({
  name,
  given,
  request: get(`${ADDRESS}?filter=comment==mine&filter=${filter}`),
  expect: listed(rows(...names), { matched_count: names.length, next_idx: Math.max(names.length - 1, 0) }),
});

const groups = (name: string, filter: string, ...names: readonly string[]): Case => ({
  name,
  given,
  request: get(`cmdb/firewall/addrgrp?filter=comment==mine&filter=${filter}`),
  expect: listed(rows(...names)),
});

const paged = (name: string, query: string, names: readonly string[], more: ObjectShape): Case => ({
  name,
  given,
  request: get(`${ADDRESS}?filter=comment==mine&${query}`),
  expect: listed(rows(...names), more),
});

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    filters("== finds what is equal", "name==q-one", "q-one"),
    filters("== finds numbers", "color==10", "q-ten"),
    filters("== finds options", "type==fqdn", "q-two"),
    filters(
      "== finds fields that were never set by their default",
      "allow-routing==disable",
      "q-one",
      "q-two",
      "q-ten",
    ),
    filters("=* finds what is equal whatever the case", "name=*q-BIG", "Q-big"),
    filters("!= leaves out what is equal", "name!=q-one", "q-two", "q-ten", "Q-big"),
    filters("!* leaves out what is equal whatever the case", "name!*Q-ONE", "q-two", "q-ten", "Q-big"),
    filters("=@ finds a part, whatever the case", "name=@Q-T", "q-two", "q-ten"),
    filters("!@ leaves out what has a part", "name!@q-t", "q-one", "Q-big"),
    filters("< compares numbers as numbers", "color<10", "q-one", "q-two"),
    filters("<= takes the number itself too", "color<=10", "q-one", "q-two", "q-ten"),
    filters("> compares numbers as numbers", "color>2", "q-ten", "Q-big"),
    filters(">= takes the number itself too", "color>=10", "q-ten", "Q-big"),
    filters("several filters must all hold", "color>1&filter=color<20", "q-two", "q-ten"),
    filters("conditions with a comma between are alternatives", "name==q-one,name==q-ten", "q-one", "q-ten"),
    filters(
      "alternatives and several filters work together",
      "color==1,color==2,color==10&filter=type==ipmask",
      "q-one",
      "q-ten",
    ),
    filters("a filter that nothing fits finds nothing", "name==nope"),
    filters("a filter of a field that is not there finds nothing", "flavour==sweet"),
    filters("a filter may be percent-encoded", "name%3D%3Dq-one", "q-one"),
    filters("a filter may hold spaces as plus signs", "subnet==10.0.0.1+255.255.255.255", "q-one"),
    filters("a filter finds networks as they are shown", "subnet==10.0.0.1%20255.255.255.255", "q-one"),
    filters("a filter finds names with a dot in the value", "fqdn==two.example.com", "q-two"),
    groups("a filter finds groups by a member", "member.name==q-two", "g-two"),
    groups("a filter finds groups by a part of a member", "member.name=@one", "g-one", "g-two"),
    groups("a filter leaves out groups by a member", "member.name!=q-two", "g-one"),
    groups("a list without a field stands for its keys", "member==q-two", "g-two"),
    {
      name: "a filter that is no condition is refused",
      request: get(`${ADDRESS}?filter=nonsense`),
      expect: refused(400, -10002),
    },
    {
      name: "an empty filter filters nothing",
      request: get("cmdb/firewall.schedule/recurring?filter="),
      expect: { status: 200, body: including({ matched_count: between(2, 9) }) },
    },
    paged("count cuts a page, and says that there is more", "count=2", ["q-one", "q-two"], {
      matched_count: 4,
      next_idx: 1,
      limit_reached: true,
    }),
    paged("start goes on where the page ended", "start=2&count=2", ["q-ten", "Q-big"], {
      matched_count: 4,
      next_idx: 3,
      limit_reached: false,
    }),
    paged("a start beyond the end finds nothing", "start=9", [], { matched_count: 4, limit_reached: false }),
    paged("a count of more than there are takes all", "count=100", ["q-one", "q-two", "q-ten", "Q-big"], {
      limit_reached: false,
    }),
    paged("sort orders by a field", "sort=name", ["Q-big", "q-one", "q-ten", "q-two"], {}),
    paged("sort orders downwards with dsc", "sort=color,dsc", ["Q-big", "q-ten", "q-two", "q-one"], {}),
    paged("sort orders numbers as numbers", "sort=color,asc", ["q-one", "q-two", "q-ten", "Q-big"], {}),
    paged(
      "several orders count one after the other",
      "sort=type&sort=color,dsc",
      ["q-two", "Q-big", "q-ten", "q-one"],
      {},
    ),
    paged("pages are cut from what is sorted", "sort=color,dsc&count=1", ["Q-big"], { limit_reached: true }),
    paged("key and pattern find a part of a field", "key=name&pattern=q-t", ["q-two", "q-ten"], { matched_count: 2 }),
    {
      name: "skip_to passes over so many entries of the table",
      given: [1, 2, 3].map((number) =>
        post("cmdb/firewall.schedule/group", { name: `s${number}`, member: named("always") }),
      ),
      request: get("cmdb/firewall.schedule/group?skip_to=2"),
      expect: listed(rows("s3"), { size: 3 }),
    },
    {
      name: "unfiltered_count looks at so many entries of the table",
      given: [1, 2, 3].map((number) =>
        post("cmdb/firewall.schedule/group", { name: `s${number}`, member: named("always") }),
      ),
      request: get("cmdb/firewall.schedule/group?unfiltered_count=2&filter=name!=s1"),
      expect: listed(rows("s2"), { size: 3, matched_count: 1 }),
    },
    {
      name: "size counts all entries, whatever the filter",
      given: [
        post("cmdb/firewall/ippool", { name: "a", startip: "10.0.0.1", endip: "10.0.0.1" }),
        post("cmdb/firewall/ippool", { name: "b", startip: "10.0.0.2", endip: "10.0.0.2" }),
      ],
      request: get("cmdb/firewall/ippool?filter=name==a"),
      expect: listed(rows("a"), { size: 2, matched_count: 1 }),
    },
    {
      name: "format picks fields, and the original key comes along",
      given,
      request: get(`${ADDRESS}/q-one?format=name|color`),
      expect: entry({}, { results: [exactly({ name: "q-one", color: 1, q_origin_key: "q-one" })] }),
    },
    {
      name: "format may be percent-encoded",
      given,
      request: get(`${ADDRESS}?filter=name==q-one&format=name%7Ccolor`),
      expect: listed([exactly({ name: "q-one", color: 1, q_origin_key: "q-one" })]),
    },
    {
      name: "format picks whole lists",
      given,
      request: get("cmdb/firewall/addrgrp/g-one?format=member"),
      expect: entry(
        {},
        { results: [exactly({ q_origin_key: "g-one", member: [{ name: "q-one", q_origin_key: "q-one" }] })] },
      ),
    },
    {
      name: "format passes over fields that are not there",
      given,
      request: get(`${ADDRESS}/q-one?format=name|flavour`),
      expect: entry({}, { results: [exactly({ name: "q-one", q_origin_key: "q-one" })] }),
    },
    {
      name: "format picks fields of an object",
      request: get("cmdb/system/global?format=hostname|admintimeout"),
      expect: object(exactly({ hostname: filled, admintimeout: 5 })),
    },
    {
      name: "exclude-default-values leaves out what was never set",
      given,
      request: get(`${ADDRESS}/Q-big?exclude-default-values=1`),
      expect: entry({ name: "Q-big", color: 20, "allow-routing": "enable", type: absent, fqdn: absent }),
    },
    {
      name: "with_meta says how many refer to an entry",
      given,
      request: get(`${ADDRESS}/q-one?with_meta=1`),
      expect: entry({ q_ref: 2, q_path: "firewall", q_name: "address" }),
    },
    {
      name: "datasource says which table a member is from",
      given,
      request: get("cmdb/firewall/addrgrp/g-one?datasource=1"),
      expect: entry({ member: [{ name: "q-one", q_origin_key: "q-one", datasource: "firewall.address.name" }] }),
    },
    {
      name: "action=datasource lists what a field may refer to",
      given,
      request: get("cmdb/firewall/addrgrp/g-one?action=datasource&attr=member"),
      expect: { status: 200, body: including({ action: "datasource" }) },
    },
    {
      name: "action=revision answers the revision alone",
      request: get(`${ADDRESS}?action=revision`),
      expect: { status: 200, body: including({ revision, results: absent }) },
    },
    {
      name: "action=select is a plain read",
      request: get(`${ADDRESS}/all?action=select`),
      expect: entry({ name: "all" }, { action: "select" }),
    },
    {
      name: "an action that is none is refused",
      request: get(`${ADDRESS}?action=dance`),
      expect: refused(400, -10000),
    },
    {
      name: "a write with an action that is none is refused, and nothing happens",
      request: post(`${ADDRESS}?action=dance`, { name: "x" }),
      expect: refused(400, -10000),
      afterwards: [{ request: get(`${ADDRESS}/x`), expect: refused(404, -3) }],
    },
  ],
};
