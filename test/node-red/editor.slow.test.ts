import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import {
  openNodeDialog,
  openNodeRedEditor,
  screenshotNodeRed,
} from "../../apps/playground/src/screenshots/node-red.ts";
import { type Lab, NODE_ID, openLab } from "./lab.ts";

let lab: Lab;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  lab = await openLab();
});
after(async () => {
  await browser?.close();
  await lab?.[Symbol.asyncDispose]();
});

/** Opens the editor on a fresh flow with one FortiGate node in it. */
async function edit(properties: Record<string, unknown>): Promise<void> {
  await browser?.close();
  await lab.useNode({ ...properties, x: 300, y: 100 });
  ({ browser, page } = await openNodeRedEditor(lab.nodeRed, "tab"));
  page.on("pageerror", (error) => complaints.push(String(error)));
}

/** Presses Done and Deploy, and answers the node as Node-RED then holds it. */
async function deployed(): Promise<Record<string, unknown>> {
  await page.click("#node-dialog-ok");
  const running = lab.nodeRed.api.comms.next(({ topic }) => topic === "notification/runtime-deploy");
  await page.click("#red-ui-header-button-deploy");
  await running;
  const node = (await lab.nodeRed.api.flows()).flows.find(({ id }) => id === NODE_ID);
  assert.ok(node);
  return node;
}

const suggestion = (text: string) =>
  page.locator(".red-ui-autoComplete-container:visible").getByText(text, { exact: true });

describe("the dialog of the FortiGate node", () => {
  it("finds a table by typing, shows its form, and stores what is filled in", async () => {
    await edit({ resource: "table", operation: "createOrUpdate", table: "firewall/address", source: "form" });
    await openNodeDialog(page, NODE_ID);
    const table = page.locator("#node-input-table ~ .red-ui-typedInput-container .red-ui-typedInput-input").first();
    await table.fill("address gro");
    await table.press("u");
    await suggestion("firewall/addrgrp").click();
    await page.waitForFunction(() =>
      document.querySelector("#fortiweave-table-note")?.textContent?.includes("Address group"),
    );
    await page.locator(".fortiweave-field", { hasText: "Name" }).locator(".red-ui-typedInput-input").fill("servers");
    await page.locator("#fortiweave-field-search").pressSequentially("membe");
    await suggestion("member").click();
    const members = page.locator(".fortiweave-field", { has: page.getByText("member", { exact: true }) });
    await members.locator(".fortiweave-names input").pressSequentially("al");
    await suggestion("all").click();
    const node = await deployed();
    assert.equal(node.table, "firewall/addrgrp");
    assert.deepEqual(node.fields, [
      { id: "name", type: "str", value: "servers" },
      { id: "member", type: "list", value: '["all"]' },
    ]);
    assert.deepEqual(complaints, []);
  });

  it("adds a field whose whole name was typed once, and carries no empty field over to another table", async () => {
    await edit({ resource: "table", operation: "create", table: "firewall/address", source: "form" });
    await openNodeDialog(page, NODE_ID);
    const search = page.locator("#fortiweave-field-search");
    await search.pressSequentially("comment");
    await suggestion("comment").click();
    assert.equal(await search.inputValue(), "");
    const table = page.locator("#node-input-table ~ .red-ui-typedInput-container .red-ui-typedInput-input").first();
    await table.fill("firewall/polic");
    await table.press("y");
    await suggestion("firewall/policy").click();
    await page.locator(".fortiweave-field", { hasText: "srcintf" }).waitFor();
    const ids = await page.locator(".fortiweave-field-name code").allTextContents();
    assert.deepEqual(ids.toSorted(), ["dstintf", "srcintf"]);
  });

  it("keeps what is stored when it is only looked at", async () => {
    const stored = {
      resource: "table",
      operation: "update",
      table: "firewall/address",
      mkey: "key",
      mkeyType: "msg",
      source: "form",
      fields: [
        { id: "comment", type: "jsonata", value: '"x" & ticket' },
        { id: "allow-routing", type: "str", value: "enable" },
        // This FortiGate's version no longer has it.
        { id: "visibility", type: "str", value: "enable" },
      ],
    };
    await edit(stored);
    await openNodeDialog(page, NODE_ID);
    await page.waitForFunction(() => document.querySelectorAll(".fortiweave-field").length === 3);
    await page.click("#node-dialog-ok");
    const node = await page.evaluate((id) => {
      // biome-ignore lint/suspicious/noExplicitAny: the editor's own global
      const { RED } = globalThis as any;
      return RED.nodes.convertNode(RED.nodes.node(id));
    }, NODE_ID);
    const { resource, operation, table, mkey, mkeyType, source, fields } = node;
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    assert.deepEqual(
      { resource, operation, table, mkey, mkeyType, source, fields: fields.toSorted(byId) },
      { ...stored, fields: stored.fields.toSorted(byId) },
    );
  });

  it("shows only what the operation needs", async () => {
    await edit({ resource: "quarantine", operation: "ban" });
    await page.locator(`[id="${NODE_ID}"]`).dblclick();
    await page.waitForSelector("[data-part=addresses]:visible");
    const parts = () =>
      page.locator("[data-part]:visible").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.part));
    assert.deepEqual(await parts(), ["addresses", "expiry", "safeRanges", "allowUnsafe"]);
    await page.selectOption("#node-input-operation", "list");
    assert.deepEqual(await parts(), []);
    await page.selectOption("#node-input-resource", "table");
    assert.deepEqual(await parts(), ["table", "mkey"]);
  });

  it("tests the connection from the dialog of the configuration", async () => {
    await edit({ resource: "quarantine", operation: "list" });
    await page.locator(`[id="${NODE_ID}"]`).dblclick();
    await page.click(".red-ui-tray .fa-pencil");
    await page.click("#fortiweave-test");
    await page.waitForSelector("#fortiweave-test-verdict.fortiweave-good");
    assert.match((await page.textContent("#fortiweave-test-verdict")) ?? "", /FortiOS 7\.6\.5/);
    await page.selectOption("#node-config-input-trust", "system");
    await page.click("#fortiweave-test");
    await page.waitForSelector("#fortiweave-test-verdict.fortiweave-bad");
    assert.deepEqual(complaints, []);
  });
});

it("makes a picture of the form", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-picture-"));
  try {
    await screenshotNodeRed(lab.nodeRed, join(folder, "node-red.png"));
    const picture = await readFile(join(folder, "node-red.png"));
    assert.ok(picture.length > 50_000);
  } finally {
    await rm(folder, { recursive: true });
  }
});
