import type { Step, Suite } from "../../case.ts";
import { exactly, filled, including, integer, listOf } from "../../shape.ts";
import { post } from "../rpc.ts";

const SEARCH = "/logview/adom/root/logsearch";
const WISH = {
  apiver: 3,
  logtype: "event",
  device: [{ devid: "All_FortiGate" }],
  "time-range": { start: "2020-01-01 00:00:00", end: "2099-01-01 00:00:00" },
};
const ask = (method: string, url: string, item: object = {}) =>
  post({ jsonrpc: "2.0", id: 1, method, params: [{ apiver: 3, url, ...item }] });
const begun: Step = { ...ask("add", SEARCH, WISH), take: { tid: "result.tid" } };

/** FortiAnalyzer's calls, which answer in a dialect of their own. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "a search for logs answers the number of its task",
      request: ask("add", SEARCH, WISH),
      expect: { status: 200, body: exactly({ jsonrpc: "2.0", id: 1, result: including({ tid: integer }) }) },
    },
    {
      name: "what a search has found is fetched by its number",
      given: [begun],
      request: ask("get", `${SEARCH}/{{tid}}`, { offset: 0, limit: 10 }),
      expect: {
        status: 200,
        body: exactly({
          jsonrpc: "2.0",
          id: 1,
          result: including({ tid: "{{tid}}", percentage: integer, data: listOf(including({})) }),
        }),
      },
    },
    {
      name: "a search is ended by deleting it",
      given: [begun],
      request: ask("delete", `${SEARCH}/{{tid}}`),
      expect: { status: 200, body: including({ result: including({}) }) },
    },
    {
      name: "a search that there is none of is an error in the envelope",
      request: ask("get", `${SEARCH}/424242`, { offset: 0, limit: 10 }),
      expect: {
        status: 200,
        body: exactly({ jsonrpc: "2.0", id: 1, error: { code: integer, message: filled } }),
      },
    },
    {
      name: "a search without a time is an error in the envelope",
      request: ask("add", SEARCH, { logtype: "event", device: WISH.device }),
      expect: { status: 200, body: exactly({ jsonrpc: "2.0", id: 1, error: { code: integer, message: filled } }) },
    },
    {
      name: "an ADOM that there is none of is an error in the envelope",
      request: ask("add", "/logview/adom/nowhere/logsearch", WISH),
      expect: { status: 200, body: exactly({ jsonrpc: "2.0", id: 1, error: { code: integer, message: filled } }) },
    },
  ],
};
