/** The parts of Node-RED's typedInput and autoComplete that its published types leave out. */

import type { EditorWidgetTypedInputType, EditorWidgetTypedInputTypeDefinition } from "node-red";
import type { Suggest } from "./suggest.ts";

/** A type of a typedInput: one of Node-RED's own by name, or our own. */
export type InputType = EditorWidgetTypedInputType | OwnInputType;

interface OwnInputType extends EditorWidgetTypedInputTypeDefinition {
  /** Suggests values while someone types. */
  autoComplete?: Suggest;
  /** Draws the value in a way of its own. */
  valueLabel?(container: JQuery): void;
}

/** Where a value can come from at run time, whatever it is. */
export const DYNAMIC_TYPES: readonly InputType[] = ["msg", "flow", "global", "env", "jsonata"];

/** Where people type: the widget hides the element that it was made of and puts its own beside it. */
export function innerInput(element: JQuery): JQuery {
  return element.siblings(".red-ui-typedInput-container").find(".red-ui-typedInput-input");
}

declare global {
  interface JQuery {
    autoComplete(options: { minLength: number; search: Suggest }): JQuery;
  }
}
