/**
 * Node-RED's settings file: loopback only, a login, nothing that calls home.
 *
 * @module
 */

import { createRequire } from "node:module";
import type { User } from "./api.ts";

/** Few rounds: the password is random, and it is made for one run. */
const HASH_ROUNDS = 4;

/** The text of a `settings.js`. */
export function settingsFile({ username, password }: User, credentialSecret: string): string {
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: 0,
    flowFile: "flows.json",
    credentialSecret,
    adminAuth: {
      type: "credentials",
      users: [{ username, password: hash(password), permissions: "*" }],
    },
    editorTheme: {
      tours: false,
      projects: { enabled: false },
      palette: { catalogues: [] },
      codeEditor: { lib: "monaco" },
    },
    telemetry: { enabled: false, updateNotification: false },
    diagnostics: { enabled: false, ui: false },
    logging: { console: { level: "info", metrics: false, audit: false } },
  };
  return `module.exports = ${JSON.stringify(settings, undefined, 2)};\n`;
}

/** With the bcrypt that Node-RED itself checks it with. */
function hash(password: string): string {
  const nodeRed = createRequire(createRequire(import.meta.url).resolve("node-red"));
  return (nodeRed("bcryptjs") as { hashSync(text: string, rounds: number): string }).hashSync(password, HASH_ROUNDS);
}
