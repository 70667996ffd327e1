/**
 * One simulated FortiGate, without its network side. All its state is in here.
 *
 * @module
 */

import type { Registry } from "@fortiweave/catalog";
import { type Configuration, createConfiguration, type FactoryContent } from "../cmdb/configuration.ts";
import type { Edit } from "../cmdb/edit.ts";
import { handleCmdb } from "../cmdb/handle.ts";
import { createSchemas, type Schemas } from "../cmdb/schema.ts";
import type { SchemaChanges } from "../cmdb/schema-changes.ts";
import { createTransactions, type Holder } from "../cmdb/transactions.ts";
import { loadFactory } from "../factory/load.ts";
import type { Call } from "../http/call.ts";
import { parseJson } from "../http/json-text.ts";
import { isMultipart, parseForm } from "../http/multipart.ts";
import { htmlPage, json, type Reply } from "../http/reply.ts";
import type { Served } from "../http/served.ts";
import { parseUrl } from "../http/url.ts";
import { headerOf, type WireRequest } from "../http/wire.ts";
import { type Actor, createAdminEvents } from "../log/admin-events.ts";
import { createEventLog } from "../log/events.ts";
import { createLogApi } from "../log/handle.ts";
import { createLogStore, type LogRequest, type LogStore } from "../log/store.ts";
import { watched } from "../log/watched.ts";
import { schemaOf } from "../models/hardware-schema.ts";
import { type BannedList, createBannedList } from "../monitor/banned-list.ts";
import type { BackupSettings } from "../monitor/config/backup.ts";
import { type ConfigFiles, createConfigFiles } from "../monitor/config/config-files.ts";
import { createCallApi } from "../monitor/handle.ts";
import { createLive, type Live } from "../monitor/live.ts";
import { createWallClock } from "../monitor/system/wall-clock.ts";
import { createUploads, type Uploads } from "../monitor/uploads.ts";
import { createSignIn, type SignIn } from "../sign-in/sign-in.ts";
import { createWorld } from "../world/world.ts";
import { apiUser, apiUserWithKey } from "./admins.ts";
import { createAdvancingClock } from "./advancing-clock.ts";
import { authenticate } from "./authenticate.ts";
import type { Clock } from "./clock.ts";
import { createFaults } from "./faults.ts";
import { type Identity, signature } from "./identity.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { createTokens, type Principal, type Tokens } from "./tokens.ts";

export interface Device extends Served {
  readonly identity: Identity;
  /** What it starts with. */
  factory(): FactoryContent;
  readonly banned: BannedList;
  readonly tokens: Tokens;
  readonly signIn: SignIn;
  readonly logs: LogStore;
  readonly uploads: Uploads;
  readonly backups: BackupSettings;
  readonly files: ConfigFiles;
  readonly requests: RequestLog;
  readonly live: Live;
  configuration(): Configuration;
  /** Puts another configuration in the place of its own, of its own schemas. What is under way in transactions is lost. */
  adopt(configuration: Configuration): void;
  handle(request: WireRequest): Promise<Reply | undefined>;
  /** Puts its clock forward. */
  advance(ms: number): void;
  /** Back to how it left the factory. */
  reset(): void;
  /** The same, and with another schema than the catalogue's until the next reset. */
  changeSchema(changes: SchemaChanges): Promise<void>;
  /** Gives up what is on its way from it to others. */
  close(): void;
}

export interface DeviceOptions {
  readonly registry: Registry;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly token: string;
  readonly owner: Principal;
  /** Of the administrator `admin`. */
  readonly password: string;
  /** Of its configuration. Devices may share them: they never change. */
  readonly schemas: Schemas;
  /** How many characters of requests it remembers. Default: 64 Mi. */
  readonly remembers?: number;
  /** Another network round it for another number. Default 0. */
  readonly seed?: number;
  /** How many lines every log starts with, or one of them. Default 0. */
  readonly logs?: number | LogRequest;
}

/** Bytes. */
const BODY_LIMIT = 32 * 1024 * 1024;

/** What a device is made with. */
interface Equipment {
  readonly schemas: Schemas;
  readonly factory: FactoryContent;
}

