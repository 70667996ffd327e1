/**
 * The web and DNS filters that every VDOM starts with. Numbers are FortiGuard's categories, in the order in which a
 * device lists them.
 *
 * @module
 */

import { numbered, type WireContent, type WireRow } from "./wire-content.ts";

/** From `low` to `high`, but for some. */
function categories(low: number, high: number, ...without: readonly number[]): number[] {
  const all = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  return all.filter((category) => !without.includes(category));
}

/** What is told from what is not, such as an address that nobody has rated. */
const UNRATED = 0;

const ADULT = [2, 7, 8, 9, 11, 13, 14, 15, 16, 57, 63, 64, 65, 66, 67];
const LIABLE = [1, 3, 4, 5, 6, 12, 59, 62];
/** Malicious, phishing, spam, dynamic DNS, newly seen, newly registered, and the newer kinds of the same. */
const SECURITY = [26, 61, 86, 88, 90, 91, 96, 98, 99];
const ALL = [UNRATED, ...categories(1, 99, 10, 21, 22, 27, 32, 45, 60, 73, 74)];
const MONITORED_FIRST = [
  ...[...LIABLE, 83, ...ADULT, 19, 24, 25, 72, 75, 76, 26, 61, 86],
  ...[17, 18, 20, 23, 28, 29, 30, ...categories(33, 40), 42, 44, 46, 47, 48, 54, 55, 58],
  ...[68, 69, 70, 71, 77, 78, 79, 80, 82, 85, 87, 31, 41, 43, ...categories(49, 53), 56, 81, 84, UNRATED],
];
const MONITORED = [...MONITORED_FIRST, ...categories(88, 99)];

function filters(blocked: readonly number[], monitored: readonly number[]): WireRow[] {
  return numbered([
    ...blocked.map((category) => ({ category, action: "block" })),
    ...monitored.map((category) => ({ category })),
  ]);
}

const BLOCKED_BY_DEFAULT = filters([UNRATED, ...ADULT, 83, ...SECURITY].sort(byNumber), LIABLE);
const DNS_MONITORED = [2, 7, 8, 9, 11, 12, 13, 14, 15, 16, UNRATED, 57, 63, 64, 65, 66, 67];

function byNumber(left: number, right: number): number {
  return left - right;
}

export const WEB_FILTER_CONTENT: WireContent = {
  "webfilter/ftgd-local-cat": [
    { desc: "custom1", id: 140 },
    { desc: "custom2", id: 141 },
  ],
  "webfilter/search-engine": [
    {
      name: "translate",
      hostname: "translate\\.google\\..*",
      url: "^\\/translate\\?",
      query: "u=",
      safesearch: "translate",
    },
  ],
  "webfilter/profile": [
    { name: "default", comment: "Default web filtering.", "ftgd-wf": { options: "", filters: BLOCKED_BY_DEFAULT } },
    { name: "sniffer-profile", comment: "Monitor web traffic.", "ftgd-wf": { filters: filters([], ALL) } },
    {
      name: "wifi-default",
      comment: "Default configuration for offloading WiFi traffic.",
      options: "block-invalid-url",
      "ftgd-wf": { options: "", filters: BLOCKED_BY_DEFAULT },
    },
    {
      name: "monitor-all",
      comment: "Monitor and log all visited URLs, flow-based.",
      "ftgd-wf": { options: "", filters: filters([], MONITORED) },
      "log-all-url": "enable",
      "web-content-log": "disable",
      "web-filter-command-block-log": "disable",
      "web-filter-cookie-log": "disable",
      "web-url-log": "disable",
      "web-invalid-domain-log": "disable",
      "web-ftgd-err-log": "disable",
    },
  ],
  "dnsfilter/profile": [
    {
      name: "default",
      comment: "Default dns filtering.",
      "ftgd-dns": {
        filters: numbered([
          ...DNS_MONITORED.map((category) => ({ category })),
          ...SECURITY.map((category) => ({ category, action: "block" })),
        ]),
      },
      "block-botnet": "enable",
    },
  ],
};
