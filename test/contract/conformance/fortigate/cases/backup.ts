/** Backups, scripts and restores, and the files that go with them. */

import type { Suite } from "../../case.ts";
import { absent, including, integer, matching, text } from "../../shape.ts";
import { by, changed, check, entry, get, monitored, object, post, put, refused } from "../words.ts";

const BACKUP = post("monitor/system/config/backup", { scope: "global" });

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "a backup is a file, in the syntax of the command line",
      request: BACKUP,
      expect: {
        status: 200,
        headers: { "content-type": matching(/octet-stream/), "content-disposition": matching(/attachment; filename=/) },
        body: matching(/^#config-version=FGVM64-7\.6\.5-[\s\S]*\nconfig system global\n[\s\S]*\nend\n/),
      },
    },
    {
      name: "a backup holds what was configured",
      given: [post("cmdb/firewall/address", { name: "web", subnet: "192.0.2.1/32" })],
      request: BACKUP,
      expect: { status: 200, body: matching(/edit "web"\n(?:.*\n)*? +set subnet 192\.0\.2\.1 255\.255\.255\.255\n/) },
    },
    {
      name: "a backup holds secrets in a form that tells nothing",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "sehr-geheim" })],
      request: BACKUP,
      expect: { status: 200, body: matching(/set secret ENC (?!.*sehr-geheim)/) },
    },
    {
      name: "a backup is no GET any more",
      request: get("monitor/system/config/backup?scope=global"),
      expect: refused(405),
    },
    {
      name: "a backup of a VDOM that is not there is refused",
      request: post("monitor/system/config/backup", { scope: "vdom", vdom: "nope" }),
      expect: { status: 424, body: including({ status: "error" }) },
    },
    {
      name: "a backup needs a scope that is one",
      request: post("monitor/system/config/backup", { scope: "half" }),
      expect: { status: 424, body: including({ status: "error" }) },
    },
    {
      name: "whoever only reads may make a backup",
      request: by({ profile: "super_admin_readonly" }, BACKUP),
      expect: { status: 200 },
    },
    {
      name: "a backup that is restored gives the same configuration",
      given: [
        put("cmdb/system/global", { hostname: "before" }),
        post("cmdb/firewall/address", { name: "web", comment: "kept" }),
        { ...BACKUP, take: { file: "text" } },
        put("cmdb/system/global", { hostname: "after" }),
      ],
      request: post("monitor/system/config/restore", { source: "upload", scope: "global", file_content: "{{file}}" }),
      expect: { status: 500, body: including({ status: "error" }) },
      afterwards: [check(get("cmdb/system/global"), object(including({ hostname: "after" })))],
    },
    {
      name: "a restore without a file is refused",
      request: post("monitor/system/config/restore", { source: "upload", scope: "global" }),
      expect: { status: 424, body: including({ status: "error" }) },
    },
    {
      name: "a script is carried out",
      request: post("monitor/system/config-script/upload", {
        filename: "s.txt",
        file_content: Buffer.from(
          'config firewall address\nedit "scripted"\nset comment "by script"\nnext\nend\n',
        ).toString("base64"),
      }),
      expect: { status: 200, body: including({ status: "success" }) },
      afterwards: [check(get("cmdb/firewall/address/scripted"), entry({ comment: "by script" }))],
    },
    {
      name: "revisions of the configuration are a list",
      request: get("monitor/system/config-revision"),
      expect: monitored(including({ revisions: [] })),
    },
    {
      name: "a revision of the configuration is saved and listed",
      given: [post("monitor/system/config-revision/save", { comments: "before the change" })],
      request: get("monitor/system/config-revision"),
      expect: monitored(
        including({
          revisions: [
            including({ id: integer, comment: "before the change", time: integer, version_id: "1", admin: text }),
          ],
        }),
      ),
    },
    {
      name: "a certificate that the device came with can be read",
      request: get("cmdb/vpn.certificate/local/Fortinet_Factory"),
      expect: entry({ name: "Fortinet_Factory", password: matching(/^(?:ENC XXXX)?$/) }),
    },
    {
      name: "a certificate that is used stays",
      given: [put("cmdb/system/global", { "admin-server-cert": "Fortinet_Factory" })],
      request: { method: "DELETE", path: "/api/v2/cmdb/vpn.certificate/local/Fortinet_Factory" },
      expect: { status: 500, body: including({ error: integer, status: "error" }) },
    },
    {
      name: "a certificate that nobody uses is deleted",
      given: [post("cmdb/vpn.certificate/local", { name: "old" })],
      request: { method: "DELETE", path: "/api/v2/cmdb/vpn.certificate/local/old" },
      expect: changed("DELETE", { mkey: "old" }),
    },
    {
      name: "no certificate can be imported from nothing",
      request: post("monitor/vpn-certificate/local/import", { type: "regular", certname: "x", scope: "global" }),
      expect: { status: 424, body: including({ status: "error", results: absent }) },
    },
  ],
};