export async function createDevice({
  registry,
  identity,
  clock: base,
  token,
  owner,
  password,
  schemas,
  remembers,
  seed = 0,
  logs: history = 0,
}: DeviceOptions): Promise<Device> {
  const clock = createAdvancingClock(base);
  const equip = async (schemas: Schemas): Promise<Equipment> => ({
    schemas,
    factory: await loadFactory(schemas, identity, password),
  });
  const original = await equip(schemas);
  let equipment = original;
  const holder: Holder = { configuration: createConfiguration(original.schemas, original.factory) };
  const transactions = createTransactions(holder, clock);
  const tokens = createTokens(
    { token, owner },
    {
      named: (name) => apiUser(holder.configuration, name),
      withKey: (key) => apiUserWithKey(holder.configuration, key),
    },
  );
  const world = createWorld({ identity, holder, clock, seed, startedAt: () => live.power.startedAt() });
  const wallClock = createWallClock(clock);
  const eventLog = watched(createEventLog(wallClock, clock), (vdom, line) => live.automation.noticed(vdom, line));
  const events = createAdminEvents(eventLog);
  const logStore = createLogStore({ events: eventLog, world, clock, identity });
  const signIn = createSignIn(holder, identity, clock, events);
  const banned = createBannedList(clock);
  const { serial } = identity;
  const live = createLive({ clock, wallClock, serial, holder, eventLog, banned, signIn, transactions });
  const faults = createFaults();
  const requests = createRequestLog(undefined, remembers);
  const uploads = createUploads();
  const backups = { bytes: 0 };
  const files = createConfigFiles();
  const fillLogs = (): void => logStore.fill(typeof history === "number" ? { count: history } : history);
  fillLogs();
  const factory = (): FactoryContent => equipment.factory;
  const doors = { tokens, signIn, events, eventLog, transactions, files, factory };
  const calls = createCallApi({
    registry,
    identity,
    holder,
    clock,
    world,
    banned,
    uploads,
    backups,
    live,
    logs: logStore,
    edited,
    ...doors,
  });
  const logs = createLogApi(registry, identity, holder, logStore);

  async function handle(request: WireRequest): Promise<Reply | undefined> {
    if (live.power.isAway()) return undefined;
    const { segments: path, query } = parseUrl(request.url);
    const page = signIn.handle(path.join("/"), request);
    if (page !== undefined) return page;
    const [api, version, area = "", ...segments] = path;
    if (api !== "api" || version !== "v2") return htmlPage(404);
    const { configuration } = holder;
    const access = authenticate({ tokens, signIn, events, configuration, now: clock.now() }, request, query);
    if (access === undefined) return htmlPage(signIn.lockouts.isLocked(request.remoteAddress) ? 429 : 401);
    // Only the body of the answer to a HEAD is left out, and Node sees to that.
    const method = request.method === "HEAD" ? "GET" : request.method;
    const { principal, cookieSession } = access;
    const { remoteAddress } = request;
    const isForged = cookieSession !== undefined && headerOf(request, "x-csrftoken") !== cookieSession.csrf;
    if (isForged && method !== "GET") return htmlPage(403);
    const body = parseBody(method, request);
    const transactionId = transactionOf(request);
    return answer(area, { method, segments, query, body, principal, remoteAddress, transactionId });
  }

  /** Whatever writes the configuration says so here. */
  function edited(actor: Actor, edit: Edit): void {
    world.edited(edit);
    live.tunnels.edited(edit);
    events.edited(actor, edit);
  }

  function onEdit({ principal, remoteAddress }: Call, edit: Edit): void {
    edited({ user: principal.name, address: remoteAddress }, edit);
  }

  async function answer(area: string, call: Call): Promise<Reply> {
    switch (area) {
      case "cmdb":
        if (call.method !== "GET") world.sync();
        return handleCmdb({ identity, holder, transactions, onEdit }, call);
      case "monitor":
      case "service":
        return calls.handle(area, call);
      case "log":
        return logs.handle(call);
      default:
        return json(404, { http_method: call.method, status: "error", http_status: 404, ...signature(identity) });
    }
  }

  function start(next: Equipment): void {
    equipment = next;
    holder.configuration = createConfiguration(next.schemas, next.factory);
    world.restart();
    transactions.reset();
    tokens.reset();
    signIn.reset();
    banned.clear();
    uploads.clear();
    backups.bytes = 0;
    files.clear();
    faults.clear();
    requests.clear();
    logs.reset();
    logStore.clear();
    fillLogs();
    eventLog.clear();
    live.reset();
  }

  return {
    identity,
    clock,
    advance: clock.advance,
    factory,
    files,
    banned,
    tokens,
    signIn,
    faults,
    logs: logStore,
    uploads,
    backups,
    requests,
    live,
    bodyLimit: BODY_LIMIT,
    configuration: () => holder.configuration,
    adopt(configuration) {
      holder.configuration = configuration;
      world.replaced();
      transactions.reset();
    },
    handle,
    softError: () => json(200, { http_status: 200, status: "error", error: -57 }),
    isAway: live.power.isAway,
    reset: () => start(original),
    changeSchema: async (changes) =>
      start(await equip(createSchemas(registry, identity.version, schemaOf(identity.model, changes)))),
    close: () => live.close(),
  };
}

/**
 * A form with files, or JSON whatever the content type says, as a device takes it. What is neither stays text, and is
 * refused where the body counts. That of a GET never does.
 */
function parseBody(method: string, request: WireRequest): unknown {
  const { body } = request;
  if (method === "GET" || body.trim() === "") return undefined;
  const type = headerOf(request, "content-type");
  const text = isMultipart(type) ? Buffer.from(body, "latin1").toString() : body;
  const value = isMultipart(type) ? (parseForm(type, body) ?? parseJson(text)) : parseJson(text);
  return value === undefined ? text : value;
}

function transactionOf(request: WireRequest): number | undefined {
  const id = headerOf(request, "x-transaction-id");
  return id === "" ? undefined : Number(id);
}
