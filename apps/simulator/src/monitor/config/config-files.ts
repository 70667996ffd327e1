/**
 * Files that a device keeps beside its configuration: revisions of it, scripts that have run, a USB stick, and what it
 * wrote down of lines that it could not take.
 *
 * @module
 */

export interface ConfigRevision {
  readonly id: number;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly user: string;
  readonly comments: string;
  /** `7.4.8` */
  readonly version: string;
  readonly build: number;
  /** The whole configuration, as a backup has it. */
  readonly text: string;
}

/** A script that has run. */
export interface ScriptRun {
  readonly id: number;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly user: string;
  readonly vdom: string;
  readonly succeeded: boolean;
}

/** All that a device holds of files: plain data, and never changed. */
export interface ConfigFilesState {
  readonly revisions: readonly ConfigRevision[];
  readonly scripts: readonly ScriptRun[];
  /** By name. The content in base64. */
  readonly stick: Readonly<Record<string, string>>;
  readonly errorLog: readonly string[];
  /** Of restores that succeeded: each has one, for whoever asks how it went. */
  readonly restores: readonly string[];
  readonly lastRevision: number;
  readonly lastScript: number;
}

export interface ConfigFiles {
  state(): ConfigFilesState;
  load(state: ConfigFilesState): void;
  addRevision(revision: Omit<ConfigRevision, "id">): ConfigRevision;
  revision(id: number): ConfigRevision | undefined;
  describeRevision(id: number, comments: string): void;
  removeRevisions(ids: readonly number[]): void;
  addScript(run: Omit<ScriptRun, "id">): ScriptRun;
  removeScripts(ids: readonly number[]): void;
  putOnStick(name: string, content: Buffer): void;
  onStick(name: string): Buffer | undefined;
  /** In the place of what was written down before. */
  logErrors(lines: readonly string[]): void;
  addRestore(session: string): void;
  clear(): void;
}

const EMPTY: ConfigFilesState = {
  revisions: [],
  scripts: [],
  stick: {},
  errorLog: [],
  restores: [],
  lastRevision: 0,
  lastScript: 0,
};

/** So many it remembers; the oldest goes first. */
const MOST_REVISIONS = 100;
const MOST_SCRIPTS = 10;
const MOST_RESTORES = 10;
const MOST_ON_STICK = 100;
const MOST_ERRORS = 1000;

export function createConfigFiles(): ConfigFiles {
  let state = EMPTY;
  const change = (changes: Partial<ConfigFilesState>): void => {
    state = { ...state, ...changes };
  };

  return {
    state: () => state,
    load(next) {
      state = next;
    },
    addRevision(given) {
      const revision = { ...given, id: state.lastRevision + 1 };
      change({ revisions: [...state.revisions, revision].slice(-MOST_REVISIONS), lastRevision: revision.id });
      return revision;
    },
    revision: (id) => state.revisions.find((revision) => revision.id === id),
    describeRevision(id, comments) {
      change({ revisions: state.revisions.map((one) => (one.id === id ? { ...one, comments } : one)) });
    },
    removeRevisions(ids) {
      change({ revisions: state.revisions.filter(({ id }) => !ids.includes(id)) });
    },
    addScript(given) {
      const run = { ...given, id: state.lastScript + 1 };
      change({ scripts: [...state.scripts, run].slice(-MOST_SCRIPTS), lastScript: run.id });
      return run;
    },
    removeScripts(ids) {
      change({ scripts: state.scripts.filter(({ id }) => !ids.includes(id)) });
    },
    putOnStick(name, content) {
      const { [name]: _old, ...others } = state.stick;
      const files = [...Object.entries(others), [name, content.toString("base64")] as const];
      change({ stick: Object.fromEntries(files.slice(-MOST_ON_STICK)) });
    },
    onStick(name) {
      const content = Object.hasOwn(state.stick, name) ? state.stick[name] : undefined;
      return content === undefined ? undefined : Buffer.from(content, "base64");
    },
    logErrors: (lines) => change({ errorLog: lines.slice(0, MOST_ERRORS) }),
    addRestore: (session) => change({ restores: [...state.restores, session].slice(-MOST_RESTORES) }),
    clear() {
      state = EMPTY;
    },
  };
}
