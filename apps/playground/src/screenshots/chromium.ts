import { existsSync } from "node:fs";

/** Keeps Chromium off the network and out of the way of a container. */
export const CHROMIUM_ARGS: string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of an installed Chromium or Chrome. Throws when there is none, with the way out. */
export function findChromium(): string {
  const found = PLACES.find((path) => path && existsSync(path));
  if (found !== undefined) return found;
  throw new Error("There is no Chromium: install it (apt-get install chromium), or name it in CHROMIUM");
}
