import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

const SCRIPTS = "monitor/system/config-script";

function upload(device: TestDevice, script: string, filename = "a.txt", query = "") {
  return device.post(`${SCRIPTS}/upload${query}`, { filename, file_content: Buffer.from(script).toString("base64") });
}

async function history(device: TestDevice): Promise<readonly { id: number; name: string; status: string }[]> {
  return (await device.get(SCRIPTS)).body.results.conf_scripts.history;
}

test("a script runs on the device, line by line", async (t) => {
  const device = await startDevice(t);
  const { status, body } = await upload(
    device,
    `# a script
config firewall address
    edit "web"
        set subnet 10.0.0.1/32
        set comment "two
lines"
    next
    edit "old"
    next
    delete "old"
    clone "web" to "copy"
    rename "copy" to "other"
end
config firewall addrgrp
    edit "both"
        set member "web"
        append member "other"
    next
end
config system global
    set hostname "edge"
end
config system interface
    edit "port3"
        set allowaccess ping https
        append allowaccess ssh
        unselect allowaccess https
    next
end
get system status
execute ping 10.0.0.1
`,
  );
  assert.deepEqual([status, body.status, body.results.status], [200, "success", "success"]);
  const [web] = (await device.get("cmdb/firewall/address/web")).body.results;
  assert.deepEqual([web.subnet, web.comment], ["10.0.0.1 255.255.255.255", "two\nlines"]);
  assert.match(web.uuid, /^[\da-f-]{36}$/);
  const [group] = (await device.get("cmdb/firewall/addrgrp/both")).body.results;
  assert.deepEqual(
    group.member.map(({ name }: { name: string }) => name),
    ["web", "other"],
  );
  assert.equal((await device.get("cmdb/firewall/address/old")).status, 404);
  assert.equal((await device.get("cmdb/system/global")).body.results.hostname, "edge");
  assert.equal((await device.get("cmdb/system/interface/port3")).body.results[0].allowaccess, "ping ssh");
});

test("numbers are given, policies move, and VDOMs are made where a script edits them", async (t) => {
  const device = await startDevice(t);
  const policy = `        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"`;
  const { status, body } = await upload(
    device,
    `config vdom
edit branch
config firewall policy
    edit 0
${policy}
    next
    edit 0
${policy}
    next
    move 2 before 1
end
end
config global
config system dns
set primary 9.9.9.9
end
end`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  const { results } = (await device.get("cmdb/firewall/policy?vdom=branch")).body;
  assert.deepEqual(
    results.map(({ policyid }: { policyid: number }) => policyid),
    [2, 1],
  );
  assert.equal((await device.get("cmdb/system/dns")).body.results.primary, "9.9.9.9");
  const many = Array.from({ length: 20 }, (_, at) => `edit v${at}\nnext\n`).join("");
  assert.equal((await upload(device, `config vdom\n${many}end`)).status, 500);
  assert.equal((await device.get("cmdb/system/vdom")).body.results.length, 10);
});

test("a line that fails stops no other, and is written down", async (t) => {
  const device = await startDevice(t);
  const { status, body } = await upload(
    device,
    `config firewall address
    edit "web"
        set gizmo 1
        set color 5
    next
    edit "all"
        set color 5
    next
    delete "ghost"
end
config firewall addrgrp
    edit "both"
        set member "ghost"
    next
end
config firewall addrgrp
    edit "other"
        set member "web"
    next
end
bogus
`,
    "broken.txt",
  );
  assert.deepEqual([status, body.status, body.error], [500, "error", -160]);
  assert.equal((await device.get("cmdb/firewall/address/web")).body.results[0].color, 5);
  assert.equal((await device.get("cmdb/firewall/addrgrp/both")).status, 404);
  assert.equal((await device.get("cmdb/firewall/addrgrp/other")).status, 200);
  const { text } = await device.get("monitor/system/config-error-log/download");
  assert.deepEqual(text.trimEnd().split("\n"), [
    '>>>  "set" "gizmo" "1" @ 3:root.firewall.address.web:command parse error before \'gizmo\' (error -61)',
    '>>>  "delete" "ghost" @ 9:root.firewall.address:entry not found in table (error -3)',
    '>>>  "edit" "both" @ 12:root.firewall.addrgrp:node_check_object fail! for name ghost (error -651)',
    ">>>  \"bogus\" @ 21:root:command parse error before 'bogus' (error -61)",
  ]);
  const [latest] = await history(device);
  assert.deepEqual([latest?.name, latest?.status], ["broken.txt", "failure"]);
  assert.equal((await upload(device, "config firewall address\n")).status, 500);
  assert.match((await device.get("monitor/system/config-error-log/download")).text, /'end' is missing/);
});

test("scripts that ran are listed, the last one first, until they are deleted", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await upload(device, "get system status", "first");
  clock.advance(60);
  await upload(device, "get system status", "second");
  const runs = await history(device);
  assert.deepEqual(
    runs.map(({ name, status }) => [name, status]),
    [
      ["second", "success"],
      ["first", "success"],
    ],
  );
  assert.equal((await device.post(`${SCRIPTS}/delete`, { id_list: [String(runs[0]?.id)] })).status, 200);
  assert.deepEqual(
    (await history(device)).map(({ name }) => name),
    ["first"],
  );
  assert.equal((await device.post(`${SCRIPTS}/run`, { remote_script: "x" })).body.error, -3244);
});

