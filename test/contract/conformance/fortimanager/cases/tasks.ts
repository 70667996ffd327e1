import type { Step, Suite } from "../../case.ts";
import { between, holding, including, integer, listOf, matching } from "../../shape.ts";
import { add, answers, call, host, lacks, OBJ, plainCall, post, refuses, settings, shows, wait } from "../rpc.ts";

const TASKS = "/task/task";
const ADDRESS = `${OBJ}/firewall/address`;
const begin = (name: string, ...items: readonly object[]): Step =>
  post({
    id: 1,
    method: "add",
    "create task": { adom: "root", name },
    params: items.map((data) => ({ url: ADDRESS, data })),
  });
const one = begin("first", host("a", 1));
const several = [one, begin("second", host("b", 2)), begin("third", host("c", 3))];
const slow = [settings({ taskMs: 10_000 }), begin("slow", host("a", 1), host("b", 2))];

/** Tasks, as they go on and when they are over. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "a task tells everything of itself",
      given: [one],
      request: call("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, {
        adom: integer,
        end_tm: integer,
        flags: 0,
        id: 1,
        line: [
          {
            detail: "",
            end_tm: integer,
            err: 0,
            history: listOf(
              { detail: matching(/^\d{4}-/), name: matching(/address$/), percent: integer, state: integer, vdom: null },
              2,
            ),
            ip: null,
            name: matching(/firewall\/address$/),
            oid: 1,
            percent: 100,
            poid: 0,
            start_tm: integer,
            state: "done",
            vdom: null,
          },
        ],
        num_done: 1,
        num_err: 0,
        num_lines: 1,
        num_warn: 0,
        percent: 100,
        pid: integer,
        src: "unknown",
        start_tm: between(1_000_000_000, 9_000_000_000),
        state: "done",
        title: "first",
        tot_percent: 100,
        user: "admin",
      }),
    },
    {
      name: "without verbose the state of a task is a number: 4 is done",
      given: [one],
      request: plainCall("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, including({ state: 4, line: [including({ state: 4 })] })),
    },
    {
      name: "a task that goes on stands somewhere between, and has no end yet",
      given: [...slow, wait(5)],
      request: call("get", `${TASKS}/1`),
      expect: answers(
        `${TASKS}/1`,
        including({
          end_tm: 0,
          num_done: 0,
          num_lines: 2,
          percent: between(25, 30),
          state: "running",
          tot_percent: between(50, 60),
        }),
      ),
    },
    {
      name: "a running task is 1 without verbose",
      given: [...slow, wait(5)],
      request: plainCall("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, including({ state: 1 })),
    },
    {
      name: "lines are done one after the other",
      given: [...slow, wait(15)],
      request: call("get", `${TASKS}/1/line`),
      expect: answers(`${TASKS}/1/line`, [
        including({ percent: 100, state: "done" }),
        including({ percent: between(50, 60), state: "running" }),
      ]),
    },
    {
      name: "a task is over when its last line is",
      given: [...slow, wait(20)],
      request: call("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, including({ num_done: 2, percent: 100, state: "done", tot_percent: 200 })),
    },
    {
      name: "a line that fails is counted, and the task is done all the same",
      given: [add(ADDRESS, host("a", 1)), begin("again", host("a", 1), host("b", 2))],
      request: call("get", `${TASKS}/1`),
      expect: answers(
        `${TASKS}/1`,
        including({
          num_done: 2,
          num_err: 1,
          state: "done",
          line: [
            including({ state: "error", err: 1, detail: "Object already exists" }),
            including({ state: "done", err: 0 }),
          ],
        }),
      ),
    },
    {
      name: "a line has a url of its own",
      given: [one],
      request: call("get", `${TASKS}/1/line/1`),
      expect: answers(`${TASKS}/1/line/1`, including({ oid: 1, state: "done" })),
    },
    {
      name: "a line that there is none of is -3",
      given: [one],
      request: call("get", `${TASKS}/1/line/9`),
      expect: refuses(`${TASKS}/1/line/9`, -3),
    },
    {
      name: "the entries of a history are counted from 1",
      given: [one],
      request: call("get", `${TASKS}/1/line/1/history/2`),
      expect: answers(`${TASKS}/1/line/1/history/2`, including({ percent: 100, state: 4 })),
    },
    {
      name: "the list of tasks holds all of them",
      given: several,
      request: call("get", TASKS, { fields: ["id", "title", "percent"] }),
      expect: answers(TASKS, [
        { id: 1, title: "first", percent: 100 },
        { id: 2, title: "second", percent: 100 },
        { id: 3, title: "third", percent: 100 },
      ]),
    },
    {
      name: "the list of tasks is filtered by any field",
      given: several,
      request: call("get", TASKS, { filter: ["title", "==", "second"], fields: ["id"] }),
      expect: answers(TASKS, [{ id: 2 }]),
    },
    {
      name: "the list of tasks is filtered by state in words",
      given: [...several, settings({ taskMs: 10_000 }), begin("still", host("d", 4))],
      request: call("get", TASKS, { filter: ["state", "==", "running"], fields: ["id", "title"] }),
      expect: answers(TASKS, [{ id: 4, title: "still" }]),
    },
    {
      name: "the newest task comes first when they are sorted so",
      given: several,
      request: call("get", TASKS, { sortings: [{ id: -1 }], range: [0, 2], fields: ["id"] }),
      expect: answers(TASKS, [{ id: 3 }, { id: 2 }]),
    },
    {
      name: "`loadsub` 0 leaves the lines out of a list",
      given: [one],
      request: call("get", TASKS, { loadsub: 0, fields: ["id", "line"] }),
      expect: answers(TASKS, [{ id: 1 }]),
    },
    {
      name: "a task that there is none of is -3",
      request: call("get", `${TASKS}/77`),
      expect: refuses(`${TASKS}/77`, -3),
    },
    {
      name: "deleting a task that is over forgets it",
      given: several,
      request: call("delete", `${TASKS}/2`),
      expect: answers(`${TASKS}/2`),
      afterwards: [lacks(`${TASKS}/2`), shows(TASKS, listOf(including({}), 2))],
    },
    {
      name: "deleting a task that runs stops it",
      given: [...slow, wait(5), call("delete", `${TASKS}/1`)],
      request: call("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, including({ state: "cancelling", percent: between(25, 30) })),
    },
    {
      name: "a task that was stopped never gets to 100 %",
      given: [...slow, wait(5), call("delete", `${TASKS}/1`), wait(60)],
      request: call("get", `${TASKS}/1`),
      expect: answers(`${TASKS}/1`, including({ state: "cancelled", percent: between(25, 30) })),
    },
    {
      name: "deleting a task that there is none of is -3",
      request: call("delete", `${TASKS}/77`),
      expect: refuses(`${TASKS}/77`, -3),
    },
    {
      name: "tasks are there for other sessions too",
      given: [one],
      request: call("get", `${TASKS}/1`, {}, "token"),
      expect: answers(`${TASKS}/1`, including({ user: "admin" })),
    },
    {
      name: "a task without a session goes on when the session ends",
      given: [...slow, call("exec", "/sys/logout"), wait(20)],
      request: call("get", `${TASKS}/1`, {}, "token"),
      expect: answers(`${TASKS}/1`, including({ state: "done", num_err: 0 })),
    },
    {
      name: "a nonblocking task fails when its session ends before it is over",
      given: [
        settings({ taskMs: 10_000 }),
        call("exec", "/dvm/cmd/add/device", {
          data: {
            adom: "root",
            device: {
              name: "m",
              "device action": "add_model",
              sn: "FGT60FTK20000001",
              os_ver: "7.0",
              mr: 4,
              platform_str: "FortiGate-60F",
            },
            flags: ["create_task", "nonblocking"],
          },
        }),
        call("exec", "/sys/logout"),
        wait(20),
      ],
      request: call("get", `${TASKS}/1`, {}, "token"),
      expect: answers(`${TASKS}/1`, including({ num_err: 1 })),
    },
    {
      name: "the result of a task is what its lines say, where nothing else is",
      given: [one],
      request: call("exec", "/sys/task/result", { data: { taskid: 1 } }),
      expect: answers("/sys/task/result", [including({ err: 0, detail: "" })]),
    },
    {
      name: "the result of a task that runs is refused",
      given: [...slow],
      request: call("exec", "/sys/task/result", { data: { taskid: 1 } }),
      expect: refuses("/sys/task/result", -10),
    },
    {
      name: "every administrator's tasks are in the list",
      given: [one, { ...begin("by key", host("b", 2)), as: "token" }],
      request: call("get", TASKS, { fields: ["user"] }),
      expect: answers(TASKS, holding(including({ user: "admin" }), including({ id: 2 }))),
    },
  ],
};
