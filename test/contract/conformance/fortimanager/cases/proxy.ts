import type { Suite } from "../../case.ts";
import { exactly, filled, including, integer, listOf, matching } from "../../shape.ts";
import { add, answers, call, refuses, settings } from "../rpc.ts";

const PROXY = "/sys/proxy/json";
const ONE = ["adom/root/device/fortigate-1"];
const STATUS = "/api/v2/monitor/system/status";
const ask = (data: object) => call("exec", PROXY, { data });
const OK = { code: 0, message: "OK" };

/** The way through FortiManager to the FortiGates' own API. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "the answer has an entry for the device, with the FortiGate's answer in it",
      request: ask({ action: "get", resource: STATUS, target: ONE }),
      expect: answers(PROXY, [
        exactly({
          target: "fortigate-1",
          status: OK,
          response: including({
            http_method: "GET",
            name: "status",
            path: "system",
            serial: "FGVMSM0000000001",
            status: "success",
            version: matching(/^v7\./),
            build: integer,
            vdom: "root",
            results: including({ hostname: "fortigate-1" }),
          }),
        }),
      ]),
    },
    {
      name: "a target may begin with a slash",
      request: ask({ action: "get", resource: STATUS, target: ["/adom/root/device/fortigate-1"] }),
      expect: answers(PROXY, [including({ target: "fortigate-1", status: OK })]),
    },
    {
      name: "a target may be one text",
      request: ask({ action: "get", resource: STATUS, target: "device/fortigate-2" }),
      expect: answers(PROXY, [including({ target: "fortigate-2", status: OK })]),
    },
    {
      name: "a group answers for each of its devices",
      request: ask({ action: "get", resource: STATUS, target: ["adom/root/group/All_FortiGate"] }),
      expect: answers(PROXY, [including({ target: "fortigate-1" }), including({ target: "fortigate-2" })]),
    },
    {
      name: "what a FortiGate refuses stands inside an answer that is fine",
      request: ask({ action: "get", resource: "/api/v2/cmdb/firewall/address/nobody", target: ONE }),
      expect: answers(PROXY, [including({ response: including({ status: "error", http_status: 404 }) })]),
    },
    {
      name: "a device that does not answer fails inside an answer that is fine",
      given: [settings({ unreachable: ["fortigate-2"] })],
      request: ask({ action: "get", resource: STATUS, target: ["adom/root/group/All_FortiGate"] }),
      expect: answers(PROXY, [
        including({ target: "fortigate-1", status: OK }),
        including({ target: "fortigate-2", status: including({ code: integer, message: filled }) }),
      ]),
    },
    {
      name: "a post creates on the FortiGate",
      request: ask({
        action: "post",
        resource: "/api/v2/cmdb/firewall/address",
        target: ONE,
        payload: { name: "by-proxy", subnet: "192.0.2.1/32" },
      }),
      expect: answers(PROXY, [
        including({ status: OK, response: including({ http_method: "POST", status: "success", mkey: "by-proxy" }) }),
      ]),
    },
    {
      name: "a put changes what is there",
      given: [
        ask({
          action: "post",
          resource: "/api/v2/cmdb/firewall/address",
          target: ONE,
          payload: { name: "a", subnet: "192.0.2.1/32" },
        }),
      ],
      request: ask({
        action: "put",
        resource: "/api/v2/cmdb/firewall/address/a",
        target: ONE,
        payload: { comment: "x" },
      }),
      expect: answers(PROXY, [including({ response: including({ http_method: "PUT", status: "success" }) })]),
    },
    {
      name: "a delete removes it",
      given: [
        ask({
          action: "post",
          resource: "/api/v2/cmdb/firewall/address",
          target: ONE,
          payload: { name: "a", subnet: "192.0.2.1/32" },
        }),
      ],
      request: ask({ action: "delete", resource: "/api/v2/cmdb/firewall/address/a", target: ONE }),
      expect: answers(PROXY, [including({ response: including({ http_method: "DELETE", status: "success" }) })]),
    },
    {
      name: "the resource keeps its query",
      request: ask({
        action: "get",
        resource: "/api/v2/cmdb/firewall/address?format=name&filter=name==all",
        target: ONE,
      }),
      expect: answers(PROXY, [including({ response: including({ results: listOf(including({ name: "all" }), 1) }) })]),
    },
    {
      name: "a device that there is none of is refused",
      request: ask({ action: "get", resource: STATUS, target: ["adom/root/device/nobody"] }),
      expect: refuses(PROXY, -3),
    },
    {
      name: "an action that there is none of is refused",
      request: ask({ action: "patch", resource: STATUS, target: ONE }),
      expect: refuses(PROXY, -10),
    },
    {
      name: "a call without a resource is refused",
      request: ask({ action: "get", target: ONE }),
      expect: refuses(PROXY, -10),
    },
    {
      name: "a group of the administrator's own answers for its members",
      given: [
        add("/dvmdb/adom/root/group", { name: "branches", os_type: "fos" }),
        add("/dvmdb/adom/root/group/branches/object member", [{ name: "fortigate-2", vdom: "root" }]),
      ],
      request: ask({ action: "get", resource: STATUS, target: ["adom/root/group/branches"] }),
      expect: answers(PROXY, [including({ target: "fortigate-2", status: OK })]),
    },
  ],
};
