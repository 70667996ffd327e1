import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import { createScriptedTransport, type ScriptedAnswer } from "../testing/scripted-transport.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import { decode, type Judge } from "./decode.ts";

const UNAUTHORIZED_PAGE =
  "<!DOCTYPE HTML PUBLIC>\n<html><head><title>401 Unauthorized</title><style>b{}</style></head><body><h1>Unauthorized</h1></body></html>";
const noOpinion: Judge = () => undefined;

function run(answer: ScriptedAnswer, request = readRequest(), judge = noOpinion): Promise<DeviceResponse> {
  return decode(judge)(createScriptedTransport([answer]).send)(request);
}

async function fail(answer: ScriptedAnswer, request?: DeviceRequest, judge?: Judge): Promise<FortiError> {
  const error = await run(answer, request, judge).then(
    () => assert.fail("It did not throw"),
    (reason: unknown) => reason,
  );
  assert.ok(isFortiError(error));
  return error;
}

test("JSON text becomes its value, and status and headers stay", async () => {
  const response = await run({ status: 200, headers: { etag: "x" }, body: { results: [1] } });
  assert.deepEqual(response, { status: 200, headers: { etag: "x" }, body: { results: [1] } });
});

for (const [status, code] of [
  [401, "AUTH_FAILED"],
  [403, "FORBIDDEN"],
  [405, "UNSUPPORTED"],
  [429, "RATE_LIMITED"],
] as const) {
  test(`a web page with ${status} is ${code}`, async () => {
    const error = await fail({ status, headers: { "content-type": "text/html" }, body: UNAUTHORIZED_PAGE });
    assert.equal(error.code, code);
    assert.equal(error.status, status);
    assert.equal(error.reached, "yes");
    assert.match(error.message, /a web page: "401 Unauthorized Unauthorized"/);
  });
}

test("without a judge's word, JSON errors go by their status", async () => {
  assert.equal((await fail({ status: 404, body: {} })).code, "NOT_FOUND");
  assert.equal((await fail({ status: 500, body: {} })).code, "DEVICE_ERROR");
  assert.equal((await fail({ status: 424, body: {} })).code, "DEVICE_ERROR");
});

test("a page that says 404 is another server's, not a missing entry", async () => {
  assert.equal((await fail({ status: 404, body: "<html>Not Found</html>" })).code, "BAD_RESPONSE");
});

test("a gateway's page is BAD_RESPONSE with its status, which the retry step knows", async () => {
  const error = await fail({ status: 502, body: "<html>Bad Gateway</html>" });
  assert.equal(error.code, "BAD_RESPONSE");
  assert.equal(error.status, 502);
});

test("a redirect is not followed and says where it led", async () => {
  const error = await fail({ status: 302, headers: { location: "/login?redir=%2F" } });
  assert.equal(error.code, "BAD_RESPONSE");
  assert.match(error.message, /a redirect to \/login\?redir=%2F \(HTTP 302\)/);
});

