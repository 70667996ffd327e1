/**
 * What is at a path of the API.
 *
 * @module
 */

import type { AnswerMode } from "@fortiweave/core/client";
import type { CmdbTable } from "./cmdb-table.ts";
import type { Action, Reader } from "./endpoint.ts";
import type { CmdbMemberFields, CmdbObjects, CmdbTableKeys, CmdbTables } from "./generated/types/cmdb.ts";
import type { LogGet } from "./generated/types/log.ts";
import type { MonitorGet, MonitorPost } from "./generated/types/monitor.ts";
import type { ServiceGet, ServicePost } from "./generated/types/service.ts";
import type { Log, LogArchive, RawLog } from "./log.ts";
import type { Uploader } from "./upload.ts";

/** The path of a configuration table. */
export type TablePath = keyof CmdbTables;

/** The path of a configuration object. */
export type ObjectPath = keyof CmdbObjects;

/** The values of an object. */
export type ValuesOf<P extends ObjectPath> = CmdbObjects[P];

/** A row of a table. */
export type RowOf<P extends TablePath> = CmdbTables[P];

/** What the key of a table holds: a text or a number. */
export type KeyOf<P extends keyof CmdbTables> = NonNullable<CmdbTables[P][CmdbTableKeys[P] & keyof CmdbTables[P]]>;

/** The fields of a table that are lists of names. */
export type MemberField<P extends keyof CmdbTables> = CmdbMemberFields[P & keyof CmdbMemberFields];

/** A table with everything that its path tells. */
export type TypedTable<P extends keyof CmdbTables, Mode extends AnswerMode = "throw"> = CmdbTable<
  CmdbTables[P],
  KeyOf<P>,
  MemberField<P>,
  Mode
>;

/** A monitor endpoint that answers. */
export type MonitorReader<P extends keyof MonitorGet> = Reader<MonitorGet[P]["params"], MonitorGet[P]["results"]>;

/** A monitor endpoint that acts. Some take a file. */
export type MonitorAction<P extends keyof MonitorPost> = Action<
  MonitorPost[P]["body"],
  MonitorPost[P]["params"],
  MonitorPost[P]["results"]
> &
  ("file_content" extends keyof MonitorPost[P]["body"]
    ? Uploader<MonitorPost[P]["body"], MonitorPost[P]["results"]>
    : unknown);

/** A service endpoint that answers. */
export type ServiceReader<P extends keyof ServiceGet> = Reader<ServiceGet[P]["params"], ServiceGet[P]["results"]>;

/** A service endpoint that acts. */
export type ServiceAction<P extends keyof ServicePost> = Action<
  ServicePost[P]["body"],
  ServicePost[P]["params"],
  ServicePost[P]["results"]
>;

/** What a log is, by the form in which it is read. */
export interface LogForms<Query, Results> {
  /** Most logs. */
  readonly entries: Log<Query, Results>;
  /** A path that ends with `/raw`. */
  readonly lines: RawLog<Query>;
  /** A path that ends with `/archive-download`. */
  readonly file: LogArchive<Query>;
}

/** A log: as lines where the path ends with `/raw`, as a file where it ends with `/archive-download`, else as entries. */
export type LogReader<P extends keyof LogGet> = LogForms<LogGet[P]["params"], LogGet[P]["results"]>[LogGet[P]["form"]];

/** Where a device keeps logs. */
export type LogSource = "disk" | "memory" | "fortianalyzer" | "forticloud";
