// Who the devices are.
import { controlOf } from "./api.js";
import { attempt, copy, el } from "./dom.js";

const SEARCH_FROM = 9;

/** Fills the list at the side. */
export function showDevices(devices, current) {
  const search = document.querySelector("#device-search");
  search.hidden = devices.length < SEARCH_FROM;
  const entry = (href, name, detail) =>
    el(
      "li",
      { "data-name": name },
      el(
        "a",
        { href, "aria-current": href === `#/${current}` ? "page" : undefined },
        el("b", {}, name),
        el("span", {}, detail),
      ),
    );
  const list = document.querySelector(".devices");
  list.replaceChildren(
    entry("#/", "All devices", `${devices.length} running`),
    ...devices.map(({ name, product, model, version }) => entry(`#/${name}`, name, `${model ?? product} ${version}`)),
  );
  search.oninput = () => {
    for (const item of list.children) item.hidden = !item.dataset.name.includes(search.value.trim().toLowerCase());
  };
}

/** What a client needs to know of a device. Its secrets are fetched when somebody asks for them. */
export function deviceFacts(device) {
  const { name, product, model, version, serial, url, control, username, fingerprint } = device;
  const facts = [
    ["URL", copyable(url, "URL")],
    ["User", copyable(username, "user name")],
    ["Password", secret(name, "password", "password")],
    [
      product === "FortiManager" ? "API key" : "API token",
      secret(name, "token", product === "FortiManager" ? "API key" : "token"),
    ],
    ["Control API", copyable(control, "URL of the control API")],
    ["Serial", el("code", {}, serial)],
    ["Fingerprint", copyable(fingerprint, "fingerprint", true)],
  ];
  return el(
    "header",
    { class: "device-head" },
    el("h2", {}, name, el("span", { class: "tag" }, `${product}${model === undefined ? "" : ` ${model}`} ${version}`)),
    el(
      "dl",
      {},
      facts.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))),
    ),
  );
}

function copyable(text, what, isLong = false) {
  const button = el(
    "button",
    { class: "plain", "aria-label": `Copy ${what}`, onclick: () => copy(text, what) },
    "Copy",
  );
  return el(
    "span",
    { class: "copyable" },
    el("code", { class: isLong ? "cut" : undefined, title: text }, text),
    button,
  );
}

function secret(device, kind, what) {
  const shown = el("code", {}, "••••••••");
  const fetchIt = () => controlOf(device).reveal(kind);
  let isShown = false;
  const reveal = el(
    "button",
    {
      class: "plain",
      "aria-label": `Show ${what}`,
      "aria-pressed": "false",
      onclick: () =>
        attempt(async () => {
          shown.textContent = isShown ? "••••••••" : await fetchIt();
          isShown = !isShown;
          reveal.setAttribute("aria-pressed", String(isShown));
          reveal.textContent = isShown ? "Hide" : "Show";
        }),
    },
    "Show",
  );
  const copyIt = () => attempt(async () => copy(await fetchIt(), what));
  return el(
    "span",
    { class: "copyable" },
    shown,
    reveal,
    el("button", { class: "plain", "aria-label": `Copy ${what}`, onclick: copyIt }, "Copy"),
  );
}
