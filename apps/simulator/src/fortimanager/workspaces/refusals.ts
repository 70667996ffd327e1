/**
 * How workspaces and workflow sessions say no.
 *
 * @module
 */

import { RpcRefusal } from "../rpc-refusal.ts";

/** Who it is, only `lockinfo` tells. */
export function lockedByOther(): RpcRefusal {
  return new RpcRefusal(-20055, "Workspace is locked by other user");
}

export function lockRequired(): RpcRefusal {
  return new RpcRefusal(-20017, "Lock required");
}

export function notAnApprover(): RpcRefusal {
  return new RpcRefusal(-20020, "No permission");
}

export function unsavedChanges(): RpcRefusal {
  return new RpcRefusal(-20044, "Please save ADOM change(s) first");
}

export function wrongState(): RpcRefusal {
  return new RpcRefusal(-20045, "Workflow session state error");
}

export function priorSessions(): RpcRefusal {
  return new RpcRefusal(-20046, "Approval failed as there are prior sessions in queue");
}

export function tooManySessions(): RpcRefusal {
  return new RpcRefusal(-20051, "Workflow session limit reached");
}
