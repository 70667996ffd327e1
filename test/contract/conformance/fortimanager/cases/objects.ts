import type { Suite } from "../../case.ts";
import { absent, including, integer, matching } from "../../shape.ts";
import { add, answers, call, host, lacks, OBJ, plainCall, refuses, shows } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const GROUP = `${OBJ}/firewall/addrgrp`;
const FIELDS = { fields: ["name", "subnet", "comment"], loadsub: 0 };
const web = add(ADDRESS, host("web", 1));

/** The verbs on a table of an ADOM. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "`add` answers the key of the new entry",
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [
        shows(
          `${ADDRESS}/web`,
          { name: "web", oid: integer, subnet: ["192.0.2.1", "255.255.255.255"], comment: null },
          FIELDS,
        ),
      ],
    },
    {
      name: "`add` of a list answers no data",
      request: call("add", ADDRESS, { data: [host("a", 1), host("b", 2)] }),
      expect: answers(ADDRESS),
      afterwards: [shows(ADDRESS, 2, { option: "count", filter: ["name", "in", "a", "b"] })],
    },
    {
      name: "`add` of what is there is -2 and changes nothing",
      given: [web],
      request: call("add", ADDRESS, { data: { ...host("web", 9), comment: "other" } }),
      expect: refuses(ADDRESS, -2),
      afterwards: [shows(`${ADDRESS}/web`, including({ subnet: ["192.0.2.1", "255.255.255.255"], comment: null }))],
    },
    {
      name: "`add` of a list is all or nothing",
      given: [web],
      request: call("add", ADDRESS, { data: [host("new", 2), host("web", 3)] }),
      expect: refuses(ADDRESS, -2),
      afterwards: [lacks(`${ADDRESS}/new`)],
    },
    {
      name: "`add` without a key is -9998",
      request: call("add", ADDRESS, { data: { subnet: ["192.0.2.1", "255.255.255.255"] } }),
      expect: refuses(ADDRESS, -9998),
    },
    {
      name: "`add` without data is -10",
      request: call("add", ADDRESS),
      expect: refuses(ADDRESS, -10),
    },
    {
      name: "`add` of text is -10",
      request: call("add", ADDRESS, { data: "web" }),
      expect: refuses(ADDRESS, -10),
    },
    {
      name: "an option that there is none of is -9001, which names the field and the value",
      request: call("add", ADDRESS, { data: { name: "web", type: "telepathy" } }),
      expect: refuses(ADDRESS, -9001, matching(/type.*telepathy/)),
    },
    {
      name: "a network that is none is -9001",
      request: call("add", ADDRESS, { data: { name: "web", subnet: "300.0.0.0/24" } }),
      expect: refuses(ADDRESS, -9001, matching(/subnet/)),
    },
    {
      name: "a field that nobody knows is passed over",
      request: call("add", ADDRESS, { data: { ...host("web", 1), "no such field": 1 } }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ "no such field": absent }))],
    },
    {
      name: "a network written with a prefix is shown as address and mask",
      request: call("add", ADDRESS, { data: { name: "net", subnet: "198.51.100.0/24" } }),
      expect: answers(ADDRESS, { name: "net" }),
      afterwards: [shows(`${ADDRESS}/net`, including({ subnet: ["198.51.100.0", "255.255.255.0"] }))],
    },
    {
      name: "a network written as one text with its mask is shown as a list of both",
      request: call("add", ADDRESS, { data: { name: "net", subnet: "198.51.100.0 255.255.255.0" } }),
      expect: answers(ADDRESS, { name: "net" }),
      afterwards: [shows(`${ADDRESS}/net`, including({ subnet: ["198.51.100.0", "255.255.255.0"] }))],
    },
    {
      name: "options are taken as numbers too",
      request: call("add", ADDRESS, {
        data: { name: "range", type: 1, "start-ip": "192.0.2.1", "end-ip": "192.0.2.9" },
      }),
      expect: answers(ADDRESS, { name: "range" }),
      afterwards: [shows(`${ADDRESS}/range`, including({ type: "iprange", "end-ip": "192.0.2.9" }))],
    },
    {
      name: "without verbose a get shows options as numbers",
      given: [add(ADDRESS, { name: "range", type: "iprange", "start-ip": "192.0.2.1", "end-ip": "192.0.2.9" })],
      request: plainCall("get", `${ADDRESS}/range`, { fields: ["type"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/range`, { name: "range", oid: integer, type: 1 }),
    },
    {
      name: "an entry knows who made and changed it, and when",
      given: [web],
      request: call("get", `${ADDRESS}/web`),
      expect: answers(
        `${ADDRESS}/web`,
        including({
          "_created timestamp": integer,
          "_created-by": "admin",
          "_last-modified-by": "admin",
          "_modified timestamp": integer,
          uuid: matching(/^[0-9a-f]{8}-/),
        }),
      ),
    },
    {
      name: "`no extra info` leaves out who made it",
      given: [web],
      request: call("get", `${ADDRESS}/web`, { option: ["no extra info"] }),
      expect: answers(
        `${ADDRESS}/web`,
        including({ name: "web", "_created timestamp": absent, "_created-by": absent }),
      ),
    },
    {
      name: "a get of what is not there is -3",
      request: call("get", `${ADDRESS}/nobody`),
      expect: refuses(`${ADDRESS}/nobody`, -3),
    },
    {
      name: "a table without entries answers an empty list",
      request: call("get", `${OBJ}/user/radius`),
      expect: answers(`${OBJ}/user/radius`, []),
    },
    {
      name: "`set` on the table makes what is not there",
      request: call("set", ADDRESS, { data: host("web", 1) }),
      expect: answers(ADDRESS, { name: "web" }),
    },
    {
      name: "`set` on the table overwrites what is there",
      given: [web],
      request: call("set", ADDRESS, { data: host("web", 7) }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ subnet: ["192.0.2.7", "255.255.255.255"] }))],
    },
    {
      name: "`set` on an entry that is not there makes it",
      request: call("set", `${ADDRESS}/web`, { data: { subnet: "192.0.2.1/32" } }),
      expect: answers(`${ADDRESS}/web`, { name: "web" }),
    },
    {
      name: "`set` keeps the fields that it does not mention",
      given: [add(ADDRESS, { ...host("web", 1), color: 3 })],
      request: call("set", `${ADDRESS}/web`, { data: { comment: "changed" } }),
      expect: answers(`${ADDRESS}/web`, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ color: 3, comment: "changed" }))],
    },
    {
      name: "`update` of an entry answers its key",
      given: [web],
      request: call("update", `${ADDRESS}/web`, { data: { comment: "changed" } }),
      expect: answers(`${ADDRESS}/web`, { name: "web" }),
    },
    {
      name: "`update` on the table finds the entry by the key in the data",
      given: [web],
      request: call("update", ADDRESS, { data: { name: "web", comment: "changed" } }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ comment: "changed" }))],
    },
    {
      name: "`update` of what is not there is -3",
      request: call("update", `${ADDRESS}/nobody`, { data: { comment: "x" } }),
      expect: refuses(`${ADDRESS}/nobody`, -3),
    },
    {
      name: "`update` with another key renames",
      given: [web],
      request: call("update", `${ADDRESS}/web`, { data: { name: "www" } }),
      expect: answers(`${ADDRESS}/web`, { name: "www" }),
      afterwards: [lacks(`${ADDRESS}/web`), shows(`${ADDRESS}/www`, including({ name: "www" }))],
    },
    {
      name: "what names a renamed entry names it by its new name",
      given: [web, add(GROUP, { name: "g", member: ["web"] })],
      request: call("update", `${ADDRESS}/web`, { data: { name: "www" } }),
      expect: answers(`${ADDRESS}/web`, { name: "www" }),
      afterwards: [shows(`${GROUP}/g`, including({ member: ["www"] }))],
    },
    {
      name: "renaming to a name that is taken is -2",
      given: [web, add(ADDRESS, host("www", 2))],
      request: call("update", `${ADDRESS}/web`, { data: { name: "www" } }),
      expect: refuses(`${ADDRESS}/web`, -2),
    },
    {
      name: "`replace` of what is not there is -3",
      request: call("replace", `${ADDRESS}/nobody`, { data: host("nobody", 1) }),
      expect: refuses(`${ADDRESS}/nobody`, -3),
    },
    {
      name: "`replace` clears the child tables that it does not mention",
      given: [add(ADDRESS, { ...host("web", 1), list: [{ ip: "192.0.2.8" }] })],
      request: call("replace", `${ADDRESS}/web`, { data: host("web", 2) }),
      expect: answers(`${ADDRESS}/web`, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ list: null, subnet: ["192.0.2.2", "255.255.255.255"] }))],
    },
    {
      name: "`unset attrs` puts fields back to their default",
      given: [add(ADDRESS, { ...host("web", 1), color: 3, comment: "x" })],
      request: call("set", ADDRESS, { data: { name: "web", "unset attrs": ["color", "comment"] } }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [shows(`${ADDRESS}/web`, including({ color: 0, comment: null }))],
    },
    {
      name: "`unset` of an attribute's url puts it back to its default",
      given: [add(ADDRESS, { ...host("web", 1), comment: "x" })],
      request: call("unset", `${ADDRESS}/web/comment`),
      expect: answers(`${ADDRESS}/web/comment`),
      afterwards: [shows(`${ADDRESS}/web`, including({ comment: null }))],
    },
    {
      name: "`unset` of the key is -9",
      given: [web],
      request: call("unset", `${ADDRESS}/web/name`),
      expect: refuses(`${ADDRESS}/web/name`, -9),
    },
    {
      name: "`delete` answers no data",
      given: [web],
      request: call("delete", `${ADDRESS}/web`),
      expect: answers(`${ADDRESS}/web`),
      afterwards: [lacks(`${ADDRESS}/web`)],
    },
    {
      name: "`delete` of what is not there is -3",
      request: call("delete", `${ADDRESS}/nobody`),
      expect: refuses(`${ADDRESS}/nobody`, -3),
    },
    {
      name: "`delete` of what something names is -10015",
      given: [web, add(GROUP, { name: "g", member: ["web"] })],
      request: call("delete", `${ADDRESS}/web`),
      expect: refuses(`${ADDRESS}/web`, -10_015),
      afterwards: [shows(`${ADDRESS}/web`, including({ name: "web" }))],
    },
    {
      name: "`delete` with the option force leaves `none` where it was named alone",
      given: [web, add(GROUP, { name: "g", member: ["web"] })],
      request: call("delete", `${ADDRESS}/web`, { option: ["force"] }),
      expect: answers(`${ADDRESS}/web`),
      afterwards: [lacks(`${ADDRESS}/web`), shows(`${GROUP}/g`, including({ member: ["none"] }))],
    },
    {
      name: "`delete` by a filter has to be confirmed, else it is -9",
      given: [web],
      request: call("delete", ADDRESS, { filter: ["name", "==", "web"] }),
      expect: refuses(ADDRESS, -9),
    },
    {
      name: "`delete` by a filter that is confirmed takes what the filter takes",
      given: [add(ADDRESS, [host("a1", 1), host("a2", 2), host("b1", 3)])],
      request: call("delete", ADDRESS, { filter: ["name", "like", "a_"], confirm: 1 }),
      expect: answers(ADDRESS),
      afterwards: [lacks(`${ADDRESS}/a1`), lacks(`${ADDRESS}/a2`), shows(`${ADDRESS}/b1`, including({ name: "b1" }))],
    },
    {
      name: "`clone` answers the key of the copy",
      given: [add(ADDRESS, { ...host("web", 1), color: 5 })],
      request: call("clone", `${ADDRESS}/web`, { data: { name: "copy" } }),
      expect: answers(`${ADDRESS}/web`, { name: "copy" }),
      afterwards: [shows(`${ADDRESS}/copy`, including({ color: 5, subnet: ["192.0.2.1", "255.255.255.255"] }))],
    },
    {
      name: "`clone` to a name that is taken is -2",
      given: [web, add(ADDRESS, host("copy", 2))],
      request: call("clone", `${ADDRESS}/web`, { data: { name: "copy" } }),
      expect: refuses(`${ADDRESS}/web`, -2),
    },
    {
      name: "`clone` of what is not there is -3",
      request: call("clone", `${ADDRESS}/nobody`, { data: { name: "copy" } }),
      expect: refuses(`${ADDRESS}/nobody`, -3),
    },
    {
      name: "a copy has a uuid and an oid of its own",
      given: [
        web,
        { ...call("get", `${ADDRESS}/web`), take: { uuid: "result.0.data.uuid" } },
        call("clone", `${ADDRESS}/web`, { data: { name: "copy" } }),
      ],
      request: call("get", ADDRESS, { option: "count", filter: ["uuid", "==", "{{uuid}}"] }),
      expect: answers(ADDRESS, 1),
    },
    {
      name: "`duplicate check` refuses an entry that differs in its name alone with -2",
      given: [web],
      request: call("add", ADDRESS, { data: host("twin", 1), option: ["duplicate check"] }),
      expect: refuses(ADDRESS, -2),
    },
    {
      name: "`merge` makes several objects one, everywhere",
      given: [add(ADDRESS, [host("a", 1), host("b", 1)]), add(GROUP, { name: "g", member: ["b"] })],
      request: call("set", `${ADDRESS}/a`, { merge: ["a", "b"] }),
      expect: answers(`${ADDRESS}/a`),
      afterwards: [lacks(`${ADDRESS}/b`), shows(`${GROUP}/g`, including({ member: ["a"] }))],
    },
    {
      name: "a slash in a name is written \\/ in the url",
      given: [add(ADDRESS, host("dmz/web", 1))],
      request: call("get", `${ADDRESS}/dmz\\/web`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/dmz\\/web`, { name: "dmz/web", oid: integer }),
    },
    {
      name: "a name with blanks and letters of any language stands in the url as it is",
      given: [add(ADDRESS, host("Büro Zürich (2)", 1))],
      request: call("get", `${ADDRESS}/Büro Zürich (2)`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/Büro Zürich (2)`, { name: "Büro Zürich (2)", oid: integer }),
    },
    {
      name: "a slash at the end of a url means the table",
      given: [web],
      request: call("get", `${ADDRESS}/`, { option: "count", filter: ["name", "==", "web"] }),
      expect: answers(`${ADDRESS}/`, 1),
    },
    {
      name: "a table that there is none of is -6",
      request: call("get", `${OBJ}/firewall/adress`),
      expect: refuses(`${OBJ}/firewall/adress`, -6),
    },
    {
      name: "an ADOM that there is none of is -6",
      request: call("get", "/pm/config/adom/nowhere/obj/firewall/address"),
      expect: refuses("/pm/config/adom/nowhere/obj/firewall/address", -6),
    },
    {
      name: "moving an entry of a table without an order is -9",
      given: [add(ADDRESS, [host("a", 1), host("b", 2)])],
      request: call("move", `${ADDRESS}/a`, { option: "after", target: "b" }),
      expect: refuses(`${ADDRESS}/a`, -9),
    },
    {
      name: "a call's url does not take the verbs of a table",
      request: call("add", "/securityconsole/install/package", { data: {} }),
      expect: refuses("/securityconsole/install/package", -9),
    },
    {
      name: "a table's url does not take `exec`",
      request: call("exec", ADDRESS, { data: {} }),
      expect: refuses(ADDRESS, -9),
    },
  ],
};
