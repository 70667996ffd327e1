import type { Suite } from "../../case.ts";
import { absent, including, integer, listOf, matching } from "../../shape.ts";
import { add, answers, call, host, lacks, OBJ, POLICIES, policy, refuses, shows } from "../rpc.ts";

const BLOCKS = "/pm/pblock/adom/root";
const ORDER = { fields: ["policyid"], loadsub: 0 };
const three = add(POLICIES, [
  policy("one", { policyid: 1 }),
  policy("two", { policyid: 2 }),
  policy("three", { policyid: 3 }),
]);
const inOrder = (...ids: readonly number[]) =>
  shows(
    POLICIES,
    ids.map((policyid) => ({ policyid, oid: integer })),
    ORDER,
  );

/** The policies of a package. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "a new package has no policies",
      request: call("get", POLICIES),
      expect: answers(POLICIES, []),
    },
    {
      name: "a policy without a number gets the next one",
      given: [add(POLICIES, policy("nine", { policyid: 9 }))],
      request: call("add", POLICIES, { data: policy("next") }),
      expect: answers(POLICIES, { policyid: 10 }),
    },
    {
      name: "a policy with the number 0 gets the next one",
      request: call("add", POLICIES, { data: policy("first", { policyid: 0 }) }),
      expect: answers(POLICIES, { policyid: 1 }),
    },
    {
      name: "a policy keeps the number that it comes with",
      request: call("add", POLICIES, { data: policy("own", { policyid: 77 }) }),
      expect: answers(POLICIES, { policyid: 77 }),
    },
    {
      name: "a number that is taken is -2",
      given: [three],
      request: call("add", POLICIES, { data: policy("again", { policyid: 2 }) }),
      expect: refuses(POLICIES, -2),
    },
    {
      name: "interfaces, addresses, services and schedules are shown as lists",
      given: [add(POLICIES, policy("one"))],
      request: call("get", `${POLICIES}/1`),
      expect: answers(
        `${POLICIES}/1`,
        including({
          action: "accept",
          dstaddr: ["all"],
          dstintf: ["any"],
          name: "one",
          "obj seq": 1,
          oid: integer,
          policyid: 1,
          schedule: ["always"],
          service: ["ALL"],
          srcaddr: ["all"],
          srcintf: ["any"],
          uuid: matching(/^[0-9a-f-]{36}$/),
        }),
      ),
    },
    {
      name: "a new policy is enabled, logs what a device logs by default, and makes no NAT",
      given: [add(POLICIES, policy("one"))],
      request: call("get", `${POLICIES}/1`, { fields: ["status", "nat", "logtraffic"], loadsub: 0 }),
      expect: answers(`${POLICIES}/1`, {
        policyid: 1,
        oid: integer,
        status: "enable",
        nat: "disable",
        logtraffic: "utm",
      }),
    },
    {
      name: "a new policy stands at the end",
      given: [three],
      request: call("add", POLICIES, { data: policy("last", { policyid: 8 }) }),
      expect: answers(POLICIES, { policyid: 8 }),
      afterwards: [inOrder(1, 2, 3, 8)],
    },
    {
      name: "`object position` puts a new policy before another",
      given: [three],
      request: call("add", POLICIES, { data: policy("new", { policyid: 8, "object position": ["before", "2"] }) }),
      expect: answers(POLICIES, { policyid: 8 }),
      afterwards: [inOrder(1, 8, 2, 3)],
    },
    {
      name: "`object position` may name the number of the other as a number",
      given: [three],
      request: call("add", POLICIES, { data: policy("new", { policyid: 8, "object position": ["after", 1] }) }),
      expect: answers(POLICIES, { policyid: 8 }),
      afterwards: [inOrder(1, 8, 2, 3)],
    },
    {
      name: "`set` with `object position` moves a policy that is there",
      given: [three],
      request: call("set", `${POLICIES}/3`, { data: { "object position": ["before", 1] } }),
      expect: answers(`${POLICIES}/3`, { policyid: 3 }),
      afterwards: [inOrder(3, 1, 2)],
    },
    {
      name: "`move` before another policy",
      given: [three],
      request: call("move", `${POLICIES}/3`, { option: "before", target: "1" }),
      expect: answers(`${POLICIES}/3`),
      afterwards: [inOrder(3, 1, 2)],
    },
    {
      name: "`move` after another policy, whose number may be a number",
      given: [three],
      request: call("move", `${POLICIES}/1`, { option: "after", target: 2 }),
      expect: answers(`${POLICIES}/1`),
      afterwards: [inOrder(2, 1, 3)],
    },
    {
      name: "`move` to a policy that is not there is -3 and moves nothing",
      given: [three],
      request: call("move", `${POLICIES}/1`, { option: "after", target: "99" }),
      expect: refuses(`${POLICIES}/1`, -3),
      afterwards: [inOrder(1, 2, 3)],
    },
    {
      name: "`move` of a policy that is not there is -3",
      given: [three],
      request: call("move", `${POLICIES}/99`, { option: "after", target: "1" }),
      expect: refuses(`${POLICIES}/99`, -3),
    },
    {
      name: "`move` without a place is -8",
      given: [three],
      request: call("move", `${POLICIES}/1`, { target: "3" }),
      expect: refuses(`${POLICIES}/1`, -8),
    },
    {
      name: "`obj seq` counts from 1 in the order of the policies",
      given: [three, call("move", `${POLICIES}/3`, { option: "before", target: "1" })],
      request: call("get", `${POLICIES}/3`),
      expect: answers(`${POLICIES}/3`, including({ "obj seq": 1 })),
    },
    {
      name: "`clone` without data makes a policy with the next number",
      given: [three],
      request: call("clone", `${POLICIES}/1`),
      expect: answers(`${POLICIES}/1`, { policyid: 4 }),
    },
    {
      name: "`clone` to a number and a name",
      given: [three],
      request: call("clone", `${POLICIES}/1`, { data: { policyid: 40, name: "copy" } }),
      expect: answers(`${POLICIES}/1`, { policyid: 40 }),
      afterwards: [shows(`${POLICIES}/40`, including({ name: "copy", srcaddr: ["all"] }))],
    },
    {
      name: "`clone` takes the number as text, as Ansible sends it",
      given: [three],
      request: call("clone", `${POLICIES}/1`, { data: { policyid: "40" } }),
      expect: answers(`${POLICIES}/1`, { policyid: 40 }),
    },
    {
      name: "an interface that is not there is -10131",
      request: call("add", POLICIES, { data: policy("bad", { srcintf: "port99" }) }),
      expect: refuses(POLICIES, -10_131, matching(/srcintf.*port99/)),
    },
    {
      name: "an address that is not there is -10131",
      request: call("add", POLICIES, { data: policy("bad", { dstaddr: ["nobody"] }) }),
      expect: refuses(POLICIES, -10_131, matching(/dstaddr.*nobody/)),
    },
    {
      name: "an action that there is none of is -9001",
      request: call("add", POLICIES, { data: policy("bad", { action: "wave" }) }),
      expect: refuses(POLICIES, -9001),
    },
    {
      name: "an address that a policy names cannot be deleted",
      given: [add(`${OBJ}/firewall/address`, host("web", 1)), add(POLICIES, policy("one", { dstaddr: ["web"] }))],
      request: call("delete", `${OBJ}/firewall/address/web`),
      expect: refuses(`${OBJ}/firewall/address/web`, -10_015),
    },
    {
      name: "an address that is renamed is renamed in policies too",
      given: [add(`${OBJ}/firewall/address`, host("web", 1)), add(POLICIES, policy("one", { dstaddr: ["web"] }))],
      request: call("update", `${OBJ}/firewall/address/web`, { data: { name: "www" } }),
      expect: answers(`${OBJ}/firewall/address/web`, { name: "www" }),
      afterwards: [shows(`${POLICIES}/1`, including({ dstaddr: ["www"] }))],
    },
    {
      name: "`update` changes one field of a policy",
      given: [three],
      request: call("update", `${POLICIES}/2`, { data: { status: "disable" } }),
      expect: answers(`${POLICIES}/2`, { policyid: 2 }),
      afterwards: [shows(`${POLICIES}/2`, including({ status: "disable", name: "two", service: ["ALL"] }))],
    },
    {
      name: "`add` on an attribute of a policy adds a source address",
      given: [add(`${OBJ}/firewall/address`, host("web", 1)), add(POLICIES, policy("one"))],
      request: call("add", `${POLICIES}/1/srcaddr`, { data: ["web"] }),
      expect: answers(`${POLICIES}/1/srcaddr`),
      afterwards: [shows(`${POLICIES}/1`, including({ srcaddr: ["all", "web"] }))],
    },
    {
      name: "`used objs` puts an object in the place of another in one policy",
      given: [
        add(`${OBJ}/firewall/address`, [host("old", 1), host("new", 2)]),
        add(POLICIES, policy("one", { srcaddr: ["old"], dstaddr: ["old"] })),
      ],
      request: call("update", `${POLICIES}/1`, {
        "used objs": { attr: ["dstaddr"], from: "obj/firewall/address/old", to: ["new"] },
      }),
      expect: answers(`${POLICIES}/1`),
      afterwards: [shows(`${POLICIES}/1`, including({ srcaddr: ["old"], dstaddr: ["new"] }))],
    },
    {
      name: "`delete` of a policy leaves the numbers of the others",
      given: [three],
      request: call("delete", `${POLICIES}/2`),
      expect: answers(`${POLICIES}/2`),
      afterwards: [inOrder(1, 3), lacks(`${POLICIES}/2`)],
    },
    {
      name: "policies of a package that there is none of are -6",
      request: call("get", "/pm/config/adom/root/pkg/nowhere/firewall/policy"),
      expect: refuses("/pm/config/adom/root/pkg/nowhere/firewall/policy", -6),
    },
    {
      name: "a section is a label of the policy at its beginning",
      given: [three],
      request: call("add", `${POLICIES}/2/section value`, { data: { attr: "global-label", name: "Servers" } }),
      expect: answers(`${POLICIES}/2/section value`, including({})),
      afterwards: [shows(`${POLICIES}/2`, including({ "global-label": "Servers" }))],
    },
    {
      name: "a policy block takes policies of its own",
      given: [add(BLOCKS, { name: "block", type: "pblock" })],
      request: call("add", "/pm/config/adom/root/pblock/block/firewall/policy", { data: policy("inside") }),
      expect: answers("/pm/config/adom/root/pblock/block/firewall/policy", { policyid: 1 }),
    },
    {
      name: "`clone` with a new parent copies a policy into a block",
      given: [add(BLOCKS, { name: "block", type: "pblock" }), three],
      request: call("clone", `${POLICIES}/1`, { data: { "new parent": "pblock/block" } }),
      expect: answers(`${POLICIES}/1`, { policyid: integer }),
      afterwards: [shows("/pm/config/adom/root/pblock/block/firewall/policy", listOf(including({ name: "one" }), 1))],
    },
    {
      name: "shaping policies have numbers of their own",
      given: [three],
      request: call("add", "/pm/config/adom/root/pkg/default/firewall/shaping-policy", {
        data: { name: "s", srcaddr: "all", dstaddr: "all", service: "ALL", dstintf: "any" },
      }),
      expect: answers("/pm/config/adom/root/pkg/default/firewall/shaping-policy", { id: 1 }),
    },
    {
      name: "`object template` shows what a new policy would be",
      request: call("get", POLICIES, { "object template": 1 }),
      expect: answers(POLICIES, including({ action: "deny", nat: "disable", status: "enable" })),
    },
    {
      name: "`get used` of a policy has no flags: nothing names it",
      given: [three],
      request: call("get", `${POLICIES}/1`, { option: ["get used"] }),
      expect: answers(`${POLICIES}/1`, including({ policyid: 1, "obj flags": absent })),
    },
  ],
};
