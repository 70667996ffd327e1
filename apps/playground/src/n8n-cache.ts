import { fileURLToPath } from "node:url";

/** Where n8n is installed on first use: in the workspace, ignored by git. */
export const N8N_CACHE: string = fileURLToPath(new URL("../../../.cache/n8n", import.meta.url));
