/**
 * The way to a preview: a package copied for it, the preview made, its text read, and then committed or cancelled.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog/fortimanager";
import type { Answer, Operation, Routes, Session, TaskLinePlan } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import type { ManagedDevice } from "../fleet.ts";
import { type JsonObject, listOf } from "../form/json.ts";
import { dataOf, expandScopes, flagsIn, type Managing, requireAdom, spotOfDevice, textIn } from "../managing.ts";
import { scopesIn, spotOfPackage } from "../packages/tree.ts";
import { devicesFrom, installDevices, installPackage, jobFrom, startInstall } from "./install-routes.ts";
import { contentFor, copyLine, type Job, linesOf } from "./lines.ts";
import type { VdomContent } from "./plan.ts";
import { previewText } from "./preview-text.ts";

/** What a session has prepared in an ADOM. */
interface Prepared {
  /** The package that was copied. Undefined: none, a preview shows what is pending in the devices' databases. */
  readonly job: Job | undefined;
  /** Those whose own settings are to be installed without a package. */
  readonly devices: readonly ManagedDevice[];
  readonly contents: Map<ManagedDevice, VdomContent[]>;
  readonly texts: Map<ManagedDevice, string>;
}

/** From this version on several devices are previewed at once, and named by `scope`. */
const SCOPES_SINCE = "7.4.4";
const STUCK_AT = 5;

export interface Previews {
  readonly routes: Routes;
  reset(): void;
}

