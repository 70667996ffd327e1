import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createDefaultTransport } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { connectFortiGate, createFortiGate } from "@fortiweave/fortios";

/** Everything public of hfortix's FortiOS class, as its documentation names it, by the heading it stands under. */
const PROMISED: Readonly<Record<string, string>> = {
  "Constructor options": `host token username password client mode verify vdom port debug debug_options max_retries
    connect_timeout read_timeout user_agent circuit_breaker_threshold circuit_breaker_timeout circuit_breaker_auto_retry
    circuit_breaker_max_retries circuit_breaker_retry_delay max_connections max_keepalive_connections session_idle_timeout
    read_only track_operations adaptive_retry retry_strategy retry_jitter error_mode error_format audit_handler
    audit_callback user_context trace_id`,
  "Methods and properties": `api.cmdb api.monitor api.log api.service api.utils error_mode error_format request
    get_connection_stats get_operations get_write_operations export_audit_logs get_retry_stats get_circuit_breaker_state
    get_health_metrics transaction transactional list_transactions close aclose connection_stats last_request __enter__
    __exit__ __aenter__ __aexit__ .get .post .put .delete .create .update .set .exists .move .clone`,
  "Environment variables": "FORTIOS_HOST FORTIOS_TOKEN FORTIOS_USERNAME FORTIOS_PASSWORD FORTIOS_PORT",
  "Audit handlers": "SyslogHandler FileHandler StreamHandler CompositeHandler",
  Errors: "APIError CircuitBreakerOpenError TransactionError RuntimeError ValueError",
  "The keys of what it answers": `total_requests successful_requests failed_requests success_rate total_retries
    retry_by_reason retry_by_endpoint last_retry_time state circuit_breaker_state consecutive_failures
    circuit_breaker_failures failure_threshold timeout last_failure_time http2_enabled max_connections
    max_keepalive_connections active_requests pool_exhaustion_count circuit_breaker retry_stats adaptive_retry_enabled
    response_times avg_ms is_slow method endpoint params response_time_ms status_code error timestamp api_type path data vdom`,
};

const document = await readFile(new URL("../../docs/coming-from-hfortix.md", import.meta.url), "utf8");

/** The text under each heading. */
const sections = new Map(
  document
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")), section] as const),
);

/** What the first cells of a table name, without the arguments. */
function namesIn(table: string): string[] {
  return [...table.matchAll(/^\| `([\w.]+)[^|]*` \|/gm)].map(([, name = ""]) => name);
}

test("everything that hfortix promises has a row of its own", () => {
  assert.deepEqual([...sections.keys()], Object.keys(PROMISED));
  for (const [heading, names] of Object.entries(PROMISED)) {
    assert.deepEqual(namesIn(sections.get(heading) ?? "").sort(), names.split(/\s+/).sort(), heading);
  }
});

test("every row names one thing, and what stands for it", () => {
  const rows = document.split("\n").filter((line) => line.startsWith("|") && !/^\| (?:hfortix|---) \|/.test(line));
  assert.equal(rows.length, [...sections.values()].flatMap(namesIn).length);
  assert.deepEqual(
    rows.filter((row) => !/^\| `[^`]+` \| \S/.test(row)),
    [],
  );
});

test("every member of a client that it names is there", async () => {
  await using fgt = connectFortiGate({ url: "https://192.0.2.1", token: "0123456789abcdefghijklmno" });
  const named = new Set([...document.matchAll(/\bfgt\.(\w+)/g)].map(([, name = ""]) => name));
  assert.ok(named.size > 10);
  assert.deepEqual(
    [...named].filter((name) => !(name in fgt)),
    [],
  );
});

test("every value that it names is there", async () => {
  const { send, close } = createScriptedTransport(() => ({ body: { status: "success" } }));
  const { stats } = createDefaultTransport({ url: "https://192.0.2.1" });
  assert.ok(stats);
  await using fgt = createFortiGate({
    transport: { send, close, stats },
    runtime: createManualClock(),
    vdom: "root",
    trackOperations: true,
  });
  await fgt.cmdb("firewall/address").create({ name: "web" });
  const roots: Readonly<Record<string, unknown>> = { stats: fgt.stats(), operations: fgt.operations() };

  const named = [...document.matchAll(/`fgt\.(stats|operations)\(\)((?:\.\w+|\["[^"]+"\]|\[\d+\])+)`/g)];
  assert.ok(named.length > 30);
  for (const [text, root = "", trail = ""] of named) {
    let value = roots[root];
    for (const [, word, key, index] of trail.matchAll(/\.(\w+)|\["([^"]+)"\]|\[(\d+)\]/g)) {
      const step = word ?? key ?? index ?? "";
      assert.ok(typeof value === "object" && value !== null && step in value, text);
      value = (value as Record<string, unknown>)[step];
    }
  }
});
