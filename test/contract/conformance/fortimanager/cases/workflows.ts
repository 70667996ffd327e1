import type { Identity, Step, Suite } from "../../case.ts";
import { filled, including, integer, matching, text } from "../../shape.ts";
import { add, answers, call, host, lacks, OBJ, refuses, settings, shows } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const FLOW = "/dvmdb/adom/root/workflow";
const PASSWORD = "Wichtig-1";
const exec = (url: string, workflow?: object, as?: Identity): Step =>
  call("exec", url, workflow === undefined ? {} : { workflow }, as);
const begun: readonly Step[] = [
  settings({ workspace: "workflow" }),
  exec("/dvmdb/adom/root/workspace/lock"),
  exec(`${FLOW}/start`, { name: "new server", desc: "for the shop" }),
];
const saved: readonly Step[] = [...begun, add(ADDRESS, host("web", 1)), exec(`${FLOW}/save/1`)];
const submitted: readonly Step[] = [...saved, exec(`${FLOW}/submit/1`, { desc: "please look" })];

/** Changes that somebody has to approve. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "a session starts on a locked ADOM, and is new",
      given: begun.slice(0, 2),
      request: exec(`${FLOW}/start`),
      expect: answers(`${FLOW}/start`, { new_session: 1, sessionid: 1 }),
    },
    {
      name: "without a lock no session starts",
      given: begun.slice(0, 1),
      request: exec(`${FLOW}/start`),
      expect: refuses(`${FLOW}/start`, -20_017),
    },
    {
      name: "a write needs a session, not only a lock",
      given: begun.slice(0, 2),
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: refuses(ADDRESS, -10_147),
    },
    {
      name: "in a session it is taken",
      given: begun,
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: answers(ADDRESS, { name: "web" }),
    },
    {
      name: "the list of sessions tells who does what",
      given: begun,
      request: call("get", FLOW),
      expect: answers(FLOW, [
        {
          audit_time: "",
          audit_user: "",
          create_time: matching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          create_user: "admin",
          desc: "for the shop",
          flags: integer,
          name: "new server",
          oid: integer,
          revid: integer,
          sessionid: 1,
          state: 1,
          submit_time: "",
          submit_user: "",
          wflog: null,
        },
      ]),
    },
    {
      name: "without sessions the list is empty",
      given: begun.slice(0, 2),
      request: call("get", FLOW),
      expect: answers(FLOW, []),
    },
    {
      name: "saving a session is answered without data",
      given: [...begun, add(ADDRESS, host("web", 1))],
      request: exec(`${FLOW}/save/1`),
      expect: answers(`${FLOW}/save/1`),
    },
    {
      name: "what is saved is not in the database yet",
      given: saved,
      request: call("get", `${ADDRESS}/web`, {}, "token"),
      expect: refuses(`${ADDRESS}/web`, -3),
    },
    {
      name: "discarding a session forgets its changes and leaves it there",
      given: saved,
      request: exec(`${FLOW}/discard/1`),
      expect: answers(`${FLOW}/discard/1`),
      afterwards: [lacks(`${ADDRESS}/web`), shows(`${FLOW}/1`, including({ sessionid: 1 }))],
    },
    {
      name: "submitting a session is answered without data",
      given: saved,
      request: exec(`${FLOW}/submit/1`, { desc: "please look", fmgip: "192.0.2.9", no_diff: 0 }),
      expect: answers(`${FLOW}/submit/1`),
      afterwards: [shows(`${FLOW}/1`, including({ state: 2, submit_user: "admin", submit_time: filled }))],
    },
    {
      name: "a submitted session takes no more changes: starting it makes a new one",
      given: submitted,
      request: exec(`${FLOW}/start/1`),
      expect: answers(`${FLOW}/start/1`, { new_session: 1, sessionid: 2 }),
    },
    {
      name: "approving makes the changes everybody's",
      given: submitted,
      request: exec(`${FLOW}/approve/1`, { desc: "good" }),
      expect: answers(`${FLOW}/approve/1`),
      afterwards: [
        {
          request: call("get", `${ADDRESS}/web`, { fields: ["name"], loadsub: 0 }, "token"),
          expect: answers(`${ADDRESS}/web`, { name: "web", oid: integer }),
        },
        shows(`${FLOW}/1`, including({ state: 3, audit_user: "admin", audit_time: filled })),
      ],
    },
    {
      name: "rejecting leaves the database as it was",
      given: submitted,
      request: exec(`${FLOW}/reject/1`, { desc: "wrong network" }),
      expect: answers(`${FLOW}/reject/1`),
      afterwards: [{ request: call("get", `${ADDRESS}/web`, {}, "token"), expect: refuses(`${ADDRESS}/web`, -3) }],
    },
    {
      name: "repairing a rejected session makes a new one of it",
      given: [...submitted, exec(`${FLOW}/reject/1`, { desc: "wrong network" })],
      request: exec(`${FLOW}/repair/1`, { desc: "better" }),
      expect: answers(`${FLOW}/repair/1`, { sessionid: 2 }),
    },
    {
      name: "who is no approver is refused with -20020",
      given: [
        add("/cli/global/system/admin/user", {
          userid: "junior",
          password: PASSWORD,
          profileid: "Super_User",
          "rpc-permit": "read-write",
        }),
        add("/cli/global/system/workflow/approval-matrix", {
          "adom-name": "root",
          approver: [{ member: "admin", seq_num: 1 }],
        }),
        ...submitted,
        exec("/dvmdb/adom/root/workspace/unlock"),
        exec("/dvmdb/adom/root/workspace/lock", undefined, { user: "junior", password: PASSWORD }),
      ],
      request: exec(`${FLOW}/approve/1`, { desc: "fine by me" }, { user: "junior", password: PASSWORD }),
      expect: refuses(`${FLOW}/approve/1`, -20_020, "No permission"),
    },
    {
      name: "dropping a session removes it",
      given: submitted,
      request: exec(`${FLOW}/drop/1`),
      expect: answers(`${FLOW}/drop/1`),
      afterwards: [lacks(`${FLOW}/1`)],
    },
    {
      name: "a session that there is none of is -3",
      given: begun,
      request: exec(`${FLOW}/save/99`),
      expect: refuses(`${FLOW}/save/99`, -3),
    },
    {
      name: "what became of a session is in its log",
      given: [...submitted, exec(`${FLOW}/approve/1`, { desc: "good" })],
      request: call("get", `${FLOW}/1/wflog`),
      expect: { status: 200, body: including({ result: [including({ data: matchingLog() })] }) },
    },
  ],
};

/** Who did what, in order. */
function matchingLog() {
  return [
    including({ user: text, desc: text }),
    including({ user: "admin", desc: "please look" }),
    including({ user: "admin", desc: "good" }),
  ];
}
