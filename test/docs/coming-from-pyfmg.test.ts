import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { connectFortiManager } from "@fortiweave/fortimanager";

/** Everything that pyfmg's documentation promises, by the heading it stands under. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  "Constructor options": words(`host user passwd apikey forticloud debug use_ssl verify_ssl timeout
    disable_request_warnings verbose check_adom_workspace`),
  Methods: words(`login logout with get add update set replace delete clone move unset execute free_form lock_adom
    unlock_adom commit_changes track_task getLog addHandler removeHandler resetLog`),
  Keywords: words("data __ ___ create_task sleep_time retrieval_fail_gate timeout total_task_time"),
  Answers: ["(code, data)", "code"],
  Exceptions: words(`FMGBaseException FMGValidSessionException FMGValueError FMGResponseNotFormedCorrect
    FMGConnectionError FMGConnectTimeout FMGRequestNotFormedCorrect`),
  Behaviours: [
    "workspace mode is found out",
    "unlocks on any way out",
    "no automatic commit",
    "several ADOMs locked",
    "operations in one call",
  ],
};

function words(text: string): string[] {
  return text.split(/\s+/);
}

const document = await readFile(new URL("../../docs/coming-from-pyfmg.md", import.meta.url), "utf8");

/** The text under each heading. */
const sections = new Map(
  document
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")), section] as const),
);

/** What the first cells of a table name. */
function namesIn(table: string): string[] {
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => name);
}

test("everything that pyfmg promises has a row of its own", () => {
  assert.deepEqual([...sections.keys()], Object.keys(PROMISED));
  for (const [heading, names] of Object.entries(PROMISED)) {
    assert.deepEqual(namesIn(sections.get(heading) ?? "").sort(), [...names].sort(), heading);
  }
});

test("every row names one thing, and what stands for it", () => {
  const rows = document.split("\n").filter((line) => line.startsWith("|") && !/^\| (?:pyfmg|---) \|/.test(line));
  assert.equal(rows.length, [...sections.values()].flatMap(namesIn).length);
  assert.deepEqual(
    rows.filter((row) => !/^\| `[^`]+` \| \S/.test(row)),
    [],
  );
});

test("every member of a client, a lock and a task that it names is there", async () => {
  await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: "33fzwipq4amujunzgzn46mg1to9p8wbi" });
  const named = new Set([...document.matchAll(/\bfmg\.(\w+)/g)].map(([, name = ""]) => name));
  assert.ok(named.size > 15);
  assert.deepEqual(
    [...named].filter((name) => !(name in fmg)),
    [],
  );
  const ofTasks = [...document.matchAll(/\bfmg\.task\(id\)\.(\w+)/g)].map(([, name = ""]) => name);
  assert.ok(ofTasks.length > 0 && ofTasks.every((name) => name in fmg.task(1)));
});
