/**
 * The form of a catalogue entry: what one endpoint of a device's API accepts and answers.
 *
 * @module
 */

/**
 * From and to version, both included, as `7.4.0`; `null` means still there in the newest known version. A bound of two
 * parts stands for a whole branch: up to `7.4` includes every 7.4 release.
 */
export type VersionRange = readonly [from: string, to: string | null];

/** The four branches of the FortiOS REST API. */
export type Area = "cmdb" | "monitor" | "log" | "service";

/** One row of the index: enough to list, search and address an endpoint without reading its entry. */
export interface IndexRow {
  /** The branch it is in. */
  readonly area: Area;
  /** What follows `/api/v2/{area}/`: `firewall/address`. */
  readonly path: string;
  /** Only for the area `cmdb`. */
  readonly kind?: "table" | "object";
  /** Name of the key field of a table. */
  readonly mkey?: string;
  /** HTTP verbs that the endpoint answers. */
  readonly methods: readonly string[];
  /** Absent: since before 6.0.0 and still there. */
  readonly versions?: readonly VersionRange[];
  /** The range of versions is not known. */
  readonly versionsUnknown?: true;
}

/** A configuration table or object (`/api/v2/cmdb/...`). */
export interface CmdbEntry {
  /** What follows `/api/v2/cmdb/`: `firewall/address`. */
  readonly path: string;
  /** A table has rows, each with a key; an object has neither. */
  readonly kind: "table" | "object";
  /** Name of the key field of a table. */
  readonly mkey?: string;
  /** FortiOS type word of the key: `string`, `integer`, `ipv4-address`, ... */
  readonly mkeyType?: string;
  /** HTTP verbs that the endpoint answers. */
  readonly methods: readonly string[];
  /** The device computes it; it cannot be written. */
  readonly readonly?: true;
  /** Entries are known to be movable; other tables may be. */
  readonly movable?: true;
  /** A CLI display command rather than a stored table. */
  readonly cliGet?: true;
  /** Absent: since before 6.0.0 and still there. */
  readonly versions?: readonly VersionRange[];
  /** The range of versions is not known. */
  readonly versionsUnknown?: true;
  /** The fields, by wire name. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** One field of a configuration entry. */
export interface Field {
  /** FortiOS type word; `table` is a list of entries and `object` one nested object, both with `fields`. */
  readonly type: string;
  /** Holds several values, on the wire one string with spaces between. */
  readonly multiple?: true;
  /** Only in FortiManager: on the wire a list of values. */
  readonly list?: true;
  /** Only of a list: a single value may also stand by itself. */
  readonly bare?: true;
  /** Only of a list: it holds at most one value. */
  readonly one?: true;
  /** The values that an option field takes. */
  readonly options?: readonly (string | Option)[];
  /** The bits of an integer, by name. */
  readonly bits?: Readonly<Record<string, number>>;
  /** Absent: the empty string, or unknown. Of several values: with spaces between. */
  readonly default?: string | number;
  /** Most characters of a text. */
  readonly maxLength?: number;
  /** Least number. The default may lie below, where it stands for "not set". */
  readonly min?: number;
  /** Largest number. The default may lie above, where it stands for "not set". */
  readonly max?: number;
  /** Cannot be left out when an entry is created. */
  readonly required?: true;
  /** Needed under some conditions. */
  readonly requiredHint?: true;
  /** The device computes it; it cannot be written. */
  readonly readonly?: true;
  /** The device seems to compute it; no source says so outright. */
  readonly readonlyHint?: true;
  /** Holds a secret: never shown, comes back as `ENC XXXX`. */
  readonly secret?: true;
  /** What the value may name: `system.interface.name` is the field `name` of `system/interface`. */
  readonly refs?: readonly string[];
  /** Absent: as long as what the field is in. */
  readonly versions?: readonly VersionRange[];
  /** The range of versions is not known. */
  readonly versionsUnknown?: true;
  /** Another type word that the field has in some versions: in `altVersions`, or it is not known in which. */
  readonly altType?: string;
  /** Where `altType` holds. */
  readonly altVersions?: readonly VersionRange[];
  /** Name of the key field of a child table. */
  readonly mkey?: string;
  /** The fields of a child table's entries, or of a nested object. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** The field's wire name, or a child table's key, has only one witness. */
  readonly guessed?: true;
}

/** One value of an option field of which more is known than its name. */
export interface Option {
  /** The value on the wire. */
  readonly value: string;
  /** The number that may stand in its place, in FortiManager. Absent: not known. */
  readonly number?: number;
  /** Absent: as long as the field. */
  readonly versions?: readonly VersionRange[];
  /** The range of versions is not known. */
  readonly versionsUnknown?: true;
}

/** A monitor, log or service endpoint. */
export interface CallEntry {
  /** What follows `/api/v2/{area}/`: `user/banned/add_users`. */
  readonly path: string;
  /** HTTP verbs that the endpoint answers. */
  readonly methods: readonly string[];
  /** The parameters, by name. */
  readonly params: Readonly<Record<string, Param>>;
  /** Takes `scope=global` or `scope=vdom`. */
  readonly scopeParam?: true;
  /** Top-level fields of the answer's `results`, as far as known. */
  readonly response?: { readonly kind?: string; readonly fields?: Readonly<Record<string, { readonly type: string }>> };
  /** Only for logs: where they lie, what they are, and in which form they come. */
  readonly log?: { readonly source: string; readonly type: string; readonly subtype?: string; readonly form: string };
}

/** One parameter of a {@link CallEntry}. */
export interface Param {
  /** Where it is sent. A parameter in the path stands there in braces: `search/abort/{session_id}`. */
  readonly in: "query" | "body" | "path";
  /** `string`, `integer`, `double`, `boolean`, `array` or `object`. */
  readonly type: string;
  /** The call fails without it. */
  readonly required?: true;
  /** May be given several times. */
  readonly multiple?: true;
  /** The values that it takes. */
  readonly options?: readonly string[];
  /** Holds a secret. */
  readonly secret?: true;
}
