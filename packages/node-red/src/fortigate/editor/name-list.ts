/** An input for several names: a tag for each, and a text field that suggests more. */

import { openOnClick, type Suggest } from "./suggest.ts";
import type { InputType } from "./typed-input.ts";

/** The typedInput widget, as far as a type's functions see it. */
interface Widget {
  readonly input: JQuery;
  readonly uiSelect: JQuery;
}

/** The type `list`: its value is a JSON array of names. */
export function nameListType(label: string, placeholder: string, suggest: Suggest): InputType {
  return {
    value: "list",
    label,
    icon: "fa fa-tags",
    valueLabel(this: Widget, container: JQuery) {
      renderNames(this, container, placeholder, suggest);
    },
  };
}

/** The names in a stored value. What is no list of names (the text of another type) counts as empty. */
export function parseNames(value: string): string[] {
  try {
    const names: unknown = JSON.parse(value);
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}

/** Takes in what was typed and not yet finished with Enter. */
export function finishNames(): void {
  $(".fortiweave-names input").trigger("change");
}

/** Node-RED's open list of suggestions. */
const SUGGESTIONS = ".red-ui-autoComplete-container:visible";

function renderNames(widget: Widget, container: JQuery, placeholder: string, suggest: Suggest): void {
  const names = parseNames(String(widget.input.val()));
  widget.uiSelect.addClass("fortiweave-names-input");
  container.addClass("fortiweave-names").empty();

  for (const name of names) container.append(tag(name, () => store(names.filter((other) => other !== name))));
  const text = $("<input>", { type: "text", placeholder: names.length === 0 ? placeholder : "" }).appendTo(container);
  text.autoComplete({ minLength: 0, search: suggest });
  // A suggestion that was picked. The browser's own event comes too early, when someone only reaches for a suggestion.
  text.on("change", (event) => {
    if (event.originalEvent === undefined) addName(String(text.val()));
  });
  text.on("focusout", () => {
    if ($(SUGGESTIONS).length === 0) addName(String(text.val()));
  });
  text.on("keydown", (event) => {
    if (event.key === "Backspace" && text.val() === "") store(names.slice(0, -1));
    // After the list of suggestions, which puts its first one in on the same key.
    if (event.key === "Enter") addName(String(text.val()));
  });
  openOnClick(text);

  function addName(name: string): void {
    const trimmed = name.trim();
    if (trimmed !== "" && !names.includes(trimmed)) store([...names, trimmed]);
  }

  function store(changed: readonly string[]): void {
    const hadFocus = text.is(":focus");
    widget.input.val(JSON.stringify(changed)).trigger("change");
    renderNames(widget, container, placeholder, suggest);
    if (hadFocus) container.find("input").trigger("focus");
  }
}

function tag(name: string, remove: () => void): JQuery {
  const button = $("<button>", { type: "button", "aria-label": `${name} ×` })
    .text("×")
    .on("click", remove);
  return $("<span>", { class: "fortiweave-name" }).text(name).append(button);
}
