/**
 * What a url leads to, found by the compiler where the url is spelled out.
 *
 * @module
 */

import type { FmgExec, FmgGet } from "./generated/types/calls.ts";
import type { ObjectSingles, ObjectTables } from "./generated/types/objects.ts";

/**
 * A url without slashes in front.
 *
 * @internal
 */
export type Trim<Url extends string> = Url extends `/${infer Rest}` ? Trim<Rest> : Url;

/** The catalogue's name of what a url leads to, with the keys still in it. */
type PlaceOf<Url extends string> = Url extends `pm/config/adom/${string}/obj/${infer Path}`
  ? Path
  : Url extends `pm/config/global/obj/${infer Path}`
    ? Path
    : Url extends `pm/config/adom/${string}/pkg/${string}/${infer Path}`
      ? `pkg/${Path}`
      : Url extends `pm/config/global/pkg/${string}/${infer Path}`
        ? `pkg/${Path}`
        : Url extends `dvmdb/adom/${string}/${infer Path}`
          ? `dvmdb/${Path}`
          : Url;

/** Follows a place from its first segment: a table's key stands behind it, a child table behind that. */
type Follow<Before extends string, Rest extends string> = Rest extends `${infer Head}/${infer Tail}`
  ? `${Before}${Head}` extends keyof ObjectTables
    ? Tail extends `${string}/${infer Child}`
      ? Follow<`${Before}${Head}/`, Child>
      : { readonly row: ObjectTables[`${Before}${Head}`]; readonly many: false }
    : Follow<`${Before}${Head}/`, Tail>
  : `${Before}${Rest}` extends keyof ObjectTables
    ? { readonly row: ObjectTables[`${Before}${Rest}`]; readonly many: true }
    : `${Before}${Rest}` extends keyof ObjectSingles
      ? { readonly row: ObjectSingles[`${Before}${Rest}`]; readonly many: false }
      : { readonly row: Record<string, unknown>; readonly many: undefined };

/**
 * The row that a url leads to, and whether there are many.
 *
 * @internal
 */
export type TargetOf<Url extends string> = string extends Url
  ? { readonly row: Record<string, unknown>; readonly many: undefined }
  : Follow<"", PlaceOf<Trim<Url>>>;

/** The row of the table or the object that a url leads to. */
export type UrlRow<Url extends string> = TargetOf<Url>["row"];

/** What a `get` of a url answers: rows, one, or what the catalogue says of a call. */
export type UrlData<Url extends string> =
  Trim<Url> extends keyof FmgGet
    ? FmgGet[Trim<Url>]["returns"]
    : TargetOf<Url> extends { readonly row: infer Row; readonly many: infer Many }
      ? Many extends true
        ? Row[]
        : Many extends false
          ? Row
          : unknown
      : unknown;

/** What an `exec` of a url answers. */
export type ExecData<Url extends string> = Trim<Url> extends keyof FmgExec ? FmgExec[Trim<Url>]["returns"] : unknown;

/** Stands for: what the url says. */
export interface ByUrl {
  /** Nothing is of this type: it stands in for one that was not given. */
  readonly url: never;
}

/** What is answered: the type that was given, or else what the url says. */
export type Given<Data, FromUrl> = [Data] extends [ByUrl] ? FromUrl : Data;
