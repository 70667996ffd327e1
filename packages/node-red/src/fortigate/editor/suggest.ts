/** Suggestions while someone types. */

import type { FormField } from "@fortiweave/catalog/form";

/** One suggestion, in the form that Node-RED's autoComplete takes. */
export interface Suggestion {
  readonly value: string;
  readonly label: JQuery | string;
}

/** Finds what matches a text and hands it to `done`. */
export type Suggest = (text: string, done: (found: readonly Suggestion[]) => void) => void;

/** Suggests what a search answers, and nothing when it fails: one can always type. */
export function suggestFrom(search: (text: string) => Promise<readonly Suggestion[]>): Suggest {
  return (text, done) => {
    search(text).then(done, () => done([]));
  };
}

/** The fields whose name or label holds the text. */
export function fieldsMatching(fields: readonly FormField[], text: string): FormField[] {
  const wanted = text.trim().toLowerCase();
  return fields.filter(({ id, label }) => `${label} ${id}`.toLowerCase().includes(wanted));
}

/** For inputs that only a person can fill. */
export function suggestNothing(_text: string, done: Parameters<Suggest>[1]): void {
  done([]);
}

/** A name, and in quieter letters what it is. */
export function suggestion(value: string, label: string = value, detail = ""): Suggestion {
  const line = $("<div>", { class: "fortiweave-suggestion" }).append($("<span>").text(label));
  return { value, label: detail === "" ? line : line.append($("<code>").text(detail)) };
}

/** Shows all suggestions when someone clicks into an empty input, as a select would. */
export function openOnClick(input: JQuery): void {
  input.on("click", () => {
    if (input.val() === "") input.trigger($.Event("keyup", { keyCode: DOWN }));
  });
}

/** The arrow key that opens Node-RED's list of suggestions. */
const DOWN = 40;
