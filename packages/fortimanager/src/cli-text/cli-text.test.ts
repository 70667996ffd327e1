import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changesIn } from "./changes.ts";
import { diffCli } from "./diff-cli.ts";
import { parseCli } from "./parse-cli.ts";
import type { CliStatement } from "./statement.ts";
import { writeCli } from "./write-cli.ts";

const bare = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const value = fc.oneof(fc.string(), fc.stringMatching(/^[ "'\\\n#=a]{0,6}$/), fc.ipV4());
const command = fc
  .tuple(fc.constantFrom("set", "unset", "append", "delete", "move", "whatever"), fc.array(value, { maxLength: 4 }))
  .map(([verb, words]): CliStatement => ({ kind: "command", verb, words }));

const { text: wholeText } = fc.letrec<{ text: CliStatement[]; table: CliStatement; entry: CliStatement }>((tie) => ({
  table: fc
    .tuple(
      fc.array(bare, { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof({ maxDepth: 3 }, command, tie("entry")), { maxLength: 4 }),
    )
    .map(([path, body]): CliStatement => ({ kind: "config", path: path.join(" "), body })),
  entry: fc
    .tuple(value, fc.array(fc.oneof({ maxDepth: 3 }, command, tie("table")), { maxLength: 4 }))
    .map(([key, body]): CliStatement => ({ kind: "edit", key, body })),
  text: fc.array(fc.oneof({ maxDepth: 3 }, command, tie("table")), { maxLength: 4 }),
}));

test("what is written is read again as it was", () => {
  fc.assert(
    fc.property(wholeText, (statements) => {
      assert.deepEqual(parseCli(writeCli(statements)), statements);
    }),
  );
});

/** A table in which nothing happens. */
function isEmpty(statement: CliStatement): boolean {
  return statement.kind === "config" && statement.body.every(isEmpty);
}

test("any text can be read, and nothing in it is lost", () => {
  const words = fc.constantFrom(
    "config a",
    "edit b",
    "set c",
    "next",
    "end",
    '"',
    "'",
    "\\",
    "\n",
    " ",
    "# x",
    "=== y",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (given) => {
      const statements = parseCli(given);
      assert.equal(changesIn(statements).length === 0, statements.every(isEmpty));
    }),
  );
});

test("a long quoted text is read at once", () => {
  const pem = `-----BEGIN-----\n${"abc\\\\d\n".repeat(200_000)}-----END-----`;
  const [statement] = parseCli(`set certificate "${pem}"`);
  assert.equal(statement?.kind === "command" && statement.words[1]?.length, pem.length - 200_000);
});

const PREVIEW = `=== Preview result ===
config system dns
    set primary 8.8.8.8
    unset secondary
end
config firewall address
    edit "host 1"
        set subnet 10.0.0.1 255.255.255.255
        set comment "say \\"hi\\" \\\\ bye"
    next
    delete "old"
end
config system dhcp server
    edit 1
        config ip-range
            edit 2
                set start-ip 172.16.2.103
            next
        end
        append dns-server a
        append dns-server b
        unselect options "x"
    next
end
config firewall policy
    move 3 before 1
    rename "a" to "b"
    purge
end
`;

/** What a change says, without what it does not. */
function short(changes: ReturnType<typeof changesIn>): unknown[] {
  const isSaid = (value: unknown): boolean => typeof value === "string" || Object.keys(value ?? {}).length > 0;
  return changes.map((change) =>
    Object.fromEntries(Object.entries({ ...change, nested: short(change.nested) }).filter(([, said]) => isSaid(said))),
  );
}

test("a preview is read as the changes that it makes", () => {
  assert.deepEqual(short(changesIn(parseCli(PREVIEW))), [
    { action: "set", path: "system dns", set: { primary: ["8.8.8.8"] }, unset: ["secondary"] },
    {
      action: "edit",
      path: "firewall address",
      key: "host 1",
      set: { subnet: ["10.0.0.1", "255.255.255.255"], comment: ['say "hi" \\ bye'] },
    },
    { action: "delete", path: "firewall address", key: "old" },
    {
      action: "edit",
      path: "system dhcp server",
      key: "1",
      added: { "dns-server": ["a", "b"] },
      removed: { options: ["x"] },
      nested: [{ action: "edit", path: "ip-range", key: "2", set: { "start-ip": ["172.16.2.103"] } }],
    },
    { action: "move", path: "firewall policy", key: "3", words: ["before", "1"] },
    { action: "rename", path: "firewall policy", key: "a", words: ["b"] },
    { action: "purge", path: "firewall policy" },
  ]);
});

test("each change tells its VDOM", () => {
  const text = `config vdom
edit root
next
edit guests
next
end
config global
config system global
set hostname "x"
end
end
config vdom
edit guests
config firewall address
edit web
set fqdn web.example
next
end
end
`;
  assert.deepEqual(short(changesIn(parseCli(text))), [
    { action: "edit", path: "vdom", key: "root" },
    { action: "edit", path: "vdom", key: "guests" },
    { action: "set", vdom: "global", path: "system global", set: { hostname: ["x"] } },
    { action: "edit", vdom: "guests", path: "firewall address", key: "web", set: { fqdn: ["web.example"] } },
  ]);
});

test("a line that means nothing is not lost", () => {
  const changes = changesIn(parseCli("Device is busy\nconfig a\nedit 1\nabort\nend"));
  assert.deepEqual(short(changes), [
    { action: "other", path: "", words: ["Device", "is", "busy"] },
    { action: "edit", path: "a", key: "1", nested: [{ action: "other", path: "a", words: ["abort"] }] },
  ]);
});

test("the difference of two configurations is what makes one of the other", () => {
  const before = `config system dns
    set primary 192.0.2.1
    set domain a
end
config firewall policy
    edit 1
        set name one
        config extra
            set deep yes
        end
    next
    edit 2
        set name two
    next
    edit 3
    next
end
config router static
    edit 1
    next
end
`;
  const after = `config firewall policy
    edit 3
    next
    edit 4
    next
    edit 1
        set name "first one"
    next
end
config system dns
    set primary 192.0.2.1
end
`;
  assert.equal(
    writeCli(diffCli(parseCli(before), parseCli(after))),
    `config system dns
    unset domain
end
config firewall policy
    delete 2
    edit 4
    next
    edit 1
        set name "first one"
        config extra
            unset deep
        end
    next
    move 3 before 1
    move 4 before 1
end
config router static
    delete 1
end
`,
  );
});

test("a configuration does not differ from itself, and from another only where it does", () => {
  fc.assert(
    fc.property(wholeText, (statements) => {
      assert.deepEqual(diffCli(statements, statements), []);
    }),
  );
});
