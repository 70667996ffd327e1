import { Agent } from "undici";

/** Takes the simulator's own certificate for good. */
export const insecure: Agent = new Agent({ connect: { rejectUnauthorized: false } });