export function createPreviews(managing: Managing): Previews {
  const prepared = new Map<string, Prepared>();
  const hasScopes = compareVersions(managing.version, SCOPES_SINCE) >= 0;
  const placeOf = (session: Session, adom: string): string => `${session.number} ${adom}`;

  function of(session: Session, adom: string): Prepared {
    const found = prepared.get(placeOf(session, adom)) ?? newlyPrepared(undefined, []);
    prepared.set(placeOf(session, adom), found);
    return found;
  }

  /** Copies the package, and installs nothing. */
  async function prepare(operation: Operation, data: JsonObject): Promise<Answer> {
    const { session } = operation;
    const job = await jobFrom(managing, operation, data, data);
    const own = newlyPrepared(job, []);
    const { contents } = own;
    prepared.set(placeOf(session, job.adom), own);
    const copies = job.targets.map((target) =>
      copyLine(managing, target, async () => {
        await managing.workspaces.check(session, spotOfPackage(job.adom, job.pkg));
        const content = await contentFor(managing, job, target);
        contents.set(target.device, [...(contents.get(target.device) ?? []), content]);
        return "Copy to device done";
      }),
    );
    const lines = copies.length === 0 ? await linesOf(managing, job) : await Promise.all(copies);
    return start("Install Package", session, job.adom, lines);
  }

  async function prepareDevices({ session }: Operation, data: JsonObject): Promise<Answer> {
    const adom = textIn(data, "adom");
    const devices = await devicesFrom(managing, data);
    prepared.set(placeOf(session, adom), newlyPrepared(undefined, devices));
    const { taskMs: ms } = managing.settings;
    const lines = devices.map(({ name }) => ({ name, ms, run: () => Promise.resolve("Copy to device done") }));
    return start("Install Device", session, adom, lines);
  }

  async function preview(operation: Operation): Promise<Answer> {
    const { session } = operation;
    const data = dataOf(operation);
    const adom = textIn(data, "adom");
    await requireAdom(managing, adom);
    const devices = await devicesIn(data, adom);
    const { contents, texts } = of(session, adom);
    const isStuck = managing.troubles.take("stuck-preview") !== undefined;
    const lines = devices.map(
      (device): TaskLinePlan => ({
        name: device.name,
        ms: managing.settings.taskMs,
        ...(isStuck ? { stuckAt: STUCK_AT } : {}),
        async run() {
          texts.set(device, await previewText(managing, device, contents.get(device) ?? []));
          return "preview done";
        },
      }),
    );
    return start("Install Preview", session, adom, lines);
  }

  /** One text, or where devices are named by `scope` JSON with one for each. */
  async function result(operation: Operation): Promise<Answer> {
    const data = dataOf(operation);
    const adom = textIn(data, "adom");
    const { texts } = of(operation.session, adom);
    const devices = await devicesIn(data, adom);
    if (!isScoped(data)) return { data: { message: textOf(texts, devices[0]) } };
    const rows = devices.map(async (device) => {
      const entry = await managing.database.entry(spotOfDevice(device));
      return { name: device.name, oid: entry?.oid, result: textOf(texts, device) };
    });
    return { data: { message: JSON.stringify(await Promise.all(rows)) } };
  }

  async function commit(operation: Operation): Promise<Answer> {
    const { session } = operation;
    const data = dataOf(operation);
    const adom = textIn(data, "adom");
    const { job, devices, contents: copied } = of(session, adom);
    if (job === undefined && devices.length === 0) throw missing();
    prepared.delete(placeOf(session, adom));
    if (job === undefined) return installDevices(managing, operation, data, devices);
    const only = listOf(data.scope).length === 0 ? undefined : await expandScopes(managing, adom, scopesIn(data.scope));
    const targets = job.targets.filter(
      ({ device, vdom }) => only === undefined || only.some((one) => one.device === device && one.vdom === vdom),
    );
    const flags = flagsIn(data);
    const lines = await linesOf(managing, { ...job, targets, flags, copied });
    return startInstall(managing, { title: "Install Package", session, adom, lines, flags });
  }

  /** Of all that the session has prepared. */
  async function summary({ session }: Operation): Promise<Answer> {
    const own = placeOf(session, "");
    const rows = [...prepared]
      .filter(([place]) => place.startsWith(own))
      .map(([place, { texts }]) => {
        return summaryOf(place.slice(own.length), texts);
      });
    return { data: { summary: await Promise.all(rows) } };
  }

  async function summaryOf(adom: string, texts: Prepared["texts"]): Promise<object> {
    const { oid } = await requireAdom(managing, adom);
    const member = Array.from(texts, async ([device, text]) => {
      const entry = await managing.database.entry(spotOfDevice(device));
      return { name: device.name, oid: entry?.oid, status: text === "" ? "nochange" : "changed", vdom: [] };
    });
    return { adom_name: adom, adom_oid: oid, member: await Promise.all(member) };
  }

  function start(title: string, session: Session, adom: string, lines: readonly TaskLinePlan[]): Answer {
    const { user } = session;
    return { data: { task: managing.tasks.start({ title, src: "install device", adom, user, lines }) } };
  }

  function isScoped(data: JsonObject): boolean {
    return hasScopes && listOf(data.scope).length > 0;
  }

  async function devicesIn(data: JsonObject, adom: string): Promise<readonly ManagedDevice[]> {
    if (!isScoped(data) && typeof data.device !== "string") throw invalidData();
    const scopes = isScoped(data) ? scopesIn(data.scope) : [{ name: String(data.device) }];
    const found = await expandScopes(managing, adom, scopes);
    return [...new Set(found.map(({ device }) => device))];
  }

  return {
    routes: {
      "exec securityconsole/install/package": (operation) => {
        const data = dataOf(operation);
        return flagsIn(data).includes("preview") ? prepare(operation, data) : installPackage(managing, operation);
      },
      "exec securityconsole/install/device": async (operation) => {
        const data = dataOf(operation);
        if (flagsIn(data).includes("preview")) return prepareDevices(operation, data);
        return installDevices(managing, operation, data, await devicesFrom(managing, data));
      },
      "exec securityconsole/install/preview": preview,
      "exec securityconsole/preview/result": result,
      "exec securityconsole/package/commit": commit,
      "exec securityconsole/package/cancel/install": (operation) => {
        prepared.delete(placeOf(operation.session, textIn(dataOf(operation), "adom")));
        return {};
      },
      "exec securityconsole/install/summary": summary,
    },
    reset: () => prepared.clear(),
  };
}

function newlyPrepared(job: Job | undefined, devices: readonly ManagedDevice[]): Prepared {
  return { job, devices, contents: new Map(), texts: new Map() };
}

/** @throws RpcRefusal -3 for a device of which there is no preview. */
function textOf(texts: ReadonlyMap<ManagedDevice, string>, device: ManagedDevice | undefined): string {
  const text = device && texts.get(device);
  if (text === undefined) throw missing();
  return text;
}
