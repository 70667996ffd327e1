/**
 * `webfilter/*` and `utm/*`: what is known of web sites and applications.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { seedOf } from "../../world/chance.ts";
import { countryOf } from "../../world/internet.ts";
import { toNumber } from "../../world/ipv4.ts";
import { type Endpoint, needing } from "../answer.ts";
import { change, tableOf } from "../config.ts";
import { listIn, textIn } from "../params.ts";
import { APPLICATION_CATEGORIES, WEB_CATEGORIES } from "./categories.ts";

const webCategories: Endpoint = (_context, { query }) => ({
  results: WEB_CATEGORIES.filter(({ id }) => id !== 0 || query.flag("include_unrated")).flatMap((group) =>
    Object.entries(group.categories).map(([id, name]) => ({
      id: id === "0" && query.flag("convert_unrated_id") ? 140 : Number(id),
      name,
      group: group.name,
      group_id: group.id,
      rating: ratingOf(group.id),
    })),
  ),
});

/** From the film ratings that some profiles go by. */
function ratingOf(group: number): string {
  if (group === 1 || group === 5) return "restricted";
  return group === 2 ? "r" : "g";
}

const applicationCategories: Endpoint = () => ({
  results: Object.entries(APPLICATION_CATEGORIES).map(([id, name]) => ({ id: Number(id), name })),
});

const RATED = WEB_CATEGORIES.filter(({ id }) => id >= 6).flatMap(({ categories }) => Object.entries(categories));
const RATINGS = "webfilter/ftgd-local-rating";

/** What an administrator rated counts; for the rest each name has a category of its own, always the same. */
const rate: Endpoint = needing([RATINGS], (context, call) => ({
  results: (listIn(call, "url") ?? []).map((url) => {
    const host = url.replace(/^https?:\/\//i, "").split("/")[0] ?? "";
    const own = tableOf(context, RATINGS, call.vdom).rows.find(([key]) => key === url || key === host);
    const local = String(own?.[1].rating ?? "").split(" ")[0];
    const [id, category] = local
      ? [local, nameOf(local)]
      : (RATED[Math.abs(seedOf(host)) % RATED.length] ?? ["0", "Unrated"]);
    return {
      url,
      rating: own === undefined ? "fortiguard" : "override",
      category_id: Number(id),
      category,
      subclass: "",
    };
  }),
}));

function nameOf(id: string): string {
  for (const { categories } of WEB_CATEGORIES) {
    const name = categories[Number(id)];
    if (name !== undefined) return name;
  }
  return "";
}

const OVERRIDE = "webfilter/override";

const overrides: Endpoint = needing([OVERRIDE], (context, call) => {
  const { rows, read } = tableOf(context, OVERRIDE, call.vdom);
  return {
    results: rows.map(([id, entry]) => ({
      id,
      type: "administrator",
      status: read(entry, "status"),
      scope: read(entry, "scope"),
      ip: read(entry, "ip"),
      ip6: read(entry, "ip6"),
      user: read(entry, "user"),
      user_group: read(entry, "user-group"),
      old_profile: read(entry, "old-profile"),
      new_profile: read(entry, "new-profile"),
      expires: read(entry, "expires"),
      initiator: read(entry, "initiator"),
    })),
  };
});

/** One, or without a key all. */
const deleteOverrides: Endpoint = needing([OVERRIDE], (context, call) => {
  const wanted = textIn(call, "mkey");
  const keys = tableOf(context, OVERRIDE, call.vdom).rows.map(([key]) => key);
  if (wanted !== "" && !keys.includes(wanted)) throw noSuchEntry();
  for (const key of keys) if (wanted === "" || key === wanted) change(context, call, OVERRIDE, key, undefined);
  return {};
});

const geoip: Endpoint = (_context, call) => ({
  results: Object.fromEntries(
    (listIn(call, "ip_addresses") ?? []).map((ip) => {
      const { code, name } = countryOf(toNumber(ip) ?? 0);
      return [ip, { country_code: code, country_name: name }];
    }),
  ),
});

const NOTHING_SCANNED = { scanned: 0, infected: 0, blocked: 0 };

export const utmEndpoints: Readonly<Record<string, Endpoint>> = {
  "geoip/geoip-query": geoip,
  "geoip/geoip-query/select": geoip,
  "utm/antivirus/stats": () => ({ results: NOTHING_SCANNED }),
  "utm/application-categories": applicationCategories,
  "utm/blacklisted-certificates/statistics": () => ({ results: { count: 0 } }),
  "utm/rating-lookup": rate,
  "utm/rating-lookup/select": rate,
  "webfilter/fortiguard-categories": webCategories,
  "webfilter/malicious-urls/stat": () => ({ results: { count: 0, url_pkg_ver: "5.00551" } }),
  "webfilter/override": overrides,
  "webfilter/override/delete": deleteOverrides,
};
