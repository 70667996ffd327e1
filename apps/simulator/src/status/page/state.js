// What a device holds: its tables, their entries, an entry as JSON.
import { controlOf } from "./api.js";
import { attempt, el, field, select } from "./dom.js";
import { jsonText } from "./json-text.js";

const PAGE = 100;

/** @param first `{ table, vdom }`: what is open at the start. @param go The address of something else. */
export function stateView(device, first, go) {
  let at = first;
  const control = controlOf(device.name);
  const isManager = device.product === "FortiManager";
  const search = el("input", { type: "search", placeholder: isManager ? "root firewall address" : "firewall address" });
  const onlyFilled = el("input", { type: "checkbox", checked: !isManager });
  const list = el("ul", { class: "tables" });
  const content = el("div", { class: "table-content" });
  const vdom = select({ root: "root" }, "root");
  const defaults = el("input", { type: "checkbox", checked: false });
  let tables = [];

  function drawTables() {
    const words = search.value
      .toLowerCase()
      .split(/[\s/]+/)
      .filter(Boolean);
    const matching = tables.filter(({ name, count }) => {
      if (words.length > 0) return words.every((word) => name.includes(word));
      return !onlyFilled.checked || count > 0 || name === at.table;
    });
    list.replaceChildren(
      ...matching.map(({ name, count, isObject }) =>
        el(
          "li",
          {},
          el(
            "a",
            { href: go({ table: name, vdom: vdom.value }), "aria-current": name === at.table ? "page" : undefined },
            el("span", {}, breakable(name)),
            isObject ? el("small", {}, "object") : el("small", {}, String(count)),
          ),
        ),
      ),
    );
    if (matching.length === 0) list.append(el("li", { class: "empty" }, "Nothing matches."));
  }

  async function readTables() {
    if (isManager) {
      tables = (await control.get("tables")).map(({ url, count }) => ({ name: url, count }));
    } else {
      const answer = await control.get("tables");
      const current = answer.vdoms.includes(at.vdom) ? at.vdom : "root";
      vdom.replaceChildren(
        ...answer.vdoms.map((name) => el("option", { value: name, selected: name === current }, name)),
      );
      tables = answer.tables.map(({ path, kind, scope, counts }) => ({
        name: path,
        count: counts[scope === "global" ? "global" : current] ?? 0,
        isObject: kind === "object",
      }));
    }
    drawTables();
    // Only the list is to scroll, and not the page.
    const current = list.querySelector("[aria-current]");
    if (current !== null) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
  }

  async function readEntries() {
    if (at.table === undefined) {
      content.replaceChildren(el("p", { class: "empty" }, "Choose a table to see what it holds."));
      return;
    }
    const entries = el("div", { class: "entries" });
    const more = el("button", { hidden: true, onclick: () => attempt(readMore) }, "Show more");
    const total = el("small", { class: "muted" });
    let start = 0;
    async function readMore() {
      const where = isManager
        ? { url: at.table }
        : { table: at.table, vdom: vdom.value, defaults: defaults.checked ? "1" : "0" };
      const answer = await control.get("entries", { ...where, start, count: PAGE });
      entries.append(...answer.entries.map((entry) => entryOf(entry, answer)));
      start += answer.entries.length;
      more.hidden = start >= answer.total;
      total.textContent =
        answer.kind === "object" ? "object" : answer.total === 1 ? "1 entry" : `${answer.total} entries`;
      if (answer.total === 0) entries.append(el("p", { class: "empty" }, "This table is empty."));
      if (answer.entries.length === 1) entries.querySelector("details").open = true;
    }
    const refresh = el("button", { onclick: () => attempt(readEntries) }, "Refresh");
    const title = el("h3", {}, at.table, " ", total);
    const shown = el("label", { class: "check" }, defaults, "Defaults too");
    content.replaceChildren(el("div", { class: "bar" }, title, !isManager && shown, refresh), entries, more);
    await readMore();
  }

  search.addEventListener("input", drawTables);
  onlyFilled.addEventListener("change", drawTables);
  defaults.addEventListener("change", () => attempt(readEntries));
  vdom.addEventListener("change", () => {
    location.hash = go({ table: at.table, vdom: vdom.value });
  });
  attempt(async () => {
    await readTables();
    await readEntries();
  });
  const view = el(
    "section",
    { class: "state", "aria-label": "State" },
    el(
      "div",
      { class: "finder" },
      field(isManager ? "Find a url" : "Find a table", search),
      !isManager && field("VDOM", vdom),
      !isManager && el("label", { class: "check" }, onlyFilled, "Only what holds anything"),
      list,
    ),
    content,
  );
  const update = (next) => {
    const isSameVdom = next.vdom === at.vdom;
    at = next;
    attempt(async () => {
      if (isSameVdom) drawTables();
      else await readTables();
      await readEntries();
    });
  };
  return { view, end: () => {}, update };
}

/** Long names break where their parts end. */
function breakable(name) {
  return name.split(/(?<=\/)/).flatMap((part) => [part, el("wbr")]);
}

function entryOf(entry, { kind, key }) {
  const name =
    kind === "object"
      ? "Settings"
      : String(entry[key] ?? entry.name ?? entry.id ?? entry.policyid ?? entry.oid ?? "Entry");
  const details = el(
    "details",
    {},
    el(
      "summary",
      {},
      el("b", { class: "entry-name" }, name),
      el("span", { class: "entry-summary muted" }, summaryOf(entry, key)),
    ),
  );
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(jsonText(entry));
  });
  return details;
}

/** The first few values that say something. */
function summaryOf(entry, key) {
  const told = Object.entries(entry).filter(
    ([name, value]) =>
      !["q_origin_key", "uuid", "oid", "name", key].includes(name) &&
      ["string", "number"].includes(typeof value) &&
      value !== "",
  );
  return told
    .slice(0, 4)
    .map(([name, value]) => `${name} ${value}`)
    .join(" · ");
}
