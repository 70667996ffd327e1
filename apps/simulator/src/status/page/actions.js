// What can be done to a device from outside.
import { controlOf } from "./api.js";
import { attempt, el, field, select } from "./dom.js";

const STEPS = { 60000: "1 minute", 300000: "5 minutes", 3600000: "1 hour", 86400000: "1 day", 2592000000: "30 days" };
const MODES = { disabled: "disabled", normal: "normal", workflow: "workflow", "per-adom": "per-adom" };

export function actionsView(device) {
  const control = controlOf(device.name);
  const cards = device.product === "FortiManager" ? [settingsCard(control)] : [logsCard(control), lockoutCard(control)];
  const view = el(
    "section",
    { class: "cards", "aria-label": "Actions" },
    resetCard(device, control),
    timeCard(control),
    memoryCard(control),
    cards,
  );
  return { view, end: () => {} };
}

function card(title, text, ...parts) {
  return el("section", { class: "card form" }, el("h3", {}, title), el("p", { class: "muted" }, text), parts);
}

const action = (label, work, done, kind) => el("button", { class: kind, onclick: () => attempt(work, done) }, label);

function resetCard(device, control) {
  const sure = el("dialog", { "aria-label": "Reset" });
  const close = () => sure.close();
  const yes = action(
    "Reset it",
    async () => {
      close();
      await control.post("reset");
    },
    `${device.name} is as it left the factory`,
    "danger",
  );
  sure.append(
    el("p", {}, `Everything that ${device.name} was told is lost: configuration, sessions, faults, logs and requests.`),
    el("div", { class: "bar" }, yes, el("button", { onclick: close }, "Keep it")),
  );
  return card(
    "Reset",
    "Back to how it left the factory.",
    el("button", { class: "danger", onclick: () => sure.showModal() }, "Reset …"),
    sure,
  );
}

function timeCard(control) {
  const step = select(STEPS, "300000");
  const go = action(
    "Put forward",
    () => control.post("time", { advanceMs: Number(step.value) }),
    "The clock is put forward",
  );
  return card(
    "Time",
    "Puts the clock forward: bans, sessions, keys and tasks run out.",
    el("div", { class: "fields" }, field("By", step)),
    go,
  );
}

function memoryCard(control) {
  return card(
    "Sessions and requests",
    "Ends all sessions without a word to the clients, or forgets which requests came.",
    el(
      "div",
      { class: "bar" },
      action("End sessions", () => control.remove("sessions"), "All sessions are over"),
      action("Forget requests", () => control.remove("requests"), "The requests are forgotten"),
    ),
  );
}

function logsCard(control) {
  const count = el("input", { type: "number", min: 1, value: 10_000, inputMode: "numeric" });
  const fill = () => control.post("logs", { count: Number(count.value) });
  return card(
    "Logs",
    "Fills every log with made-up lines.",
    el("div", { class: "fields" }, field("Lines", count)),
    el(
      "div",
      { class: "bar" },
      action("Fill", fill, "The logs are filled"),
      action("Take away", () => control.remove("logs"), "The made-up lines are gone"),
    ),
  );
}

function lockoutCard(control) {
  const address = el("input", { value: "127.0.0.1", spellcheck: false });
  const seconds = el("input", { type: "number", min: 1, value: 60, inputMode: "numeric" });
  const lock = () => control.post("lockouts", { address: address.value, seconds: Number(seconds.value) });
  return card(
    "Lockout",
    "Locks an address out, as failed sign-ins do.",
    el("div", { class: "fields" }, field("Address", address), field("Seconds", seconds)),
    el(
      "div",
      { class: "bar" },
      action("Lock out", lock, "Locked out"),
      action("Let everybody in", () => control.remove("lockouts"), "Nobody is locked out"),
    ),
  );
}

function settingsCard(control) {
  const workspace = select(MODES, "disabled");
  const taskMs = el("input", { type: "number", min: 0, inputMode: "numeric" });
  const restartMs = el("input", { type: "number", min: 0, inputMode: "numeric" });
  const twoFactor = el("input", { type: "checkbox" });
  attempt(async () => {
    const now = await control.get("settings");
    workspace.value = now.workspace;
    taskMs.value = now.taskMs;
    restartMs.value = now.restartMs;
    twoFactor.checked = now.twoFactor;
  });
  const save = () =>
    control.post("settings", {
      workspace: workspace.value,
      taskMs: Number(taskMs.value),
      restartMs: Number(restartMs.value),
      twoFactor: twoFactor.checked,
    });
  return card(
    "Settings",
    "How it behaves where its own configuration has no say.",
    el(
      "div",
      { class: "fields" },
      field("Workspace mode", workspace),
      field("Task line takes (ms)", taskMs),
      field("Restart takes (ms)", restartMs),
    ),
    el("label", { class: "check" }, twoFactor, "Logins ask for a code"),
    action("Save", save, "Saved"),
  );
}
