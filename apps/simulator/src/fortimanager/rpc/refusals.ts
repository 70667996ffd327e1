/**
 * The refusals that are the same at every url, in a device's words.
 *
 * @module
 */

import { RpcRefusal } from "../rpc-refusal.ts";

export function internalError(): RpcRefusal {
  return new RpcRefusal(-1, "Internal error");
}

/** There is no room for it behind what the other items have answered. */
export function answerTooLong(): RpcRefusal {
  return new RpcRefusal(-1, "Internal error");
}

export function missing(): RpcRefusal {
  return new RpcRefusal(-3, "Object does not exist");
}

/** The url, its ADOM or its package is none. */
export function invalidUrl(): RpcRefusal {
  return new RpcRefusal(-6, "Invalid url");
}

export function invalidParameter(): RpcRefusal {
  return new RpcRefusal(-8, "Invalid parameter");
}

export function invalidMethod(): RpcRefusal {
  return new RpcRefusal(-9, "The method is not valid for the url");
}

export function invalidData(): RpcRefusal {
  return new RpcRefusal(-10, "The data is invalid for selected url");
}

/** No session, one that is over, a wrong key, no rpc-permit, or not one's ADOM. It does not say which. */
export function noPermission(): RpcRefusal {
  return new RpcRefusal(-11, "No permission for the resource");
}

export function loginFailed(): RpcRefusal {
  return new RpcRefusal(-22, "Login fail");
}

export function noWritePermission(): RpcRefusal {
  return new RpcRefusal(-10147, "no write permission");
}
