// Elements, without a framework.

/**
 * Makes an element. Properties that begin with `on` are listeners, `class`, `for`, `role`, `aria-*` and `data-*` attributes.
 * What is null, undefined or false is left out.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !/^(?:class|for|role|list|aria-|data-)/.test(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A field with its label. */
export function field(label, input, hint) {
  const id = `field-${crypto.randomUUID()}`;
  input.id = id;
  return el("div", { class: "field" }, el("label", { for: id }, label), input, hint && el("small", {}, hint));
}

export function select(options, value) {
  const list = Object.entries(options).map(([own, text]) =>
    el("option", { value: own, selected: own === value }, text),
  );
  return el("select", {}, list);
}

/** Tells people what came of something, for a few seconds; what went wrong stays until it is closed. */
export function notify(text, isError = false) {
  const box = document.querySelector("#notices");
  const close = el("button", { class: "plain", "aria-label": "Close", onclick: () => note.remove() }, "×");
  const note = el("p", { class: isError ? "notice bad" : "notice" }, text, close);
  box.append(note);
  while (box.children.length > 4) box.firstElementChild.remove();
  if (!isError) setTimeout(() => note.remove(), 4000);
}

/** Does something that may fail, and says so. */
export async function attempt(work, done) {
  try {
    const result = await work();
    if (done) notify(done);
    return result;
  } catch (error) {
    notify(error.message, true);
    return undefined;
  }
}

export async function copy(text, what) {
  await attempt(() => navigator.clipboard.writeText(text), `Copied: ${what}`);
}
