/** Which function does which operation of the menu. */

import type { OperationName } from "../menu.ts";
import { addMembers } from "./add-members.ts";
import { ban } from "./ban.ts";
import { createEntry } from "./create-entry.ts";
import { createOrUpdateEntry } from "./create-or-update-entry.ts";
import { deleteEntry } from "./delete-entry.ts";
import { getEntry } from "./get-entry.ts";
import { getManyEntries } from "./get-many-entries.ts";
import { listBanned } from "./list-banned.ts";
import type { Operation } from "./operation.ts";
import { removeMembers } from "./remove-members.ts";
import { screenAlert } from "./screen-alert.ts";
import { unban } from "./unban.ts";
import { updateEntry } from "./update-entry.ts";

export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  "table.get": getEntry,
  "table.getMany": getManyEntries,
  "table.create": createEntry,
  "table.update": updateEntry,
  "table.createOrUpdate": createOrUpdateEntry,
  "table.delete": deleteEntry,
  "table.addMembers": addMembers,
  "table.removeMembers": removeMembers,
  "quarantine.ban": ban,
  "quarantine.unban": unban,
  "quarantine.list": listBanned,
  "quarantine.screenAlert": screenAlert,
};
