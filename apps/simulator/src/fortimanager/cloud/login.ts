/**
 * How who has a FortiCloud token gets a session of the FortiManager.
 *
 * @module
 */

import { parseJson } from "../../http/json-text.ts";
import { htmlPage, json, type Reply } from "../../http/reply.ts";
import type { WireRequest } from "../../http/wire.ts";
import { isItem } from "../rpc/envelope.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Cloud } from "./cloud.ts";

export const CLOUD_LOGIN = "p/forticloud_jsonrpc_login";

export function logInFromCloud(cloud: Cloud, sessions: Sessions, { body, remoteAddress }: WireRequest): Reply {
  const user = cloud.ownerOf(tokenIn(body));
  if (user === undefined) return htmlPage(401);
  const owner = { user, address: remoteAddress, access: "read-write", adoms: undefined } as const;
  return json(200, { session: sessions.open(owner, "cloud").key });
}

function tokenIn(body: string): string {
  const fields = parseJson(body);
  return isItem(fields) ? String(fields.access_token) : "";
}
