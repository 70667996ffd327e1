/**
 * The traffic of a time before the present configuration: for histories of a VDOM that no policy lets anything through.
 *
 * @module
 */

import { EMPTY } from "../cmdb/entry.ts";
import type { Model } from "../models/model.ts";
import { hostsBehind } from "../world/hosts.ts";
import type { NetInterface } from "../world/interfaces.ts";
import { internetAddress } from "../world/internet.ts";
import { createSubnet, readSubnet, toNumber } from "../world/ipv4.ts";
import type { Policy, Way } from "../world/policies.ts";
import type { Scene } from "../world/scene.ts";
import { APPLICATIONS } from "../world/services.ts";

const POLICY: Policy = {
  id: 1,
  name: "",
  uuid: "",
  isAccepted: true,
  isNat: true,
  logs: "all",
  profiles: new Map(),
  srcAddresses: ["all"],
  dstAddresses: ["all"],
};

/** From the inside to the outside, through a policy that is no more. */
export function bygoneWays(scene: Scene, vdom: string, model: Model, seed: number): Way[] {
  const own = scene.interfacesOf(vdom);
  const [first, second] = [...model.ports.map(({ name }) => name), "port1", "port2"];
  const inside =
    own.find(({ name }) => scene.hosts(name).length > 0) ?? someInterface(first ?? "port1", vdom, "inside");
  const outside = own.find(({ side }) => side === "outside") ?? someInterface(second ?? "port2", vdom, "outside");
  const known = scene.hosts(inside.name);
  const sources = known.length > 0 && inside.vdom === vdom ? known : hostsBehind(inside, [], seed);
  const remote: Way["remote"] = (chance) => internetAddress(chance.below(254));
  return [
    { policy: POLICY, source: inside, destination: outside, sources, targets: [], applications: APPLICATIONS, remote },
  ];
}

function someInterface(name: string, vdom: string, side: "inside" | "outside"): NetInterface {
  const inside = readSubnet("10.0.0.1/24");
  const outside = createSubnet(toNumber("198.51.100.10") ?? 0, 24);
  return {
    name,
    vdom,
    type: "physical",
    role: side === "inside" ? "lan" : "wan",
    alias: "",
    entry: EMPTY,
    isUp: true,
    subnet: side === "inside" ? inside : outside,
    secondary: [],
    isLeased: false,
    gateway: undefined,
    side,
    parent: "",
    members: [],
    mac: "00:09:0f:00:00:01",
    speed: 1000,
  };
}
