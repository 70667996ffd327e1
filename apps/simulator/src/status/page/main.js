// Which view is open: `#/`, `#/fortigate-1/requests`, `#/fortigate-1/state/firewall%2Faddress/root`.
import { actionsView } from "./actions.js";
import { listDevices } from "./api.js";
import { deviceFacts, showDevices } from "./devices.js";
import { attempt, el } from "./dom.js";
import { faultsView } from "./faults.js";
import { connect } from "./live.js";
import { requestsView } from "./requests.js";
import { stateView } from "./state.js";

const TABS = { requests: "Requests", state: "State", faults: "Faults", actions: "Actions" };
const content = document.querySelector("#content");
const devices = (await attempt(listDevices)) ?? [];
let opened = { end: () => {} };
let openedFor = "";

function tableOf(rest) {
  const [table, vdom = "root"] = rest.map((part) => decodeURIComponent(part));
  return { table, vdom };
}

function viewOf(device, tab, rest) {
  switch (tab) {
    case "state": {
      const go = (to) =>
        `#/${device.name}/state${to.table === undefined ? "" : `/${encodeURIComponent(to.table)}/${encodeURIComponent(to.vdom)}`}`;
      return stateView(device, tableOf(rest), go);
    }
    case "faults":
      return faultsView(device);
    case "actions":
      return actionsView(device);
    default:
      return requestsView(device.name);
  }
}

function open() {
  const [, name, tab = "requests", ...rest] = location.hash.split("/");
  const device = devices.find((known) => known.name === name);
  // Another table of the same device leaves the list of tables as it is.
  const isSame = openedFor === `${name}/${tab}` && opened.update !== undefined;
  openedFor = `${name}/${tab}`;
  if (isSame) return opened.update(tableOf(rest));
  opened.end();
  showDevices(devices, device?.name ?? "");
  document.title = `${device?.name ?? "All devices"} · Fortiweave simulator`;
  if (device === undefined) {
    opened = requestsView();
    content.replaceChildren(el("h2", {}, "Requests of all devices"), opened.view);
    return;
  }
  const tabs = Object.entries(TABS).map(([key, text]) =>
    el("a", { href: `#/${name}/${key}`, "aria-current": key === tab ? "page" : undefined }, text),
  );
  opened = viewOf(device, tab, rest);
  content.replaceChildren(deviceFacts(device), el("nav", { class: "tabs", "aria-label": name }, tabs), opened.view);
}

addEventListener("hashchange", open);
open();
connect();
