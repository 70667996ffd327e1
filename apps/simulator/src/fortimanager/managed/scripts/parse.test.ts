import assert from "node:assert/strict";
import { test } from "node:test";
import { parseScript } from "./parse.ts";

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
end
get system status`;
  assert.deepEqual(parseScript(script), [
    {
      kind: "config",
      words: ["firewall", "address"],
      body: [
        {
          kind: "edit",
          key: "web # 1",
          body: [
            { kind: "set", field: "comment", values: ['two\nlines and a "quote"'] },
            { kind: "unset", field: "color" },
          ],
        },
        { kind: "delete", key: "old" },
      ],
    },
    {
      kind: "config",
      words: ["firewall", "policy"],
      body: [{ kind: "move", key: "3", side: "after", neighbour: "1" }],
    },
    { kind: "command", words: ["get", "system", "status"] },
  ]);
});

test("end also closes the entry that it stands in", () => {
  const [block] = parseScript("config user local\nedit a\nset status enable\nend");
  assert.equal(block?.kind === "config" && block.body.length, 1);
});

test("a block that nothing closes is refused", () => {
  assert.throws(() => parseScript("config firewall address\nedit web\nnext"), /'end' is missing/);
  assert.throws(() => parseScript("config firewall policy\nmove 1 beside 2\nend"), /parse error before 'beside'/);
});
