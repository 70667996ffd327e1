import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { connectFortiGate } from "@fortiweave/fortios";

/** Everything public of hfortix's FortiOS class, as its documentation lists it. */
const OPTIONS = `host token username password client mode verify vdom port debug debug_options max_retries connect_timeout
  read_timeout user_agent circuit_breaker_threshold circuit_breaker_timeout circuit_breaker_auto_retry
  circuit_breaker_max_retries circuit_breaker_retry_delay max_connections max_keepalive_connections session_idle_timeout
  read_only track_operations adaptive_retry retry_strategy retry_jitter error_mode error_format audit_handler
  audit_callback user_context trace_id`;
const MEMBERS = `api.cmdb api.monitor api.log api.service api.utils error_mode error_format request get_connection_stats
  get_operations get_write_operations export_audit_logs get_retry_stats get_circuit_breaker_state get_health_metrics
  transaction transactional list_transactions close aclose connection_stats last_request __enter__ __exit__ __aenter__
  __aexit__ .get .post .put .delete .create .update .set .exists .move .clone`;

const document = await readFile(new URL("../../docs/coming-from-hfortix.md", import.meta.url), "utf8");
const [, options = "", members = ""] = document.split(/^## .+$/m);

/** The names in the first column of a table. */
function namesIn(table: string): string[] {
  const cells = table.matchAll(/^\| (.+?) \| /gm);
  return [...cells].flatMap(([, cell = ""]) => [...cell.matchAll(/`([\w.]+)/g)].map(([, name = ""]) => name));
}

for (const [what, names, table] of [
  ["option", OPTIONS, options],
  ["method and property", MEMBERS, members],
] as const) {
  test(`every ${what} of hfortix has its row`, () => {
    const found = namesIn(table);
    const missing = names
      .split(/\s+/)
      .filter((name) => !found.some((known) => known === name || known.startsWith(`${name}.`)));
    assert.deepEqual(missing, []);
  });
}

test("every member of a client that the table names is there", async () => {
  await using fgt = connectFortiGate({ url: "https://192.0.2.1", token: "0123456789abcdefghijklmno" });
  const named = new Set([...document.matchAll(/\bfgt\.(\w+)/g)].map(([, name = ""]) => name));
  assert.ok(named.size > 10);
  assert.deepEqual(
    [...named].filter((name) => !(name in fgt)),
    [],
  );
});
