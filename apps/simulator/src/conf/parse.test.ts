import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfError } from "./conf-error.ts";
import { parseConf } from "./parse.ts";

function errorOf(text: string): ConfError {
  try {
    parseConf(text);
  } catch (error) {
    assert.ok(error instanceof ConfError, String(error));
    return error;
  }
  assert.fail(`${text} is taken`);
}

test("blocks, entries, quotes, comments and commands are told apart", () => {
  const script = `
# a comment
config firewall address
    edit "web # 1"
        set comment "two
lines and a \\"quote\\""
        unset color
    next
    delete old
end
config firewall policy
    move 3 after 1
    rename 4 to 5
    clone 5 to 6
    purge
end
get system status`;
  assert.deepEqual(parseConf(script), [
    {
      kind: "config",
      line: 3,
      words: ["firewall", "address"],
      body: [
        {
          kind: "edit",
          line: 4,
          key: "web # 1",
          body: [
            { kind: "set", line: 5, field: "comment", values: ['two\nlines and a "quote"'] },
            { kind: "unset", line: 7, field: "color" },
          ],
        },
        { kind: "delete", line: 9, key: "old" },
      ],
    },
    {
      kind: "config",
      line: 11,
      words: ["firewall", "policy"],
      body: [
        { kind: "move", line: 12, key: "3", side: "after", neighbour: "1" },
        { kind: "rename", line: 13, key: "4", to: "5" },
        { kind: "clone", line: 14, key: "5", to: "6" },
        { kind: "purge", line: 15 },
      ],
    },
    { kind: "command", line: 17, words: ["get", "system", "status"] },
  ]);
});

test("tabs, CRLF, single quotes, quotes within a word and verbs that are cut short are taken", () => {
  const [block] = parseConf(
    'conf\tsys global\r\n  set alias \'a "b"\'\r\n\r\n  unset admin-sport\r\n  set a b"c d"e "" \\ x\r\nen\r\n',
  );
  assert.deepEqual(block?.kind === "config" && [block.words, block.body], [
    ["sys", "global"],
    [
      { kind: "set", line: 2, field: "alias", values: ['a "b"'] },
      { kind: "unset", line: 4, field: "admin-sport" },
      { kind: "set", line: 5, field: "a", values: ["bc de", "", " x"] },
    ],
  ]);
});

test("end also closes the entry that it stands in", () => {
  const [block] = parseConf("config user local\nedit a\nset status enable\nend");
  assert.equal(block?.kind === "config" && block.body.length, 1);
});

test("what cannot be read is refused with the line where it begins", () => {
  const open = errorOf("config firewall address\nedit web\nnext\n");
  assert.match(open.message, /'end' is missing/);
  assert.equal(open.line, 1);
  const side = errorOf("config firewall policy\nmove 1 beside 2\nend");
  assert.match(side.message, /parse error before 'beside'/);
  assert.equal(side.line, 2);
  assert.equal(errorOf('config user local\n\nedit "a\nnext\nend').line, 3);
  assert.match(errorOf("config a\n".repeat(100_000)).message, /deeper than 32/);
});

test("more lines than any configuration has are refused before they take all memory", () => {
  assert.match(errorOf("a\n".repeat(1_000_001)).message, /more than 1000000 lines/);
});

test("a megabyte in one word, or in quotes, is read at once", () => {
  const long = "x".repeat(5_000_000);
  assert.deepEqual(parseConf(`set a "${long}"`), [{ kind: "set", line: 1, field: "a", values: [long] }]);
  assert.deepEqual(parseConf(`set a ${long}`), [{ kind: "set", line: 1, field: "a", values: [long] }]);
});
