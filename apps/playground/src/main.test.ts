import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const skip = process.platform !== "linux" && "looks for processes in /proc";
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(...args);
  const ended = once(child, "close");
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

describe("the demo's command", () => {
  test("runs the surfaces it is asked for, prints the table and ends well", async () => {
    const { code, stdout, stderr } = await run("--only", "deno,node-red");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^deno +20 +9 +10 +10 +\d+\.\d$/m);
    assert.match(stdout, /^node-red +20 +9 +10 +10 +\d+\.\d$/m);
    assert.match(stdout, /The FortiGates of all surfaces hold the same/);
  });

  test("refuses an unknown surface with the way out", async () => {
    const { code, stdout, stderr } = await run("--only", "home-assistant");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /Unknown surface "home-assistant": --only takes deno, node-red, n8n/);
  });

  test("stopped before it has results, it says so and stops what it started", { skip }, async () => {
    const child = start("--only", "node-red");
    const ended = once(child, "close");
    const complaints = text(child.stderr);
    while (childrenOf(child.pid).length === 0) await sleep(20);
    const children = childrenOf(child.pid);
    child.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
    assert.match(await complaints, /Stopped by SIGINT/);
    assert.deepEqual(children.filter(isAlive), []);
  });

  test("stays up with --open, and on SIGTERM stops everything it started", { skip }, async () => {
    const child = start("--only", "deno,node-red", "--open");
    const ended = once(child, "close");
    let output = "";
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes("until Ctrl-C")) break;
    }
    assert.match(output, /editor +http:\/\/127\.0\.0\.1:\d+/);
    assert.match(output, /sign in +demo \/ \S+/);
    const children = childrenOf(child.pid);
    assert.ok(children.length > 0);
    child.kill("SIGTERM");
    const [code] = await ended;
    assert.equal(code, 0, "being stopped is how it is meant to end");
    assert.deepEqual(children.filter(isAlive), []);
  });
});

function childrenOf(parent: number | undefined): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined; // It has ended since the folder was read.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
