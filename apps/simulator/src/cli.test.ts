import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fingerprintOf, selfSigned } from "./certificate.ts";
import { readCommand } from "./cli-options.ts";
import { send } from "./testing/client.ts";

const BIN = new URL("../bin/fortiweave-simulator.mjs", import.meta.url).pathname;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(t: TestContext, ...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [BIN, ...args]);
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function toEnd(child: ChildProcessWithoutNullStreams): Promise<Run> {
  const texts = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (texts.stdout += chunk));
  child.stderr.on("data", (chunk) => (texts.stderr += chunk));
  const [code] = await once(child, "close");
  return { code, ...texts };
}

/** Starts the command and waits for its first line. */
async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text;
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`prints one line of JSON once it serves, and stops on ${signal}`, async (t) => {
    const child = start(t, "--fortigate", "2", "--port", "0", "--json", "--fortios", "7.4.8");
    const ended = once(child, "exit");
    const line = await firstLine(child);
    assert.equal(line.indexOf("\n"), line.length - 1, "exactly one line");
    const { fortigates, fortimanager } = JSON.parse(line);
    assert.equal(fortimanager, null);
    assert.deepEqual(
      fortigates.map(({ version }: { version: string }) => version),
      ["v7.4.8", "v7.4.8"],
    );
    const control = await fetch(`${fortigates[1].control}/snapshot`);
    assert.equal(control.status, 200);
    child.kill(signal);
    assert.deepEqual(await ended, [0, null]);
  });
}

test("without --json it prints a table for people", async (t) => {
  const child = start(t);
  const text = await firstLine(child);
  assert.match(text, /^status page {2}http:\/\/127\.0\.0\.1:\d+\n\nname {9}fortigate-1$/m);
  child.kill();
  await once(child, "exit");
});

test("a FortiManager is printed beside its FortiGates, in both forms", async (t) => {
  const child = start(t, "--fortimanager", "1", "--fortigate", "2", "--json", "--fortimanager-version", "7.4");
  const { fortigates, fortimanager } = JSON.parse(await firstLine(child));
  assert.deepEqual([fortigates.length, fortimanager.version, fortimanager.adoms], [2, "v7.4.8", ["root"]]);
  assert.equal((await fetch(`${fortimanager.control}/locks`)).status, 200);
  child.kill();
  await once(child, "exit");
  const table = start(t, "--fortimanager", "1", "--fortigate", "0");
  assert.match(await firstLine(table), /^name {14}fortimanager-1$.*^cloud url {9}https:/ms);
  table.kill();
  await once(table, "exit");
});

test("a session is recorded, and replayed by another start", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "simulator-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "session.jsonl");
  const ask = async (...args: string[]) => {
    const child = start(t, "--json", ...args);
    const { fortigates, status } = JSON.parse(await firstLine(child));
    const { url, token, control } = fortigates[0];
    const { hostname: host, port } = new URL(url);
    const agent = new Agent({ rejectUnauthorized: false });
    const path = "/api/v2/monitor/system/status";
    const headers = { authorization: `Bearer ${token}` };
    const { text } = await send(agent, { host, port, method: "GET", path, headers, text: undefined });
    agent.destroy();
    assert.equal((await fetch(`${status}/api/devices`)).status, 200);
    const { answered = 0 } = (await (await fetch(`${control}/replay`)).json()) ?? {};
    child.kill("SIGKILL");
    await once(child, "exit");
    return { text, answered };
  };
  const recorded = await ask("--record", file, "--fortios", "7.4.8");
  assert.deepEqual(await ask("--replay", file), { text: recorded.text, answered: 1 });
});

test("serves with a given certificate", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "simulator-"));
  t.after(() => rm(folder, { recursive: true }));
  const certificate = await selfSigned("FGVMTEST");
  await writeFile(join(folder, "cert.pem"), certificate.cert);
  await writeFile(join(folder, "key.pem"), certificate.key);
  const child = start(t, "--json", "--tls-cert", join(folder, "cert.pem"), "--tls-key", join(folder, "key.pem"));
  assert.equal(JSON.parse(await firstLine(child)).fortigates[0].fingerprint, fingerprintOf(certificate));
  child.kill();
  await once(child, "exit");
});

test("a wrong command line ends with 2 and says why, one that cannot start with 1", async (t) => {
  for (const [args, code, message] of [
    [["--port", "65535", "--fortigate", "2"], 2, /2 FortiGates do not fit/],
    [["--fortios", "8.0.0"], 2, /Cannot simulate FortiOS "8\.0\.0"/],
    [["--nonsense"], 2, /--nonsense/],
    [
      ["--tls-cert", "/does/not/exist", "--tls-key", "/does/not/exist"],
      1,
      /Cannot start: Cannot read \/does\/not\/exist/,
    ],
  ] as const) {
    const run = await toEnd(start(t, ...args));
    assert.equal(run.code, code);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, "");
  }
});

test("--help and --version answer and end", async (t) => {
  const [help, version] = await Promise.all([toEnd(start(t, "--help")), toEnd(start(t, "--version"))]);
  assert.match(help.stdout, /--tls-cert FILE/);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  assert.deepEqual([help.code, version.code], [0, 0]);
});

test("the command line is checked", () => {
  for (const [args, message] of [
    [["--port", "65536"], /--port "65536" is not a whole number from 0 to 65535/],
    [["--port", "x"], /--port/],
    [["--fortigate", "0"], /--fortigate "0"/],
    [["--tls-cert", "file"], /together/],
    [["surplus"], /surplus/],
    [["--fortimanager", "2"], /--fortimanager "2" is not a whole number from 0 to 1/],
    [["--fortimanager-version", "6.4"], /Cannot simulate FortiManager "6\.4"/],
    [["--model", "FGT-1F"], /Cannot simulate the model "FGT-1F": give one of FGVM64, FGT-40F, /],
    [["--latency", "fast"], /--latency "fast" is none of off, model/],
    [["--latency", "60001"], /latency .* not "60001"/],
    [["--status-port", "65536"], /--status-port "65536" is not a whole number/],
    [["--record", "a", "--replay", "a"], /another file than a/],
    [["--workspace", "odd"], /--workspace "odd" is none of disabled, normal, workflow, per-adom/],
  ] as const) {
    assert.throws(() => readCommand(args), message);
  }
  const command = readCommand(["--fortios=7.4", "--host", "::1"]);
  assert.ok(command.kind === "run");
  assert.deepEqual(command.options, {
    fortigates: 1,
    fortimanager: 0,
    port: 0,
    host: "::1",
    fortios: "7.4.12",
    model: "FGVM64",
    latency: "off",
    fortimanagerVersion: "7.6.4",
    workspace: "disabled",
    json: false,
    logs: 0,
    seed: 0,
    statusPort: 0,
    tls: undefined,
  });
});
