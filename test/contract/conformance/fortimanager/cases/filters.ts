import type { Case, Suite } from "../../case.ts";
import { integer } from "../../shape.ts";
import { add, answers, call, host, OBJ, refuses } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const GROUP = `${OBJ}/firewall/addrgrp`;
const given = [
  add(ADDRESS, [
    { ...host("t-host1", 1), color: 3, comment: "web server" },
    { ...host("t-host2", 2), color: 7 },
    { name: "t-net", subnet: ["192.0.2.0", "255.255.255.0"], color: 7 },
    { name: "t-range", type: "iprange", "start-ip": "198.51.100.10", "end-ip": "198.51.100.20" },
    { name: "t-fqdn", type: "fqdn", fqdn: "www.example.net" },
  ]),
  add(GROUP, { name: "t-group", member: ["t-host1", "t-net"] }),
];
const OURS = ["name", "like", "t-%"];

/** The entries of ours that a filter takes. */
function takes(name: string, filter: unknown, ...found: readonly string[]): Case {
  return {
    name,
    given,
    request: call("get", ADDRESS, {
      fields: ["name"],
      loadsub: 0,
      filter: [OURS, "&&", filter],
      sortings: [{ name: 1 }],
    }),
    expect: answers(
      ADDRESS,
      found.map((own) => ({ name: own, oid: integer })),
    ),
  };
}

function wrong(name: string, filter: unknown): Case {
  return { name, request: call("get", ADDRESS, { filter }), expect: refuses(ADDRESS, -8) };
}

/** Filters, operator by operator. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    takes("== takes what is equal", ["color", "==", 7], "t-host2", "t-net"),
    takes("!= takes what is not", ["color", "!=", 7], "t-fqdn", "t-host1", "t-range"),
    takes("a field that was never set is compared by its default", ["color", "==", 0], "t-fqdn", "t-range"),
    takes("a number may be written as text", ["color", "==", "3"], "t-host1"),
    takes("> goes by number", ["color", ">", 3], "t-host2", "t-net"),
    takes(">= takes the same number too", ["color", ">=", 3], "t-host1", "t-host2", "t-net"),
    takes("< goes by number", ["color", "<", 3], "t-fqdn", "t-range"),
    takes("<= takes the same number too", ["color", "<=", 3], "t-fqdn", "t-host1", "t-range"),
    takes("an option is meant by its name", ["type", "==", "iprange"], "t-range"),
    takes("an option is meant by its number too", ["type", "==", 2], "t-fqdn"),
    takes(
      "`in` takes what is any of the values behind it",
      ["name", "in", "t-net", "t-fqdn", "nobody"],
      "t-fqdn",
      "t-net",
    ),
    takes("`in` takes a list of values too", ["name", "in", ["t-net", "t-fqdn"]], "t-fqdn", "t-net"),
    takes("`!in` takes the others", ["name", "!in", "t-net", "t-fqdn"], "t-host1", "t-host2", "t-range"),
    takes("`like` knows % for any text", ["name", "like", "%host%"], "t-host1", "t-host2"),
    takes("`like` knows _ for one letter", ["name", "like", "t-ne_"], "t-net"),
    takes("`like` takes no account of case", ["name", "like", "T-NET"], "t-net"),
    takes("`!like` takes the others", ["name", "!like", "%host%"], "t-fqdn", "t-net", "t-range"),
    takes("`contain` finds a part of a text", ["comment", "contain", "server"], "t-host1"),
    takes("! in front turns a condition round", ["!", "color", "==", 7], "t-fqdn", "t-host1", "t-range"),
    takes("&& takes what both take", [["color", "==", 7], "&&", ["name", "like", "%net"]], "t-net"),
    takes("|| takes what either takes", [["color", "==", 3], "||", ["type", "==", "fqdn"]], "t-fqdn", "t-host1"),
    takes(
      "conditions side by side must all hold",
      [
        ["color", "==", 7],
        ["name", "like", "%net"],
      ],
      "t-net",
    ),
    takes(
      "expressions lie in each other as deep as one likes",
      [
        [["type", "==", "ipmask"], "&&", [["color", "==", 3], "||", ["name", "==", "t-net"]]],
        "||",
        ["type", "==", "fqdn"],
      ],
      "t-fqdn",
      "t-host1",
      "t-net",
    ),
    takes("a network is equal in every way to write it", ["subnet", "==", "192.0.2.1/32"], "t-host1"),
    takes(
      "a network is equal as a list of address and mask",
      [["type", "==", "ipmask"], "&&", ["subnet", "==", ["192.0.2.0", "255.255.255.0"]]],
      "t-net",
    ),
    takes(
      "<= of networks takes what lies in one",
      [["type", "==", "ipmask"], "&&", ["subnet", "<=", "192.0.2.0/24"]],
      "t-host1",
      "t-host2",
      "t-net",
    ),
    takes(
      ">= of networks takes those that one lies in",
      [["type", "==", "ipmask"], "&&", ["subnet", ">=", "192.0.2.1/32"]],
      "t-host1",
      "t-net",
    ),
    takes(
      "addresses are compared by number, so that a range can be found by what is in it",
      [["start-ip", "<=", "198.51.100.15"], "&&", ["end-ip", ">=", "198.51.100.15"]],
      "t-range",
    ),
    takes("`object used` 1 takes what something names", ["object used", "==", 1], "t-host1", "t-net"),
    takes("`object used` 0 takes what nothing names", ["object used", "==", 0], "t-fqdn", "t-host2", "t-range"),
    takes(
      "what was made after a time is found by it",
      ["_modified timestamp", ">", 1],
      "t-fqdn",
      "t-host1",
      "t-host2",
      "t-net",
      "t-range",
    ),
    takes("a field that there is none of is never equal to anything", ["colour", "==", 7]),
    {
      name: "`contain` finds a member of a list",
      given,
      request: call("get", GROUP, { fields: ["name"], loadsub: 0, filter: ["member", "contain", "t-net"] }),
      expect: answers(GROUP, [{ name: "t-group", oid: integer }]),
    },
    {
      name: "`!contain` takes the lists without it",
      given,
      request: call("get", GROUP, {
        option: "count",
        filter: [["name", "==", "t-group"], "&&", ["member", "!contain", "t-net"]],
      }),
      expect: answers(GROUP, 0),
    },
    {
      name: "& tests bits of flags by name",
      given: [add("/dvmdb/adom", { name: "flagged", flags: ["backup", "no_vpn_console"] })],
      request: call("get", "/dvmdb/adom", { fields: ["name"], loadsub: 0, filter: ["flags", "&", "backup"] }),
      expect: answers("/dvmdb/adom", [{ name: "flagged", oid: integer }]),
    },
    {
      name: "a filter may be one condition in a list of one",
      given,
      request: call("get", ADDRESS, { fields: ["name"], loadsub: 0, filter: [["name", "==", "t-net"]] }),
      expect: answers(ADDRESS, [{ name: "t-net", oid: integer }]),
    },
    {
      name: "an empty filter takes everything",
      given,
      request: call("get", GROUP, { filter: [], option: "count", fields: ["name"] }),
      expect: answers(GROUP, integer),
    },
    wrong("an operator that there is none of is -8", ["name", "is", "x"]),
    wrong("a condition without a value is -8", ["name", "=="]),
    wrong("a filter that is no list is -8", "name==x"),
  ],
};
