import assert from "node:assert/strict";
import { test } from "node:test";
import { auditEvent } from "../../../test/events.ts";
import { VERSION } from "../../version.ts";
import { writeCef } from "./cef.ts";

test("an event has the keys of CEF, and its own in the custom ones", () => {
  const event = auditEvent({
    device: "fgt.example.com:8443",
    query: [["vdom", "root"]],
    body: { name: "web" },
    outcome: "failed",
    status: 500,
    code: "DUPLICATE",
    deviceCode: -5,
    message: "It is there already",
    traceId: "trace",
    spanId: "span",
    context: { user: "alice", ticket: 42 },
  });
  assert.equal(
    writeCef(event),
    `CEF:0|Fortiweave|fortiweave|${VERSION}|write.failed|cmdb firewall/address create|7|rt=1793872800123` +
      " externalId=7f0c1b9e-2d54-4a7e-9d0b-3b1f0a2c4d5e dhost=fgt.example.com:8443 act=write outcome=failed" +
      " requestMethod=POST request=/api/v2/cmdb/firewall/address?vdom\\=root reason=DUPLICATE msg=It is there already" +
      ' suser=alice cs1={"name":"web"} cs1Label=body cs2={"user":"alice","ticket":42} cs2Label=context' +
      " cs3=trace cs3Label=traceId cs4=span cs4Label=spanId cn1=500 cn1Label=httpStatus cn2=12 cn2Label=durationMs" +
      " cn3=-5 cn3Label=deviceCode",
  );
});

test("what an event has not is not there", () => {
  assert.doesNotMatch(writeCef(auditEvent()), /undefined|suser|cs1|cn3|reason|msg=/);
});

test("pipes and backslashes are escaped in the head, and line breaks are blanks there", () => {
  const head = writeCef(auditEvent({ operation: "a|b\\c\nd" })).split("|rt=")[0];
  assert.equal(head, `CEF:0|Fortiweave|fortiweave|${VERSION}|write.ok|a\\|b\\\\c d|4`);
});

test("equal signs, backslashes and line breaks are escaped in the extension, pipes are not", () => {
  const text = writeCef(auditEvent({ message: "a=b\\c|d\r\ne\u0007f" }));
  assert.ok(text.includes(" msg=a\\=b\\\\c|d\\r\\ne f cn1="), text);
  assert.ok(!text.includes("\n"));
});

test("only a user that is a text is the user", () => {
  assert.doesNotMatch(writeCef(auditEvent({ context: { user: { name: "alice" } } })), /suser/);
});

test("what a path does not say stands in its place", () => {
  assert.match(writeCef(auditEvent({ path: "/jsonrpc", target: "get dvmdb/adom" })), / request=get dvmdb\/adom /);
});
