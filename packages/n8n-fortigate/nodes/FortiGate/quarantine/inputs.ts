import type { CallOptions } from "@fortiweave/fortios/client";
import { parseAddress } from "@fortiweave/fortios/quarantine";
import { invalidInput, type Run, readNames } from "@fortiweave/n8n-kit";
import type { IExecuteFunctions } from "n8n-workflow";

/** What an item's options say about every call. */
export function readQuarantineOptions(n8n: IExecuteFunctions, item: number): CallOptions {
  const { vdom } = n8n.getNodeParameter("options", item, {}) as { vdom?: string };
  const signal = n8n.getExecutionCancelSignal();
  return { ...(vdom ? { vdom } : {}), ...(signal ? { signal } : {}) };
}

/** The addresses of an item, in the form in which the device lists them; what is no address stays for the client to refuse. */
export function readAddresses({ n8n }: Run, item: number): string[] {
  const addresses = readNames(n8n.getNodeParameter("addresses", item));
  if (addresses.length === 0) throw invalidInput("No IP address is given", "Give at least one");
  return addresses.map((text) => parseAddress(text)?.text ?? text);
}

/** Which of the addresses are banned now, and which are not. */
export async function pendingAddresses(
  { fgt }: Run,
  addresses: readonly string[],
  options: CallOptions,
): Promise<{ banned: string[]; absent: string[] }> {
  const listed = new Set((await fgt.quarantine.list(options)).map(({ ipAddress }) => ipAddress));
  return {
    banned: addresses.filter((address) => listed.has(address)),
    absent: addresses.filter((address) => !listed.has(address)),
  };
}
