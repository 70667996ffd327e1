// JSON that people can read.
import { el } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function jsonText(value) {
  const text = JSON.stringify(value, undefined, 2);
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    parts.push(text.slice(last, match.index));
    const kind = colon !== undefined ? "key" : string !== undefined ? "string" : "other";
    parts.push(el("span", { class: `json-${kind}` }, colon === undefined ? token : string));
    if (colon !== undefined) parts.push(colon);
    last = match.index + token.length;
  }
  parts.push(text.slice(last));
  return el("pre", { class: "json", tabIndex: 0 }, parts);
}
