// Switches for everything that can go wrong on purpose.
import { controlOf } from "./api.js";
import { attempt, el, field, select } from "./dom.js";
import { describeFault, FAULTS, SETTING_LABELS, TROUBLES } from "./fault-kinds.js";

const MOMENTS = {
  before: "before it is done",
  after: "after it is done",
  unread: "unread",
  "mid-request": "in the request",
  "mid-answer": "in the answer",
};

export function faultsView(device) {
  const control = controlOf(device.name);
  const isManager = device.product === "FortiManager";
  const method = select({ "": "any", GET: "GET", POST: "POST", PUT: "PUT", DELETE: "DELETE" }, "");
  const path = el("input", { placeholder: isManager ? "exec sys/login" : "/api/v2/cmdb", spellcheck: false });
  const times = el("input", { type: "number", min: 1, placeholder: "always", inputMode: "numeric" });
  const groups = el("div", { class: "switches" });

  /** What new faults hit, as it stands in the form. */
  function matchOf() {
    const own = {
      ...(method.value && !isManager && { method: method.value }),
      ...(path.value && { [isManager ? "item" : "path"]: path.value }),
    };
    return { ...(Object.keys(own).length > 0 && { match: own }), ...(times.value && { times: Number(times.value) }) };
  }

  async function draw() {
    const faults = await control.get("faults");
    const troubles = isManager ? await control.get("troubles") : [];
    const sections = Object.entries(FAULTS).map(([title, kinds]) =>
      groupOf(
        title,
        kinds,
        faults,
        (kind, extra, { takesNoMatch }) => {
          const { match, ...rest } = matchOf();
          return control.post("faults", { kind, ...rest, ...(!takesNoMatch && match && { match }), ...extra });
        },
        "faults",
      ),
    );
    if (isManager) {
      const add = (kind) => control.post("troubles", { kind, ...(times.value && { times: Number(times.value) }) });
      sections.push(groupOf("Only on a FortiManager", TROUBLES, troubles, add, "troubles"));
    }
    groups.replaceChildren(...sections);
  }

  /** Draws again with the keyboard where it was. */
  async function change(work, focused, done) {
    await attempt(work, done);
    await attempt(draw);
    if (focused) groups.querySelector(`[data-kind="${focused}"]`)?.focus();
  }

  function groupOf(title, kinds, active, add, list) {
    const rows = Object.entries(kinds).map(([kind, about]) => {
      const mine = active.filter((fault) => fault.kind === kind);
      const isOn = mine.length > 0;
      const inputs = Object.fromEntries(
        (about.settings ?? []).map((name) => [name, settingInput(name, about.defaults?.[name])]),
      );
      const toggle = () =>
        change(
          () =>
            isOn ? Promise.all(mine.map(({ id }) => control.remove(list, { id }))) : add(kind, valuesOf(inputs), about),
          kind,
          isOn ? `${kind} is off` : `${kind} is on`,
        );
      const chips = mine.map((fault) =>
        el(
          "li",
          {},
          describeFault(fault),
          el(
            "button",
            {
              class: "plain",
              "aria-label": `Remove ${kind}: ${describeFault(fault)}`,
              onclick: () => change(() => control.remove(list, { id: fault.id }), kind),
            },
            "×",
          ),
        ),
      );
      return el(
        "div",
        { class: isOn ? "switch-row on" : "switch-row" },
        el("button", {
          role: "switch",
          class: "switch",
          "aria-checked": String(isOn),
          "aria-label": `${kind}: ${about.text}`,
          "data-kind": kind,
          onclick: toggle,
        }),
        el("div", { class: "about" }, el("b", {}, kind), el("span", { class: "about-text muted" }, about.text)),
        el(
          "div",
          { class: "settings" },
          isOn ? [] : Object.entries(inputs).map(([name, input]) => field(SETTING_LABELS[name], input)),
        ),
        isOn && el("ul", { class: "chips", "aria-label": `Active: ${kind}` }, chips),
      );
    });
    return el("section", { class: "card" }, el("h3", {}, title), rows);
  }

  const refresh = el("button", { onclick: () => change(() => undefined) }, "Refresh");
  const allOff = el(
    "button",
    {
      onclick: () =>
        change(
          async () => {
            await control.remove("faults");
            if (isManager) await control.remove("troubles");
          },
          undefined,
          "Everything is off",
        ),
    },
    "Switch all off",
  );
  attempt(draw);
  const view = el(
    "section",
    { "aria-label": "Faults" },
    el(
      "div",
      { class: "card form" },
      el("h3", {}, "A fault that is switched on hits"),
      el(
        "div",
        { class: "fields" },
        !isManager && field("Method", method),
        field(
          isManager ? "Items that match" : "Path",
          path,
          isManager ? "A regular expression, over verb and url" : "The start of it, or a regular expression",
        ),
        field("So many times", times),
      ),
      el("div", { class: "bar" }, allOff, refresh),
    ),
    groups,
  );
  return { view, end: () => {} };
}

function settingInput(name, initial) {
  if (name === "when") return select(MOMENTS, "before");
  return el("input", {
    type: "number",
    min: 0,
    inputMode: "numeric",
    ...(initial !== undefined && { placeholder: String(initial) }),
  });
}

function valuesOf(inputs) {
  const given = Object.entries(inputs).filter(([, input]) => input.value !== "");
  return Object.fromEntries(given.map(([name, input]) => [name, name === "when" ? input.value : Number(input.value)]));
}
