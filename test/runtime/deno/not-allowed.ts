// What a script hears that was started without the right to reach its device.
import { connectFortiGate, isFortiError } from "@fortiweave/fortios";

const fgt = connectFortiGate({ url: "https://127.0.0.1:8443", token: "0123456789abcdefghijklmno" });
try {
  await fgt.cmdb("firewall/address").list();
} catch (error) {
  if (!isFortiError(error)) throw error;
  console.log(`${error.code}, ${fgt.stats().retry.retries} retries: ${error.hint}`);
}
await fgt.close();
