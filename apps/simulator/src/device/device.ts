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
import { htmlPage, json, type Reply } from "../http/reply.ts";
import type { Served } from "../http/served.ts";
import { parseUrl } from "../http/url.ts";
import { headerOf, type WireRequest } from "../http/wire.ts";
import { createAdminEvents } from "../log/admin-events.ts";
import { createEventLog } from "../log/events.ts";
import { createLogApi } from "../log/handle.ts";
import { createLogStore, type LogStore } from "../log/store.ts";
import type { BackupSettings } from "../monitor/backup.ts";
import { type BannedList, createBannedList } from "../monitor/banned-list.ts";
import { createCallApi } from "../monitor/handle.ts";
import { createUploads, type Uploads } from "../monitor/uploads.ts";
import { createSignIn, type SignIn } from "../sign-in/sign-in.ts";
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
  readonly requests: RequestLog;
  configuration(): Configuration;
  handle(request: WireRequest): Promise<Reply>;
  /** Back to how it left the factory. */
  reset(): void;
  /** The same, and with another schema than the catalogue's until the next reset. */
  changeSchema(changes: SchemaChanges): Promise<void>;
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
  clock,
  token,
  owner,
  password,
  schemas,
}: DeviceOptions): Promise<Device> {
  const equip = async (schemas: Schemas): Promise<Equipment> => ({
    schemas,
    factory: await loadFactory(schemas, identity.name, password),
  });
  const original = await equip(schemas);
  let equipment = original;
  const holder: Holder = { configuration: createConfiguration(original.schemas, original.factory) };
  const transactions = createTransactions(holder, clock);
  const tokens = createTokens({ token, owner });
  const eventLog = createEventLog(clock);
  const events = createAdminEvents(eventLog);
  const logStore = createLogStore(eventLog);
  const signIn = createSignIn(holder, identity, clock, events);
  const banned = createBannedList(clock);
  const faults = createFaults();
  const requests = createRequestLog();
  const uploads = createUploads();
  const backups = { bytes: 0 };
  const calls = createCallApi(registry, { identity, holder, clock, tokens, banned, uploads, backups });
  const logs = createLogApi(registry, identity, holder, logStore);

  async function handle(request: WireRequest): Promise<Reply> {
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
    const body = parseBody(method, request.body);
    const transactionId = transactionOf(request);
    return answer(area, { method, segments, query, body, principal, remoteAddress, transactionId });
  }

  function onEdit({ principal, remoteAddress }: Call, edit: Edit): void {
    events.edited({ user: principal.name, address: remoteAddress }, edit);
  }

  async function answer(area: string, call: Call): Promise<Reply> {
    switch (area) {
      case "cmdb":
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
    transactions.reset();
    tokens.reset();
    signIn.reset();
    banned.clear();
    uploads.clear();
    backups.bytes = 0;
    faults.clear();
    requests.clear();
    logs.reset();
    logStore.clear();
    eventLog.clear();
  }

  return {
    identity,
    clock,
    factory: () => equipment.factory,
    banned,
    tokens,
    signIn,
    faults,
    logs: logStore,
    uploads,
    backups,
    requests,
    bodyLimit: BODY_LIMIT,
    configuration: () => holder.configuration,
    handle,
    softError: () => json(200, { http_status: 200, status: "error", error: -57 }),
    isAway: () => false,
    reset: () => start(original),
    changeSchema: async (changes) => start(await equip(createSchemas(registry, identity.version, changes))),
  };
}

/**
 * JSON whatever the content type says, as a device takes it. What is none stays text, and is refused where the body
 * counts. That of a GET never does.
 */
function parseBody(method: string, body: string): unknown {
  if (method === "GET" || body.trim() === "") return undefined;
  const value = parseJson(body);
  return value === undefined ? body : value;
}

function transactionOf(request: WireRequest): number | undefined {
  const id = headerOf(request, "x-transaction-id");
  return id === "" ? undefined : Number(id);
}
