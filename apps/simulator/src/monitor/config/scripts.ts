/**
 * `system/config-script/...`: lines of the command line that run on the device.
 *
 * @module
 */

import { failedWith } from "../../cmdb/refusal.ts";
import { ConfError } from "../../conf/conf-error.ts";
import { parseConf, type Statement } from "../../conf/parse.ts";
import { loadSchemas } from "../../conf/restore.ts";
import { runScript } from "../../conf/run-script.ts";
import { checkAccess } from "../../device/permissions.ts";
import { bodyObject } from "../../http/call.ts";
import type { Endpoint, MonitorAnswer, MonitorCall, MonitorContext } from "../answer.ts";
import { textIn } from "./config-file.ts";
import type { ScriptRun } from "./config-files.ts";

const SCRIPT_FAILED = -160;
const NO_MANAGEMENT_STATION = -3244;
/** The others are in the log of configuration errors. */
const MOST_SHOWN = 20;
const DEFAULT_NAME = "script.txt";

/** The last one first. Scripts on a management station there are none: the device has no such station. */
const list: Endpoint = ({ files }) => ({
  results: {
    backup_service_available: false,
    conf_scripts: { history: files.state().scripts.toReversed().map(shown), remote: [] },
  },
});

/** Every line is carried out that can be; whether all could, the history tells too. */
function upload(context: MonitorContext, call: MonitorCall): MonitorAnswer {
  const { files, clock } = context;
  const { params, principal, vdom } = call;
  const errors = run(context, call, statementsIn(params));
  files.logErrors(errors);
  const done = files.addScript({
    name: textIn(params, "filename") || DEFAULT_NAME,
    time: Math.floor(clock.now() / 1000),
    user: principal.name,
    vdom,
    succeeded: errors.length === 0,
  });
  if (errors.length > 0) throw failedWith(SCRIPT_FAILED, { ...shown(done), errors: errors.slice(0, MOST_SHOWN) });
  return { results: shown(done) };
}

function run(
  { holder, edited, world, identity }: MonitorContext,
  { principal, remoteAddress, vdom }: MonitorCall,
  statements: readonly Statement[] | ConfError,
): readonly string[] {
  if (statements instanceof ConfError) {
    return [`>>>  @ ${statements.line ?? 1}:${statements.message} (error ${statements.code})`];
  }
  const { configuration } = holder;
  world.sync();
  return runScript(
    {
      configuration,
      vdom,
      maxVdoms: identity.model.maxVdoms,
      check: (path, of) =>
        checkAccess(configuration, principal, { path, vdom: of, isWrite: true, isConfiguration: true }),
      edited: (edit) => edited({ user: principal.name, address: remoteAddress }, edit),
    },
    statements,
  );
}

async function prepare({ holder }: MonitorContext, { body }: { readonly body: unknown }): Promise<void> {
  const statements = statementsIn(bodyObject(body) ?? {});
  if (!(statements instanceof ConfError)) await loadSchemas(holder.configuration.schemas, statements);
}

function statementsIn({ file_content: content }: Readonly<Record<string, unknown>>): Statement[] | ConfError {
  try {
    return parseConf(typeof content === "string" ? Buffer.from(content, "base64").toString() : "");
  } catch (error) {
    if (error instanceof ConfError) return error;
    throw error;
  }
}

const runRemote: Endpoint = () => {
  throw failedWith(NO_MANAGEMENT_STATION, undefined);
};

const remove: Endpoint = ({ files }, { params }) => {
  files.removeScripts([params.id_list].flat().map(Number));
  return {};
};

export const scriptEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/config-script": list,
  "system/config-script/upload": Object.assign(upload, { prepare }),
  "system/config-script/run": runRemote,
  "system/config-script/delete": remove,
};

function shown({ id, name, time, user, vdom, succeeded }: ScriptRun): Record<string, unknown> {
  return { id, name, type: "local", time, user, vdom, status: succeeded ? "success" : "failure" };
}