test("a page, an empty body and text are no answer where JSON was due", async () => {
  for (const [body, words] of [
    [UNAUTHORIZED_PAGE, /with a web page: "401/],
    ["", /with an empty body/],
    [" \r\n", /with an empty body/],
    ["OK done", /with text that is not JSON: "OK done"/],
    ['{"results": [', /with text that is not JSON: "\{"results": \["/],
  ] as const) {
    const error = await fail({ status: 200, body });
    assert.equal(error.code, "BAD_RESPONSE");
    assert.match(error.message, words);
  }
});

test("a write that failed for no known reason may have been carried out, and the hint says so", async () => {
  const hintOf = async (answer: ScriptedAnswer, request = createRequest(), judge?: Judge) =>
    (await fail(answer, request, judge)).hint ?? "";
  const inDoubt = /may have carried it out/;
  assert.match(await hintOf({ status: 503, body: {} }), inDoubt);
  assert.match(await hintOf({ status: 502, body: "<html>Bad Gateway</html>" }), inDoubt);
  assert.match(await hintOf({ status: 200, body: '{"results": [' }), inDoubt);
  assert.match(await hintOf({ status: 200, body: "" }), inDoubt);

  assert.match(await hintOf({ status: 200, body: UNAUTHORIZED_PAGE }), /Check that the URL/);
  assert.match(await hintOf({ status: 200, body: "" }, readRequest()), /Check that the URL/);
  assert.equal(await hintOf({ status: 503, body: {} }, readRequest()), "");
  assert.equal(await hintOf({ status: 424, body: {} }), "");
  const judge: Judge = () => ({ code: "DEVICE_ERROR", message: "No", deviceCode: -12345 });
  assert.equal(await hintOf({ status: 500, body: {} }, createRequest(), judge), "");
});

test("204 has no body and needs none", async () => {
  assert.equal((await run({ status: 204 })).body, undefined);
});

test("null is JSON", async () => {
  assert.equal((await run({ body: "null" })).body, null);
});

test("the judge has the first word on every answer", async () => {
  const judge: Judge = ({ status }) => (status === 429 ? { code: "LOCKED_OUT", message: "Locked out" } : undefined);
  const error = await fail(
    { status: 429, headers: { "retry-after": "60" }, body: UNAUTHORIZED_PAGE },
    readRequest(),
    judge,
  );
  assert.equal(error.code, "LOCKED_OUT");
  assert.equal(error.message, "Locked out");
  assert.equal(error.retryAfterMs, 60_000);
  assert.equal(error.operation, "cmdb firewall/address list");
});

test("the judge finds a refusal inside HTTP 200", async () => {
  const judge: Judge = ({ body }) => {
    const { status } = body as { status: string };
    return status === "error" ? { code: "DUPLICATE", message: "It is there already", deviceCode: -5 } : undefined;
  };
  const error = await fail({ status: 200, body: { status: "error" } }, createRequest(), judge);
  assert.equal(error.code, "DUPLICATE");
  assert.equal(error.deviceCode, -5);
  assert.equal(error.status, 200);
  assert.deepEqual((await run({ body: { status: "success" } }, createRequest(), judge)).body, { status: "success" });
});

test("the judge can accept what looks wrong", async () => {
  const judge: Judge = ({ status, body }) => (status === 200 && body === undefined ? "accept" : undefined);
  assert.equal((await run({ status: 200, body: "" }, createRequest(), judge)).body, undefined);
});

test("the judge's own wait goes before the header's", async () => {
  const judge: Judge = () => ({ code: "RATE_LIMITED", message: "Slow down", retryAfterMs: 5 });
  assert.equal((await fail({ status: 429, headers: { "retry-after": "60" } }, readRequest(), judge)).retryAfterMs, 5);
});

test("Retry-After as a date counts from the clock", async () => {
  const now = Date.parse("2026-11-05T10:00:00Z");
  const device = createScriptedTransport([
    { status: 503, headers: { "retry-after": "Thu, 05 Nov 2026 10:00:09 GMT" } },
  ]);
  const send = decode(noOpinion, { now: () => now })(device.send);
  await assert.rejects(send(readRequest()), (error) => isFortiError(error) && error.retryAfterMs === 9000);
});

test("bytes come back as they are, JSON files that are attached too", async () => {
  const request = readRequest({ expect: "bytes" });
  const body = new Uint8Array([0xff, 0x00, 0x7b]);
  assert.equal((await run({ body }, request)).body, body);
  assert.equal((await run({ body: new Uint8Array() }, request)).body instanceof Uint8Array, true);
  const file = new TextEncoder().encode('{"status":"error"}');
  const headers = { "content-type": "application/json", "content-disposition": 'attachment; filename="a.json"' };
  const judge: Judge = () => ({ code: "DEVICE_ERROR", message: "No" });
  assert.equal((await run({ headers, body: file }, request, judge)).body, file);
});

test("an error instead of bytes is found: by status, as JSON, as a page", async () => {
  const request = readRequest({ expect: "bytes" });
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.equal((await fail({ status: 403, body: bytes(UNAUTHORIZED_PAGE) }, request)).code, "FORBIDDEN");

  const judge: Judge = ({ body }) => ({ code: "DEVICE_ERROR", message: (body as { status: string }).status });
  const json = { headers: { "content-type": "application/json" }, body: bytes('{"status":"error"}') };
  assert.equal((await fail(json, request, judge)).message, "error");

  const page = { headers: { "content-type": "text/html; charset=utf-8" }, body: bytes(UNAUTHORIZED_PAGE) };
  assert.equal((await fail(page, request)).code, "BAD_RESPONSE");
});

test("JSON bytes that nobody objects to stay bytes", async () => {
  const body = new TextEncoder().encode('{"a":1}');
  const answer = { headers: { "content-type": "application/json" }, body };
  assert.equal((await run(answer, readRequest({ expect: "bytes" }))).body, body);
});

suite("a stream", () => {
  const request = readRequest({ expect: "stream" });

  /** Answers these parts, and tells which of them were asked for and whether the rest was let go. */
  function stream(parts: readonly string[], head: Partial<DeviceResponse> = {}) {
    const seen = { parts: 0, cancelled: false };
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const part = parts[seen.parts++];
          if (part === undefined) controller.close();
          else controller.enqueue(new TextEncoder().encode(part));
        },
        cancel: () => {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const send = (judge = noOpinion) =>
      decode(judge)(() => Promise.resolve({ status: 200, headers: {}, ...head, body }))(request);
    return { seen, body, send };
  }
  const json = { headers: { "content-type": "application/json" } };
  const readAll = (body: unknown) => new Response(body as ReadableStream<Uint8Array>).text();

  test("that is a file is handed on unread", async () => {
    for (const headers of [{}, { ...json.headers, "content-disposition": "attachment" }]) {
      const { send, seen, body } = stream(["a", "b"], { headers });
      assert.equal((await send()).body, body);
      assert.equal(seen.parts, 0);
    }
  });

  test("with a refusal in it is read and judged", async () => {
    const judge: Judge = ({ body }) => ({ code: "DEVICE_ERROR", message: (body as { status: string }).status });
    await assert.rejects(stream(['{"status":', '"error"}'], json).send(judge), { message: "error" });
    await assert.rejects(stream([UNAUTHORIZED_PAGE], { status: 403 }).send(), { code: "FORBIDDEN" });
    const page = { headers: { "content-type": "text/html" } };
    await assert.rejects(stream([UNAUTHORIZED_PAGE], page).send(), { code: "BAD_RESPONSE" });
  });

  test("of JSON that nobody objects to is handed on from its start", async () => {
    const { send } = stream(['{"a"', ":1}"], json);
    assert.equal(await readAll((await send()).body), '{"a":1}');
  });

  test("longer than any refusal is a file, and is not read ahead", async () => {
    const parts = Array.from({ length: 30 }, () => "x".repeat(100_000));
    const { send, seen } = stream(parts, json);
    const { body } = await send();
    assert.equal(seen.parts, 11);
    assert.equal((await readAll(body)).length, 3_000_000);
  });

  test("longer than any refusal, with a status that means no, is let go", async () => {
    const parts = Array.from({ length: 30 }, () => "x".repeat(100_000));
    const { send, seen } = stream(parts, { status: 500 });
    await assert.rejects(send(), { code: "BAD_RESPONSE", status: 500 });
    assert.deepEqual(seen, { parts: 11, cancelled: true });
  });

  test("that breaks while it is judged fails as it broke", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error("cut")) });
    const send = decode(noOpinion)(() => Promise.resolve({ status: 500, headers: {}, body: broken }));
    await assert.rejects(send(request), /cut/);
  });
});

test("what is quoted of a body is short and holds no secret, not even half of one", async () => {
  const secret = "very-secret-preshared-key";
  const request = createRequest({ secrets: [secret] });
  for (let before = 80; before < 130; before++) {
    const error = await fail(
      { status: 200, body: `${"x".repeat(before)}${secret} and more ${"y".repeat(5000)}` },
      request,
    );
    assert.ok(!error.message.includes("very"), error.message);
    assert.ok(error.message.length < 260);
  }
});

test("a hostile page does not take long", async () => {
  const started = performance.now();
  await fail({ status: 502, body: `<html>${"<script>".repeat(200_000)}${"<".repeat(200_000)}` });
  assert.ok(performance.now() - started < 1000);
});