test("a script may do no more than whoever runs it, and its edits are in the log", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/accprofile", {
    name: "ops",
    scope: "vdom",
    sysgrp: "read-write",
    fwgrp: "read-write",
  });
  const { token } = (await device.control("POST", "/tokens", { profile: "ops", vdoms: ["branch"] })).body;
  const script = `config firewall address
edit "own"
next
end
config vdom
edit root
config firewall address
edit "foreign"
next
end
end
config global
config system global
set hostname "taken"
end
end`;
  const file_content = Buffer.from(script).toString("base64");
  const answer = await device.call("POST", `${SCRIPTS}/upload?vdom=branch`, { file_content }, { token });
  assert.equal(answer.status, 500);
  assert.equal((await device.get("cmdb/firewall/address/own?vdom=branch")).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/foreign")).status, 404);
  assert.equal((await device.get("cmdb/system/global")).body.results.hostname, "fortigate-1");
  const { results } = (await device.get("log/memory/event/system?vdom=branch&rows=10")).body;
  const edit = results.find(({ logid }: { logid: string }) => logid === "0100044547");
  assert.deepEqual([edit?.cfgpath, edit?.cfgobj, edit?.action], ["firewall.address", "own", "Add"]);
});

test("what a script changes is told as what it is, and shows at once", async (t) => {
  const device = await startDevice(t);
  const routes = async () => JSON.stringify((await device.get("monitor/router/ipv4")).body.results);
  assert.doesNotMatch(await routes(), /203\.0\.113\.0/);
  const address = (line: string) => `config firewall address\n${line}\nend\n`;
  const [set, unset] = ["edit web\nset comment a\nnext", "edit web\nunset comment\nnext"].map(address);
  const script = `${set}${set}${unset}${address('clone "web" to "copy"')}${address("purge")}
config router static
edit 0
set dst 203.0.113.0/24
set gateway 192.168.1.1
set device port1
next
end`;
  await upload(device, script);
  const { results } = (await device.get("log/memory/event/system?rows=200")).body;
  const told = results
    .filter(({ cfgobj }: { cfgobj?: string }) => cfgobj === "web" || cfgobj === "copy")
    .map(({ cfgobj, action, cfgattr }: Record<string, string>) =>
      [cfgobj, action, cfgattr]
        .join(" ")
        .replace(/uuid\[.*?\]/, "")
        .trim(),
    );
  assert.deepEqual(told.reverse(), [
    "web Add comment[a]",
    "web Edit comment[a->]",
    "copy Add",
    "web Delete",
    "copy Delete",
  ]);
  assert.match(await routes(), /203\.0\.113\.0/);
});

test("a secret is not told of, however short its field is called", async (t) => {
  const device = await startDevice(t);
  const long = "hunter2".repeat(40);
  const script = [
    `config system snmp user\nedit u\nset priv-p ${long}\nset auth-pwd ${long}\nnext\nend`,
    `config user local\nedit u\nset pas ${long}\nset p hunter2\nnext\nend`,
    "set passwd hunter2",
  ].join("\n");
  const { text } = await upload(device, script);
  const log = (await device.get("monitor/system/config-error-log/download")).text;
  assert.match(log, /"set" "priv-p" "\*\*\*"/);
  assert.equal(log.trimEnd().split("\n").length, 5, log);
  assert.doesNotMatch(`${text}${log}`, /hunter2/);
});

test("a long script takes no longer for each line than a short one", async (t) => {
  const device = await startDevice(t);
  const entries = Array.from({ length: 3000 }, (_, at) => `edit "h${at}"\nset subnet 10.0.0.1/32\nnext`);
  const started = performance.now();
  assert.equal((await upload(device, `config firewall address\n${entries.join("\n")}\nend`)).status, 200);
  assert.equal((await upload(device, "config firewall address\npurge\nend")).status, 500, "some are in use");
  const { results } = (await device.get("cmdb/firewall/address?format=name")).body;
  assert.ok(!results.some(({ name }: { name: string }) => name.startsWith("h")));
  assert.ok(performance.now() - started < 20_000, "quadratic time");
});
