// Sends one event to the collector on the port it is given, and leaves the sink open. Nothing but the sink could keep
// this process alive.
import { syslogSink } from "@fortiweave/core/node";
import { auditEvent } from "../../packages/core/test/events.ts";

const [port, protocol] = process.argv.slice(2);
const sink = syslogSink({ host: "127.0.0.1", port: Number(port), protocol: protocol === "udp" ? "udp" : "tcp" });
Promise.resolve(sink(auditEvent())).then(
  () => console.log("sent"),
  () => console.log("dropped"),
);
