import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createScrubber, REDACTED, scrubJson } from "./redact.ts";

test("a secret goes in every form in which it can be written", () => {
  const secret = `a b/"c'é!`;
  const scrub = createScrubber([secret]);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll("'", "%27"),
    encodeURIComponent(secret).replaceAll("'", "%27").replaceAll("!", "%21"),
    encodeURIComponent(secret).replaceAll("%20", "+"),
  ];
  for (const form of forms) assert.equal(scrub(`<${form}>`), `<${REDACTED}>`);
});

test("of a secret with several lines, each line goes", () => {
  const key = "-----BEGIN KEY-----\r\n  MIIEvQIBADAN\n\nBgkqhkiG\n-----END KEY-----\n";
  const scrub = createScrubber([key]);
  assert.equal(scrub(key), REDACTED);
  assert.equal(scrub("value parse error before 'MIIEvQIBADAN'"), `value parse error before '${REDACTED}'`);
  assert.equal(scrub("BgkqhkiG\nand more"), `${REDACTED}\nand more`);
});

test("a secret that contains another goes as a whole", () => {
  assert.equal(createScrubber(["pass", "password1"])("password1 pass"), `${REDACTED} ${REDACTED}`);
});

test("a short secret goes only as a whole word, so that it does not shred every message", () => {
  const scrub = createScrubber(["a", "12"]);
  assert.equal(
    scrub("a banana is a 12, not a 123"),
    `${REDACTED} banana is ${REDACTED} ${REDACTED}, not ${REDACTED} 123`,
  );
});

test("signs that mean something in a pattern mean themselves", () => {
  assert.equal(createScrubber(["$^.*+?()[]{}|\\/-"])("x $^.*+?()[]{}|\\/- y"), `x ${REDACTED} y`);
});

test("without secrets nothing changes, and an empty secret is none", () => {
  assert.equal(createScrubber(undefined)("text"), "text");
  assert.equal(createScrubber([""])("text"), "text");
});

test("JSON keeps its shape; strings and numbers lose secrets", () => {
  const scrub = createScrubber(["hunter22", "8642"]);
  const value = { name: "x", n: 1, pin: 8642, deep: [{ psk: "hunter22" }, null, true] };
  assert.deepEqual(scrubJson(value, scrub), { name: "x", n: 1, pin: REDACTED, deep: [{ psk: REDACTED }, null, true] });
  assert.equal(value.deep.length, 3);
});

const secretText = fc
  .string({ minLength: 4, maxLength: 40, unit: "grapheme" })
  .filter((secret) => secret.length >= 4 && !REDACTED.includes(secret) && !/[[\]]/.test(secret));

test("property: no secret is left in a text, plain or as JSON", () => {
  fc.assert(
    fc.property(fc.array(secretText, { minLength: 1, maxLength: 4 }), fc.array(fc.string()), (secrets, others) => {
      const scrub = createScrubber(secrets);
      const text = others.flatMap((other, i) => [other, secrets[i % secrets.length] ?? ""]).join(" ");
      for (const secret of secrets) {
        assert.ok(!scrub(text).includes(secret));
        assert.ok(
          !JSON.stringify(scrubJson({ text, list: [text] }, scrub)).includes(JSON.stringify(secret).slice(1, -1)),
        );
        assert.ok(!scrub(encodeURIComponent(text)).includes(encodeURIComponent(secret)));
      }
    }),
  );
});

test("property: a text without the secret stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const secret = "S3CR3T-THAT-IS-NOT-THERE";
      assert.equal(createScrubber([secret])(text), text);
    }),
  );
});
