/**
 * `system/config-revision/...`: how the configuration was at some time, kept on the device.
 *
 * @module
 */

import { forbidden, missingAttribute, noSuchEntry } from "../../cmdb/refusal.ts";
import { download } from "../../http/reply.ts";
import { type Endpoint, hostnameOf, type MonitorCall, type MonitorContext } from "../answer.ts";
import { configText, mayWrite, numberIn, textIn, vdomIn } from "./config-file.ts";
import type { ConfigRevision } from "./config-files.ts";

/** Each version of the firmware that a revision was made with has a number, by which the revisions name it. */
const list: Endpoint = ({ files }) => {
  const { revisions } = files.state();
  const versions = versionsOf(revisions);
  return {
    results: {
      revisions: revisions.toReversed().map((revision) => shown(revision, versions)),
      categories: Object.fromEntries(versions.map((version, index) => [String(index + 1), categoryOf(version)])),
      current_config_unsaved: false,
    },
  };
};

const info: Endpoint = (context, { params }) => ({
  results: shown(revisionIn(context, params), versionsOf(context.files.state().revisions)),
});

/** With all its secrets, as it was: for whoever gets to see those in a backup. */
const file: Endpoint = (context, call) => {
  checkWhole(context, call);
  if (!mayWrite(context, call)) throw forbidden();
  const { id, text } = revisionIn(context, call.params);
  return download(`${hostnameOf(context)}_${id}.conf`, text);
};

const save: Endpoint = (context, call) => {
  const { files, clock, identity } = context;
  checkWhole(context, call);
  const { id } = files.addRevision({
    created: Math.floor(clock.now() / 1000),
    user: call.principal.name,
    comments: textIn(call.params, "comments"),
    version: identity.version,
    build: identity.build,
    text: configText(context, call, { vdom: undefined, isMasked: false }),
  });
  return { results: { config_id: id } };
};

const remove: Endpoint = (context, call) => {
  checkWhole(context, call);
  context.files.removeRevisions([call.params.config_ids].flat().map(Number));
  return {};
};

const updateComments: Endpoint = (context, { params }) => {
  const { id } = revisionIn(context, params);
  context.files.describeRevision(id, textIn(params, "comments"));
  return {};
};

export const revisionEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/config-revision": list,
  "system/config-revision/info": info,
  "system/config-revision/file": file,
  "system/config-revision/save": save,
  "system/config-revision/delete": remove,
  "system/config-revision/update-comments": updateComments,
};

/** @throws Refusal for the administrator of a VDOM: a revision is of the whole device. */
function checkWhole(context: MonitorContext, call: MonitorCall): void {
  vdomIn(context, { ...call, params: {} });
}

/** @throws Refusal when none is named, or there is no such revision. */
function revisionIn({ files }: MonitorContext, params: Readonly<Record<string, unknown>>): ConfigRevision {
  const id = numberIn(params, "config_id");
  if (Number.isNaN(id)) throw missingAttribute("config_id");
  const found = files.revision(id);
  if (found === undefined) throw noSuchEntry();
  return found;
}

function versionsOf(revisions: readonly ConfigRevision[]): string[] {
  return [...new Set(revisions.map(versionIn))];
}

/** `7.4.8.2795`: with the build. */
function versionIn({ version, build }: ConfigRevision): string {
  return `${version}.${build}`;
}

function categoryOf(version: string): Record<string, number> {
  const [major, minor, patch, build] = version.split(".").map(Number);
  return {
    major_version: major ?? 0,
    minor_version: minor ?? 0,
    patch_number: patch ?? 0,
    build_number: build ?? 0,
    release_number: 0,
  };
}

function shown(revision: ConfigRevision, versions: readonly string[]): Record<string, unknown> {
  const { id, created, user, comments } = revision;
  const version_id = String(versions.indexOf(versionIn(revision)) + 1);
  return { id, time: created, version_id, admin: user, comment: comments };
}
