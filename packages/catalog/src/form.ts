/**
 * Forms for configuration entries: what an editor shows for each field, and what becomes of what people type and pick.
 *
 * @example
 * ```ts
 * import { fortios } from "@fortiweave/catalog";
 * import { formFields, fromForm } from "@fortiweave/catalog/form";
 *
 * const entry = await fortios.load("cmdb", "firewall/addrgrp");
 * if (entry) {
 *   formFields(entry, "7.6.5").find((field) => field.id === "member")?.kind; // "reference-list"
 *   fromForm(entry, { name: "blocked", member: ["web", "db"] });
 *   // { name: "blocked", member: [{ name: "web" }, { name: "db" }] }
 * }
 * ```
 *
 * @module
 */

export { type FormField, type FormKind, formFields } from "./form/form-fields.ts";
export { fromForm } from "./form/from-form.ts";
export { toForm } from "./form/to-form.ts";
