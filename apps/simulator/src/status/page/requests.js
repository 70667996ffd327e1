// The table of requests.
import { el } from "./dom.js";
import { live } from "./live.js";

const clockTime = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

/** @param device Undefined: of all devices. */
export function requestsView(device) {
  const filter = el("input", {
    type: "search",
    placeholder: "Method, path, status, device …",
    "aria-label": "Filter requests",
    oninput: () => draw(),
  });
  const pause = el("button", { "aria-pressed": "false", onclick: () => live.pause(!live.isPaused()) }, "Pause");
  const clear = el("button", { onclick: () => live.clear(device) }, "Clear");
  const count = el("p", { class: "muted count" });
  const body = el("tbody");
  const head = ["Time", !device && "Device", "Method", "Request", "Status", "ms"].filter(Boolean);
  const table = el(
    "table",
    { class: "requests" },
    el("caption", { class: "unseen" }, "Requests, the latest first"),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        head.map((name) => el("th", { scope: "col" }, name)),
      ),
    ),
    body,
  );
  const empty = el("p", { class: "empty" });

  function draw() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const mine = live.rows().filter((row) => device === undefined || row.device === device);
    const wanted = mine.filter((row) => words.every((word) => textOf(row).includes(word)));
    body.replaceChildren(...wanted.map((row) => rowOf(row, device === undefined)));
    pause.setAttribute("aria-pressed", String(live.isPaused()));
    const fresh = live.waiting() === 0 ? "" : ` (${live.waiting()} new)`;
    pause.textContent = live.isPaused() ? `Resume${fresh}` : "Pause";
    table.hidden = wanted.length === 0;
    empty.hidden = wanted.length > 0;
    empty.textContent = mine.length === 0 ? "No requests yet. They appear here as they come." : "No request matches.";
    const passed = live.skipped() > 0 ? `, ${live.skipped()} came too fast to be shown` : "";
    count.textContent = mine.length === 0 ? "" : `${wanted.length} of ${mine.length}${passed}`;
  }

  draw();
  const end = live.watch(draw);
  const view = el(
    "section",
    { "aria-label": "Requests" },
    el("div", { class: "bar" }, filter, pause, clear, count),
    el("div", { class: "scroll" }, table),
    empty,
  );
  return { view, end };
}

function textOf({ device, method, url, status, items = [] }) {
  const asked = items.map((item) => `${item.method} ${item.url}`).join(" ");
  return `${device} ${method} ${url} ${decoded(url)} ${status} ${asked}`.toLowerCase();
}

function decoded(url) {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function rowOf({ device, at, method, url, status, ms, items = [], codes = [] }, isOfAll) {
  const code = codes.find((own) => own !== 0);
  const isBad = status === 0 || status >= 400 || code !== undefined;
  const asked = items.length === 0 ? decoded(url) : items.map((item) => `${item.method} ${item.url}`).join("\n");
  const said = status === 0 ? "no answer" : code === undefined ? String(status) : `${status} / ${code}`;
  return el(
    "tr",
    { class: isBad ? "bad" : undefined },
    el("td", { class: "time" }, clockTime.format(at)),
    isOfAll && el("td", { class: "device" }, el("a", { href: `#/${device}` }, device)),
    el("td", {}, el("span", { class: `method ${method.toLowerCase()}` }, method)),
    el("td", { class: "path" }, asked),
    el("td", { class: "status" }, said),
    el("td", { class: "number" }, String(Math.round(ms))),
  );
}
