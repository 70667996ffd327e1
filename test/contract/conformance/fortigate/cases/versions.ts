/** What FortiOS 7.2 does otherwise than its successors. */

import type { Suite } from "../../case.ts";
import { absent, exactly, including, integer, matching } from "../../shape.ts";
import { by, changed, entry, get, object, post, put, refused } from "../words.ts";

export const suite: Suite = {
  product: "fortigate",
  version: "7.2.4",
  cases: [
    {
      name: "the device says which version it has",
      request: get("cmdb/firewall/address/all"),
      expect: entry({ name: "all" }, { version: "v7.2.4" }),
    },
    {
      name: "a token in the query is taken",
      request: by("none", get("cmdb/firewall/address/all?access_token={{token}}")),
      expect: entry({ name: "all" }),
    },
    {
      name: "a backup is a GET",
      request: get("monitor/system/config/backup?scope=global"),
      expect: { status: 200, body: matching(/^#config-version=/) },
    },
    {
      name: "a backup is no POST",
      request: post("monitor/system/config/backup", { scope: "global" }),
      expect: refused(405),
    },
    { name: "transactions cannot be listed yet", request: get("cmdb?action=transaction-list"), expect: refused(404) },
    {
      name: "transactions cannot be shown yet",
      request: get("cmdb?action=transaction-show&transaction-id=1"),
      expect: refused(404),
    },
    {
      name: "transactions work all the same",
      request: post("cmdb?action=transaction-start", { timeout: 60 }),
      expect: { status: 200, body: including({ results: including({}) }) },
    },
    { name: "tables of later versions are not there", request: get("cmdb/system/ssh-config"), expect: refused(404) },
    {
      name: "fields of later versions are not shown",
      request: get("cmdb/system/global"),
      expect: object(including({ "rest-api-key-url-query": absent })),
    },
    {
      name: "fields of later versions are passed over",
      request: put("cmdb/system/global", { "rest-api-key-url-query": "enable", hostname: "edge" }),
      expect: changed("PUT"),
    },
    {
      name: "the list of tables knows what the version has",
      request: get("cmdb?action=schema"),
      expect: { status: 200 },
    },
    {
      name: "the form sets an older CSRF cookie",
      request: {
        method: "POST",
        path: "/logincheck",
        as: "none",
        body: "username={{username}}&secretkey={{password}}&ajax=1",
      },
      expect: { status: 200, headers: { "set-cookie": [matching(/^APSCOOKIE_\d+=/), matching(/^ccsrftoken_443="/)] } },
    },
    {
      name: "options of later versions are refused",
      request: put("cmdb/system/interface/port5", { type: "telepathy" }),
      expect: refused(500, -651),
    },
    {
      name: "an answer about a table that is not there is complete",
      request: get("cmdb/system/ssh-config"),
      expect: {
        status: 404,
        body: exactly({
          http_method: "GET",
          vdom: "root",
          path: "system",
          name: "ssh-config",
          status: "error",
          http_status: 404,
          serial: matching(/^FG/),
          version: "v7.2.4",
          build: integer,
        }),
      },
    },
  ],
};
