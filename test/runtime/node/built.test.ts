import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { startSimulator } from "@fortiweave/simulator";
import { createConsumerProject } from "../../consumer/project.ts";

test("the built packages run on plain Node", async () => {
  const [project, simulator] = await Promise.all([createConsumerProject(), startSimulator()]);
  try {
    await project.write("script.js", await readFile(new URL("./script.js", import.meta.url), "utf8"));
    const { code, text } = await project.node("script.js", { DEVICE: JSON.stringify(simulator.fortigates[0]) });
    assert.equal(text, "true true true\nfalse false false\ntrue\n");
    assert.equal(code, 0);
  } finally {
    await simulator.close();
    await project.remove();
  }
});

test("the built FortiManager client runs on plain Node", async () => {
  const [project, simulator] = await Promise.all([
    createConsumerProject(),
    startSimulator({ fortimanager: 1, workspace: "normal" }),
  ]);
  try {
    await project.write("script.js", await readFile(new URL("./fortimanager-script.js", import.meta.url), "utf8"));
    const { code, text } = await project.node("script.js", { DEVICE: JSON.stringify(simulator.fortimanager) });
    assert.equal(text, "true\nfalse\n1 string\ntrue\n");
    assert.equal(code, 0);
  } finally {
    await simulator.close();
    await project.remove();
  }
});
