/**
 * A device under test: a simulated FortiGate, or a FortiManager with its FortiGates.
 */

import { startSimulator } from "@fortiweave/simulator";
import { connectControl } from "../control.ts";
import type { Suite } from "./case.ts";

export interface Target {
  readonly product: Suite["product"];
  readonly url: string;
  readonly control: string;
  /** With all rights. */
  readonly token: string;
  readonly username: string;
  readonly password: string;
  /** Back to how it was started. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startTarget({ product, version, model, fortigates: count = 1 }: Suite): Promise<Target> {
  const isManager = product === "fortimanager";
  const simulator = await startSimulator({
    ...(isManager ? { fortimanager: 1, fortigates: count, fortimanagerVersion: version } : { fortios: version }),
    ...(model !== undefined && { model }),
  });
  const { fortimanager, fortigates, close } = simulator;
  const handle = fortimanager ?? fortigates[0];
  if (handle === undefined) throw new Error("The simulator started nothing");
  const { url, control, token, username, password } = handle;
  const controls = [...fortigates, ...(fortimanager === null ? [] : [fortimanager])].map((own) =>
    connectControl(own.control),
  );
  return {
    product,
    url,
    control,
    token,
    username,
    password,
    async reset() {
      for (const { tell } of controls) await tell("POST", "/reset");
    },
    close,
  };
}
