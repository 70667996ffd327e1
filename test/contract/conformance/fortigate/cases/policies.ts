/** Policies: numbers for keys, an order that counts, and rules between their fields. */

import type { Case, Suite } from "../../case.ts";
import { including, integer, matching } from "../../shape.ts";
import {
  changed,
  check,
  del,
  entry,
  get,
  listed,
  members,
  named,
  policy,
  post,
  put,
  refused,
  unchanged,
  uuid,
} from "../words.ts";

const POLICY = "cmdb/firewall/policy";
const three = [1, 2, 3].map((policyid) => post(POLICY, policy({ policyid })));

/** The order of the policies, by number. */
const inOrder = (...numbers: readonly number[]) =>
  listed(numbers.map((policyid) => ({ policyid, q_origin_key: policyid })));
const order = get(`${POLICY}?format=policyid`);

const without = (field: string): Case => {
  const { [field as "schedule"]: _left, ...rest } = policy() as Record<"schedule", unknown>;
  return {
    name: `a policy without ${field} is refused`,
    request: post(POLICY, rest),
    expect: refused(424, -56, new RegExp(`'${field}' MUST be set`)),
  };
};

export const suite: Suite = {
  product: "fortigate",
  version: "7.4.8",
  cases: [
    {
      name: "the first policy without a number is 1",
      request: post(POLICY, policy()),
      expect: changed("POST", { mkey: 1 }),
    },
    {
      name: "a policy with the number 0 gets the next one",
      given: three,
      request: post(POLICY, policy({ policyid: 0 })),
      expect: changed("POST", { mkey: 4 }),
    },
    {
      name: "the next number is one above the highest",
      given: [post(POLICY, policy({ policyid: 70 }))],
      request: post(POLICY, policy()),
      expect: changed("POST", { mkey: 71 }),
    },
    {
      name: "a policy takes the number that it is given, also as text",
      request: post(POLICY, policy({ policyid: "12" })),
      expect: changed("POST", { mkey: 12 }),
    },
    {
      name: "a number that is taken is refused",
      given: three,
      request: post(POLICY, policy({ policyid: 2 })),
      expect: refused(500, -5, /'2'/),
    },
    {
      name: "a policy shows its references as lists of names, and its defaults",
      given: [post(POLICY, policy({ policyid: 5, name: "out" }))],
      request: get(`${POLICY}/5`),
      expect: entry(
        {
          policyid: 5,
          q_origin_key: 5,
          name: "out",
          uuid,
          srcintf: members("port1"),
          dstintf: members("port2"),
          srcaddr: members("all"),
          service: members("ALL"),
          schedule: "always",
          action: "accept",
          status: "enable",
          nat: "disable",
          logtraffic: "utm",
          "internet-service": "disable",
          comments: "",
          poolname: [],
          groups: [],
          users: [],
          "inspection-mode": "flow",
          "utm-status": "disable",
        },
        { mkey: 5 },
      ),
    },
    ...["srcintf", "dstintf", "srcaddr", "dstaddr", "service", "schedule"].map(without),
    {
      name: "a policy that names internet services needs no addresses and services there",
      request: post(POLICY, {
        srcintf: named("port1"),
        dstintf: named("port2"),
        srcaddr: named("all"),
        schedule: "always",
        action: "accept",
        "internet-service": "enable",
        "internet-service-name": named("Google-DNS"),
      }),
      expect: changed("POST"),
    },
    {
      name: "two policies cannot have one name",
      given: [post(POLICY, policy({ name: "out" }))],
      request: post(POLICY, policy({ name: "out" })),
      expect: refused(500, -15, /'out'/),
    },
    {
      name: "two policies may have no name",
      given: [post(POLICY, policy({ name: "" }))],
      request: post(POLICY, policy({ name: "" })),
      expect: changed("POST"),
    },
    {
      name: "a policy cannot take the name of another",
      given: [post(POLICY, policy({ name: "out" })), post(POLICY, policy({ name: "in" }))],
      request: put(`${POLICY}/2`, { name: "out" }),
      expect: refused(500, -15),
    },
    {
      name: "a policy keeps its own name on an update",
      given: [post(POLICY, policy({ name: "out" }))],
      request: put(`${POLICY}/1`, { name: "out", comments: "x" }),
      expect: changed("PUT"),
    },
    {
      name: "a name of 36 characters is too long for a policy",
      request: post(POLICY, policy({ name: "x".repeat(36) })),
      expect: refused(500, -1, /name/),
    },
    {
      name: "new policies come last",
      given: [...three, post(POLICY, policy({ policyid: 9 })), post(POLICY, policy({ policyid: 5 }))],
      request: order,
      expect: inOrder(1, 2, 3, 9, 5),
    },
    {
      name: "a policy moves before another",
      given: three,
      request: put(`${POLICY}/3?action=move&before=1`),
      expect: changed("PUT", { mkey: 3, action: "move" }),
      afterwards: [check(order, inOrder(3, 1, 2))],
    },
    {
      name: "a policy moves after another, with an empty object for a body",
      given: three,
      request: put(`${POLICY}/1?action=move&after=2`, {}),
      expect: changed("PUT", { mkey: 1, action: "move" }),
      afterwards: [check(order, inOrder(2, 1, 3))],
    },
    {
      name: "a move to where it is already changes nothing",
      given: three,
      request: put(`${POLICY}/2?action=move&after=1`),
      expect: unchanged("PUT", { action: "move" }),
    },
    {
      name: "a move next to nothing answers 200 and moves nothing",
      given: three,
      request: put(`${POLICY}/1?action=move&after=99`),
      expect: unchanged("PUT", { action: "move" }),
      afterwards: [check(order, inOrder(1, 2, 3))],
    },
    {
      name: "a move without a neighbour moves nothing",
      given: three,
      request: put(`${POLICY}/3?action=move`),
      expect: unchanged("PUT", { action: "move" }),
    },
    {
      name: "what is not there cannot move",
      given: three,
      request: put(`${POLICY}/99?action=move&after=1`),
      expect: refused(404, -3),
    },
    {
      name: "a move is a change of the table",
      given: [...three, get(POLICY, { take: { before: "revision" } })],
      request: put(`${POLICY}/3?action=move&before=2`),
      expect: changed("PUT", { old_revision: "{{before}}" }),
    },
    {
      name: "a clone takes the next number, and has no uuid in common",
      given: [post(POLICY, policy({ comments: "twin" })), get(`${POLICY}/1`, { take: { uuid: "results.0.uuid" } })],
      request: post(`${POLICY}/1?action=clone`),
      expect: changed("POST", { mkey: 2, action: "clone" }),
      afterwards: [
        check(get(`${POLICY}/2`), entry({ comments: "twin" })),
        check(get(`${POLICY}?filter=uuid=={{uuid}}`), { status: 200, body: including({ matched_count: 1 }) }),
      ],
    },
    {
      name: "a clone takes the number that it is given",
      given: three,
      request: post(`${POLICY}/1?action=clone&nkey=50`),
      expect: changed("POST", { mkey: 50, action: "clone" }),
    },
    {
      name: "a clone of what is not there is refused",
      request: post(`${POLICY}/9?action=clone&nkey=50`),
      expect: refused(404, -3),
    },
    {
      name: "a clone cannot take a number that is taken",
      given: three,
      request: post(`${POLICY}/1?action=clone&nkey=2`),
      expect: refused(500, -5),
    },
    {
      name: "a clone may also be asked of the table",
      given: [post("cmdb/firewall/address", { name: "web", comment: "x" })],
      request: post("cmdb/firewall/address?action=clone&nkey=copy", { name: "web" }),
      expect: changed("POST", { mkey: "copy", action: "clone" }),
      afterwards: [check(get("cmdb/firewall/address/copy"), entry({ comment: "x" }))],
    },
    {
      name: "a policy is switched off, and nothing else changes",
      given: three,
      request: put(`${POLICY}/2`, { status: "disable" }),
      expect: changed("PUT", { mkey: 2 }),
      afterwards: [
        check(get(`${POLICY}/2`), entry({ status: "disable", srcaddr: members("all") })),
        check(order, inOrder(1, 2, 3)),
      ],
    },
    {
      name: "a policy is deleted, and the others keep their numbers",
      given: three,
      request: del(`${POLICY}/2`),
      expect: changed("DELETE", { mkey: 2 }),
      afterwards: [check(order, inOrder(1, 3))],
    },
    {
      name: "a deleted number is free again",
      given: [...three, del(`${POLICY}/2`)],
      request: post(POLICY, policy({ policyid: 2 })),
      expect: changed("POST", { mkey: 2 }),
    },
    {
      name: "a number may be written with zeros in front",
      given: three,
      request: get(`${POLICY}/002`),
      expect: entry({ policyid: 2 }),
    },
    { name: "what is no number finds no policy", given: three, request: get(`${POLICY}/2x`), expect: refused(404, -3) },
    {
      name: "any stands for all interfaces",
      request: post(POLICY, policy({ srcintf: named("any") })),
      expect: changed("POST"),
    },
    {
      name: "an interface that is not there is refused, in the words of the command line",
      request: post(POLICY, policy({ srcintf: named("port99") })),
      expect: refused(
        500,
        -651,
        /node_check_object fail! for name port99\n\nvalue parse error before 'port99'\nCommand fail. Return code -651/,
      ),
    },
    {
      name: "a schedule that is not there is refused as missing",
      request: post(POLICY, policy({ schedule: "never" })),
      expect: refused(500, -3, /entry not found in datasource/),
    },
    {
      name: "an action that is none is refused",
      request: post(POLICY, policy({ action: "permit" })),
      expect: refused(500, -651, /'permit'/),
    },
    {
      name: "a zone stands for its interfaces",
      given: [post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "port4" }] })],
      request: post(POLICY, policy({ srcintf: named("inside") })),
      expect: changed("POST"),
    },
    {
      name: "an interface that a policy uses cannot join a zone",
      given: [post(POLICY, policy())],
      request: post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "port1" }] }),
      expect: refused(500, -157),
    },
    {
      name: "profiles that every device has can be named at once",
      request: post(
        POLICY,
        policy({
          "utm-status": "enable",
          "av-profile": "default",
          "ips-sensor": "default",
          "application-list": "default",
          "webfilter-profile": "default",
          "ssl-ssh-profile": "certificate-inspection",
        }),
      ),
      expect: changed("POST"),
    },
    {
      name: "a policy moved in a shaping table moves there too",
      given: [1, 2].map((id) =>
        post("cmdb/firewall/shaping-policy", {
          id,
          service: named("ALL"),
          srcaddr: named("all"),
          dstaddr: named("all"),
          dstintf: named("port2"),
        }),
      ),
      request: put("cmdb/firewall/shaping-policy/2?action=move&before=1"),
      expect: changed("PUT", { mkey: 2 }),
      afterwards: [
        check(
          get("cmdb/firewall/shaping-policy?format=id"),
          listed([
            { id: 2, q_origin_key: 2 },
            { id: 1, q_origin_key: 1 },
          ]),
        ),
      ],
    },
    {
      name: "a local-in policy needs no name",
      request: post("cmdb/firewall/local-in-policy", {
        intf: named("port1"),
        srcaddr: named("all"),
        dstaddr: named("all"),
        service: named("HTTPS"),
        schedule: "always",
      }),
      expect: changed("POST", { mkey: integer, name: "local-in-policy" }),
    },
    {
      name: "the version of the answer is that of the device",
      request: get(POLICY),
      expect: { status: 200, body: including({ version: "v7.4.8", serial: matching(/^FGVM/) }) },
    },
  ],
};
