/**
 * One simulated FortiManager, without its network side. All its state is in here.
 *
 * @module
 */

import { errorText } from "@fortiweave/catalog/fortimanager";
import { createAdvancingClock } from "../device/advancing-clock.ts";
import type { Clock } from "../device/clock.ts";
import { createFaults } from "../device/faults.ts";
import { htmlPage, type Reply } from "../http/reply.ts";
import type { Served } from "../http/served.ts";
import { parseUrl } from "../http/url.ts";
import type { WireRequest } from "../http/wire.ts";
import { createAnalyzer } from "./analyzer/analyzer.ts";
import { type Cloud, type CloudUser, createCloud } from "./cloud/cloud.ts";
import { CLOUD_LOGIN, logInFromCloud } from "./cloud/login.ts";
import { createDatabase } from "./database/database.ts";
import { API_USER_NAME, type SetUp, setUp } from "./factory.ts";
import type { ManagerIdentity } from "./identity.ts";
import type { Kept } from "./kept.ts";
import { createManaged } from "./managed/managed.ts";
import type { FortiManagerCore, ManagerSettings, Reachable, Session, Workspaces } from "./parts.ts";
import { createManagerRequestLog, type ManagerRequestLog } from "./request-log.ts";
import { refuseBody } from "./rpc/envelope.ts";
import { createRpc } from "./rpc/handle.ts";
import { createPerform } from "./rpc/perform.ts";
import { createRouter } from "./rpc/url.ts";
import { RpcRefusal } from "./rpc-refusal.ts";
import { createDoor } from "./sessions/door.ts";
import { createKeyRaces } from "./sessions/key-races.ts";
import { type ApiKeys, createApiKeys } from "./sessions/keys.ts";
import { createSessions, type Sessions } from "./sessions/sessions.ts";
import type { ManagerState } from "./state.ts";
import { createGenericCalls } from "./system/generic.ts";
import { createSystemRoutes } from "./system/routes.ts";
import { createTasks } from "./tasks/tasks.ts";
import { createTroubles } from "./troubles.ts";
import { createWorkspaces } from "./workspaces/workspaces.ts";

export interface FortiManager extends Served, FortiManagerCore, Kept<ManagerState> {
  readonly identity: ManagerIdentity;
  readonly requests: ManagerRequestLog;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  readonly cloud: Cloud;
  /** As they stand; the control API changes them. */
  readonly settings: ManagerSettings;
  changeSettings(changes: Partial<ManagerSettings>): void;
  /** Puts its clock forward. */
  advance(ms: number): void;
  /** Back to how it was set up. */
  reset(): Promise<void>;
}

export interface FortiManagerOptions extends SetUp {
  readonly identity: ManagerIdentity;
  readonly clock: Clock;
  readonly apiKey: string;
  readonly cloudUser: CloudUser;
  readonly reachable: readonly Reachable[];
}

/** Those that it starts with. */
export const ADOMS: readonly string[] = ["root"];

/** Bytes. */
const BODY_LIMIT = 10 * 1024 * 1024;

const SETTINGS: ManagerSettings = {
  taskMs: 0,
  twoFactor: false,
  tokenCode: "123456",
  commitTask: true,
  restartMs: 0,
  unreachable: [],
  cloudTokenSeconds: 14_400,
};

export async function createFortiManager(options: FortiManagerOptions): Promise<FortiManager> {
  const { identity, reachable, cloudUser } = options;
  const { name, serial, version } = identity;
  const clock = createAdvancingClock(options.clock);
  const settings = { ...SETTINGS };
  const troubles = createTroubles();
  const faults = createFaults();
  const requests = createManagerRequestLog();
  const keys = createApiKeys({ key: options.apiKey, user: API_USER_NAME });
  const sessions = createSessions(clock, ended);
  const cloud = createCloud({ clock, faults, requests, bodyLimit: BODY_LIMIT, user: cloudUser, settings });
  const base = { name, serial, version, clock, reachable, troubles, settings };
  const check: Workspaces["check"] = (session, spot) => workspaces.check(session, spot);
  const models = reachable.map(({ device }) => device.identity.model);
  const database = await createDatabase({ version, clock, adoms: ADOMS, check, ...(models.length > 0 && { models }) });
  const tasks = createTasks({ ...base, database });
  const workspaces = createWorkspaces({ ...base, database, tasks });
  const core: FortiManagerCore = { ...base, database, workspaces, tasks };
  const managed = createManaged(core);
  const analyzer = createAnalyzer(core);
  const door = createDoor({ version, clock, database, settings, sessions, keys });
  const races = createKeyRaces(version, clock, troubles);
  const system = createSystemRoutes({ ...core, identity, sessions, restart });
  const findRoute = createRouter([
    system,
    database.routes,
    workspaces.routes,
    tasks.routes,
    managed.routes,
    analyzer.routes,
  ]);
  const perform = createPerform({ version, database, findRoute, generic: createGenericCalls(core) });
  const rpc = createRpc({ door, sessions, races, troubles, tasks, taskMs: () => settings.taskMs, perform });
  let awayUntil = 0;
  let isRestarting = false;

  function ended(session: Session): void {
    workspaces.ended(session);
    // What runs goes on when it is back.
    if (!isRestarting) tasks.ended(session);
  }

  /** Whoever is signed in no longer is, and for a while nobody gets in. */
  function restart(): void {
    isRestarting = true;
    sessions.clear();
    isRestarting = false;
    door.reset();
    awayUntil = clock.now() + settings.restartMs;
  }

  const isAway = (): boolean => clock.now() < awayUntil;

  async function handle(request: WireRequest): Promise<Reply | undefined> {
    if (troubles.take("restart") !== undefined) {
      restart();
      return undefined;
    }
    if (isAway()) return undefined;
    await managed.catchUp();
    const path = parseUrl(request.url).segments.join("/");
    if (path !== "jsonrpc" && path !== CLOUD_LOGIN) return htmlPage(404);
    if (request.method !== "POST") return htmlPage(405);
    return path === CLOUD_LOGIN ? logInFromCloud(cloud, sessions, request) : rpc(request);
  }

  async function reset(): Promise<void> {
    Object.assign(settings, SETTINGS);
    awayUntil = 0;
    sessions.clear();
    door.reset();
    races.reset();
    keys.reset();
    cloud.reset();
    troubles.clear();
    faults.clear();
    requests.clear();
    tasks.reset();
    workspaces.reset();
    await database.reset();
    await setUp(database, options);
    await managed.reset();
    analyzer.reset();
  }
  await reset();

  async function load(state: ManagerState): Promise<void> {
    sessions.clear();
    keys.load(state.keys);
    await database.load(state.database);
    tasks.load(state.tasks);
    workspaces.load(state.workflow);
    await managed.load(state.managed);
  }

  return {
    ...core,
    state: () => ({
      keys: keys.state(),
      database: database.state(),
      tasks: tasks.state(),
      workflow: workspaces.state(),
      managed: managed.state(),
    }),
    load,
    identity,
    faults,
    requests,
    bodyLimit: BODY_LIMIT,
    sessions,
    keys,
    cloud,
    handle,
    softError: ({ code = -1 }, body) => refuseBody(body, new RpcRefusal(code, errorText(code) ?? "Error")),
    isAway,
    changeSettings: (changes) => void Object.assign(settings, changes),
    advance: clock.advance,
    reset,
  };
}
