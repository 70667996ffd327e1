/**
 * `firewall/session` and `firewall/sessions`: what is open now, and an end to it.
 *
 * @module
 */

import { badValue } from "../../cmdb/refusal.ts";
import type { Session } from "../../world/session.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { addressIn, numberIn, switchIn, textIn } from "../params.ts";
import { sessionRow, sessionTest } from "./session-rows.ts";

const list: Endpoint = ({ world, clock }, call) => {
  const now = clock.now();
  const all = world.sessions(call.vdom);
  const matching = all.filter(sessionTest(call, now));
  const details = pageOf(matching, call.query).map((session) => sessionRow(session, now));
  if (!switchIn(call, "summary")) return { results: { details } };
  const summary = {
    matched_count: matching.length,
    session_count_ipv4: all.length,
    session_count_ipv6: 0,
    setup_rate: 0,
  };
  return { results: { summary, details } };
};

/** All five that make a session are asked for. */
const closeOne: Endpoint = (context, call) => {
  const [saddr, daddr] = [addressIn(call, "saddr"), addressIn(call, "daddr")];
  const [sport, dport] = [numberIn(call, "sport"), numberIn(call, "dport")];
  const isSame = isProtocol(textIn(call, "pro"));
  close(context, call, (session) => {
    const { source, destination } = session;
    const isFrom = source.ip === saddr && source.port === sport;
    return isFrom && destination.ip === daddr && destination.port === dport && isSame(session);
  });
  return {};
};

/** Whatever matches all that is given. Nothing given is nothing closed. */
const closeMany: Endpoint = (context, call) => {
  const { params } = call;
  const wants = (name: string) => params[name] !== undefined && params[name] !== "";
  const tests: ((session: Session) => boolean)[] = [];
  const add = (name: string, read: (session: Session) => unknown, wanted: unknown): void => {
    if (wants(name)) tests.push((session) => read(session) === wanted);
  };
  add("saddr", ({ source }) => source.ip, wants("saddr") ? addressIn(call, "saddr") : undefined);
  add("daddr", ({ destination }) => destination.ip, wants("daddr") ? addressIn(call, "daddr") : undefined);
  add("naddr", ({ translated }) => translated?.ip, wants("naddr") ? addressIn(call, "naddr") : undefined);
  add("sport", ({ source }) => source.port, numberIn(call, "sport"));
  add("dport", ({ destination }) => destination.port, numberIn(call, "dport"));
  add("nport", ({ translated }) => translated?.port, numberIn(call, "nport"));
  add("policy", ({ lane }) => lane.way.policy.id, numberIn(call, "policy"));
  if (wants("proto")) tests.push(isProtocol(textIn(call, "proto")));
  if (tests.length > 0) close(context, call, (session) => tests.every((test) => test(session)));
  return {};
};

const closeAll: Endpoint = (context, call) => {
  close(context, call, () => true);
  return {};
};

/** There are none over IPv6. */
const closeMany6: Endpoint = () => ({});

export const sessionEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/session": list,
  "firewall/sessions": list,
  "firewall/session/close": closeOne,
  "firewall/session/close-multiple": closeMany,
  "firewall/session/close-all": closeAll,
  "firewall/session/clear_all": closeAll,
  "firewall/session6/close-multiple": closeMany6,
};

function close({ world, clock }: MonitorContext, { vdom }: MonitorCall, isMeant: (session: Session) => boolean): void {
  const traffic = world.traffic(vdom);
  const now = clock.now();
  traffic.close(traffic.sessions(now).filter(isMeant), now);
}

function isProtocol(name: string): (session: Session) => boolean {
  const numbers: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17 };
  const wanted = numbers[name.toLowerCase()] ?? Number(name);
  if (Number.isNaN(wanted)) throw badValue(name);
  return ({ lane }) => lane.application.protocol === wanted;
}
