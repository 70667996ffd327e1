// The rules of ARCHITECTURE.md that a program can check. Each takes files and answers what breaks it.
import { posix } from "node:path";
import { importsOf, withoutComments } from "./imports.ts";

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Arrows point one way: a part may import these parts of ours, and nothing else of ours. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "packages/core": [],
  "packages/catalog": ["packages/core"],
  "packages/fortios": ["packages/core", "packages/catalog"],
  // Of fortios for one thing alone: the client of a FortiGate behind FortiManager's sys/proxy/json.
  "packages/fortimanager": ["packages/core", "packages/catalog", "packages/fortios"],
  "packages/n8n-kit": ["packages/core", "packages/catalog", "packages/fortios"],
  "packages/n8n-fortigate": ["packages/core", "packages/catalog", "packages/fortios", "packages/n8n-kit"],
  "packages/node-red": ["packages/core", "packages/catalog", "packages/fortios"],
  "apps/simulator": ["packages/catalog"],
  "apps/playground": [
    "packages/fortios",
    "packages/fortimanager",
    "packages/n8n-fortigate",
    "packages/node-red",
    "apps/simulator",
  ],
};

const FOLDERS: Readonly<Record<string, string>> = {
  "@fortiweave/core": "packages/core",
  "@fortiweave/catalog": "packages/catalog",
  "@fortiweave/fortios": "packages/fortios",
  "@fortiweave/fortimanager": "packages/fortimanager",
  "@fortiweave/n8n-kit": "packages/n8n-kit",
  "@fortiweave/n8n-nodes-fortigate": "packages/n8n-fortigate",
  "@fortiweave/node-red-fortinet": "packages/node-red",
  "@fortiweave/simulator": "apps/simulator",
  "@fortiweave/playground": "apps/playground",
};

const LIBRARIES = Object.keys(ARROWS).filter((folder) => folder.startsWith("packages/"));
const TIMER = /\b(?:set|clear)(?:Timeout|Interval|Immediate)\b|["']node:timers/;
const BANNER = /^(?:\/\/|\/\*|#|<!--) .*\bgenerated\b.*\b(?:node|pnpm|npm)\b/i;

// Put together here, or this file would break its own rule.
const REGISTRIES = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["npm", "jsr", "io"],
  ["jsr", "io"],
];
const REGISTRY = new RegExp(REGISTRIES.map((host) => `\\b${host.join("\\.")}\\b`).join("|"));

/** Imports and declared dependencies follow {@link ARROWS}; another part is imported by its name, never by its path. */
export function brokenArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = partOf(file.path);
    if (from === undefined) return [];
    return specifiersOf(file).flatMap((specifier) => {
      const to = specifier.startsWith(".") ? partOf(resolve(file.path, specifier)) : partNamed(specifier);
      if (to === from || to === undefined) return [];
      if (specifier.startsWith(".")) return [`${file.path} reaches into ${to} by path: import it by its name`];
      return ARROWS[from]?.includes(to) ? [] : [`${file.path} imports ${specifier}: ${from} may not import ${to}`];
    });
  });
}

/** The engine is runtime-neutral: Node's own modules are only for `src/node/` and the undici transport. */
export function nodeImportsInCore(files: readonly SourceFile[]): string[] {
  const allowed = /^packages\/core\/(?:src\/node\/|src\/transport\/undici\.ts$)/;
  return files
    .filter(({ path }) => path.startsWith("packages/core/src/") && !allowed.test(path) && isProduct(path))
    .filter(({ text }) => importsOf(text).some((specifier) => specifier.startsWith("node:")))
    .map(({ path }) => `${path} imports a node: module: only src/node/ and transport/undici.ts may`);
}

/** n8n forbids timers, and tests drive a manual clock: one file of the libraries owns them. */
export function timersOutsideSystem(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => LIBRARIES.some((folder) => path.startsWith(`${folder}/`)) && isProduct(path))
    .filter(({ path }) => path !== "packages/core/src/runtime/system.ts")
    .filter(({ text }) => TIMER.test(withoutComments(text)))
    .map(({ path }) => `${path} uses a timer: only packages/core/src/runtime/system.ts may`);
}

/** Where packages come from is the machine's business: a mirror or an air-gapped site must work unchanged. */
export function registryHosts(files: readonly SourceFile[]): string[] {
  return files
    .map(({ path, text }) => ({ path, host: REGISTRY.exec(text)?.[0] }))
    .filter(({ host }) => host !== undefined)
    .map(({ path, host }) => `${path} names the package registry ${host}`);
}

/** Whoever opens a generated file must see at once which command makes it. */
export function missingBanners(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => path.includes("/generated/") && !BANNER.test(text.slice(0, text.indexOf("\n"))))
    .map(({ path }) => `${path} is generated, but its first line does not name the command`);
}

function isProduct(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path) && !/\.test\.[cm]?[jt]s$/.test(path);
}

function specifiersOf({ path, text }: SourceFile): string[] {
  if (path.endsWith("/package.json")) return declaredDependencies(text);
  return /\.[cm]?[jt]s$/.test(path) ? importsOf(text) : [];
}

function declaredDependencies(text: string): string[] {
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  return kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

function partOf(path: string): string | undefined {
  return Object.keys(ARROWS).find((folder) => path.startsWith(`${folder}/`));
}

function partNamed(specifier: string): string | undefined {
  return FOLDERS[specifier.split("/", 2).join("/")];
}
