/**
 * What the Fortiweave packages for n8n share: n8n as the transport and runtime of our clients, forms made from the
 * catalogue, and our errors in n8n's terms.
 *
 * @module
 */

export { type Batched, inBatches, type Part } from "./batch.ts";
export type { DeviceContext } from "./context.ts";
export { authenticateRequest, type DeviceCredential } from "./device-credential.ts";
export { type EntrySearch, searchEntries } from "./entry-search.ts";
export { filterParameter, readFilters } from "./filter-input.ts";
export { invalidInput } from "./invalid-input.ts";
export { initiallyShown, type MapperOptions, toMapperFields } from "./mapper-fields.ts";
export { readNames } from "./names.ts";
export { toFailure, toNodeError } from "./node-error.ts";
export { openFortiGate } from "./open-fortigate.ts";
export { forEachItem, type Operation, type Outcome, type Output, type Run, toOutput } from "./operation.ts";
export { type ChoiceSource, readReferenceChoices } from "./reference-choices.ts";
export { n8nRuntime } from "./runtime.ts";
export { limitParameters, vdomOption } from "./shared-parameters.ts";
export { simplifyRow } from "./simplify-row.ts";
export { searchTables, type TableSearch } from "./table-search.ts";
export { type CertificateRules, tlsOptions } from "./tls.ts";
export { createN8nTransport, type N8nTransportOptions } from "./transport.ts";
