import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, test } from "node:test";
import type { AuditEvent } from "@fortiweave/core";
import { type SyslogOptions, syslogSink } from "@fortiweave/core/node";
import { certify, createAuthority } from "../../packages/core/test/device.ts";
import { auditEvent } from "../../packages/core/test/events.ts";
import { type Received, startRsyslog } from "./rsyslog.ts";

const authority = await createAuthority("Test authority");
const { cert, key } = await certify(["collector.test"], authority);
const collector = await startRsyslog({ ca: authority.cert, cert, key });
after(() => collector[Symbol.asyncDispose]());

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

const ROUTES: readonly (Partial<SyslogOptions> & { readonly protocol: "udp" | "tcp" | "tls" })[] = [
  { protocol: "udp" },
  ...(hasIpv6 ? [{ protocol: "udp", host: "::1" } as const] : []),
  { protocol: "tcp" },
  { protocol: "tcp", framing: "newline" },
  { protocol: "tls", tls: { ca: authority.cert } },
];

let total = 0;

/** Sends an event over a route, and answers what rsyslog made of it. */
async function deliver(event: AuditEvent, options: (typeof ROUTES)[number]): Promise<Received> {
  const sink = syslogSink({
    host: "127.0.0.1",
    port: collector.ports[options.protocol],
    hostname: "automation.example.com",
    appName: "backup",
    facility: "local3",
    ...options,
  });
  await sink(event);
  await sink.close();
  const messages = await collector.received(++total);
  return messages.find(({ msg }) => msg.includes(event.id)) ?? assert.fail("rsyslog has another message");
}

/** A failed write, with what is hard to carry in it. */
const hard = (): AuditEvent =>
  auditEvent({
    id: crypto.randomUUID(),
    device: "192.0.2.1",
    outcome: "failed",
    status: 500,
    code: "BAD_VALUE",
    deviceCode: -651,
    body: { name: 'quote " bracket ] backslash \\ pipe | equals = 東京', comment: "two\nlines" },
    message: "No\nsuch = value | in ] here",
    context: { user: 'Zoë "the admin" [root] \\ ' },
  });

const HEADER = {
  facility: "local3",
  severity: "err",
  timestamp: "2026-11-05T10:00:00.123Z",
  hostname: "automation.example.com",
  appName: "backup",
  procId: String(process.pid),
  msgId: "write.failed",
};

for (const route of ROUTES) {
  const name = [route.protocol, route.host, route.framing].filter(Boolean).join(" ");

  test(`rsyslog reads RFC 5424 over ${name}`, async () => {
    const event = hard();
    const { input, structuredData, msg, ...header } = await deliver(event, { ...route, format: "rfc5424" });
    assert.equal(input, route.protocol);
    assert.deepEqual(header, HEADER);
    assert.deepEqual(JSON.parse(msg), event);
    assert.deepEqual(readStructuredData(structuredData), {
      id: event.id,
      at: event.at,
      operation: "cmdb firewall/address create",
      effect: "write",
      method: "POST",
      path: "/api/v2/cmdb/firewall/address",
      outcome: "failed",
      status: "500",
      durationMs: "12",
      device: "192.0.2.1",
      code: "BAD_VALUE",
      deviceCode: "-651",
      "context.user": 'Zoë "the admin" [root] \\ ',
    });
  });

  test(`rsyslog reads CEF over ${name}`, async () => {
    const event = hard();
    const { input, structuredData, msg, ...header } = await deliver(event, { ...route, format: "cef" });
    assert.equal(input, route.protocol);
    assert.deepEqual(header, HEADER);
    assert.equal(structuredData, "-");
    const { head, extension } = readCef(msg.replace(/^\uFEFF/, ""));
    assert.deepEqual(
      [head[0], head[1], head[2], head[4], head[5], head[6]],
      ["CEF:0", "Fortiweave", "fortiweave", "write.failed", "cmdb firewall/address create", "7"],
    );
    assert.equal(extension.externalId, event.id);
    assert.equal(extension.msg, event.message);
    assert.equal(extension.suser, event.context?.user);
    assert.deepEqual(JSON.parse(extension.cs1 ?? ""), event.body);
    assert.deepEqual([extension.cs1Label, extension.cn1, extension.cn3], ["body", "500", "-651"]);
  });

  test(`a long event arrives whole but for its largest field over ${name}`, async () => {
    const event = { ...hard(), body: { name: "web", comment: "x".repeat(50_000) } };
    const { msg } = await deliver(event, route);
    assert.deepEqual(JSON.parse(msg).body, { name: "web", comment: "[left out: 50002 bytes]" });
  });
}

test("many events arrive in order over one connection", async () => {
  const before = await collector.received(total);
  const sink = syslogSink({
    host: "127.0.0.1",
    port: collector.ports.tls,
    protocol: "tls",
    tls: { ca: authority.cert },
  });
  const ids = Array.from({ length: 500 }, () => crypto.randomUUID());
  await Promise.all(ids.map((id) => sink(auditEvent({ id }))));
  await sink.close();
  total += ids.length;
  const messages = (await collector.received(total)).slice(before.length);
  assert.deepEqual(
    messages.map(({ msg }) => JSON.parse(msg).id),
    ids,
  );
});

/** The parameters of one element, as RFC 5424 escapes them. */
function readStructuredData(text: string): Record<string, string> {
  assert.match(text, /^\[fortiweave@32473 .*\]$/s);
  const params = [...text.matchAll(/ (?<name>[^ ="\]]+)="(?<value>(?:[^"\\\]]|\\["\\\]])*)"/g)];
  return Object.fromEntries(
    params.map(({ groups }) => [groups?.name ?? "", (groups?.value ?? "").replaceAll(/\\(["\\\]])/g, "$1")]),
  );
}

/** The parts of a message in CEF. */
function readCef(text: string): { head: string[]; extension: Record<string, string> } {
  const parts = [...text.matchAll(/((?:[^|\\]|\\[|\\])*)\|/gy)].slice(0, 7);
  const end = parts.at(-1);
  const rest = text.slice((end?.index ?? 0) + (end?.[0].length ?? 0));
  const pairs = rest
    .split(/ (?=\w+=)/)
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
  const plain = (value = "") =>
    value.replaceAll(/\\([\\=nr])/g, (_, sign: string) => ({ n: "\n", r: "\r" })[sign] ?? sign);
  return {
    head: parts.map(([, part = ""]) => part.replaceAll(/\\([|\\])/g, "$1")),
    extension: Object.fromEntries(pairs.map(([name = "", value]) => [name, plain(value)])),
  };
}
