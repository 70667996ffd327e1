/**
 * Pictures of the Node-RED editor, made in a real browser.
 *
 * @module
 */

import { type Browser, chromium, type Page } from "playwright-core";
import type { FlowNode } from "../node-red/api.ts";
import type { NodeRedServer } from "../node-red/server.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";

const VIEWPORT = { width: 1440, height: 1120 };

/** Opens the editor in a browser of its own, signed in, on the given flow tab. */
export async function openNodeRedEditor(server: NodeRedServer, tab: string): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(`${server.url}/#flow/${tab}`);
    await page.fill("#node-dialog-login-username", server.user.username);
    await page.fill("#node-dialog-login-password", server.user.password);
    await page.click("#node-dialog-login-submit");
    await page.waitForSelector(".red-ui-flow-node-label");
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Opens the dialog of a node, as a double click on it does, and waits for its form. */
export async function openNodeDialog(page: Page, id: string): Promise<void> {
  await page.locator(`[id="${id}"]`).dblclick();
  await page.waitForSelector(".fortiweave-field");
  // The dialog slides in.
  await page.waitForFunction(
    () => document.querySelector(".red-ui-tray")?.getAnimations({ subtree: true }).length === 0,
  );
}

/**
 * Takes a picture of the FortiGate node's form, open on firewall/address with a few fields filled in. The server's
 * environment must name the FortiGate: FORTIOS_HOST, FORTIOS_TOKEN, FORTIOS_FINGERPRINT. The flows that run are
 * put back afterwards.
 */
export async function screenshotNodeRed(server: NodeRedServer, file: string): Promise<void> {
  const { flows } = await server.api.flows();
  await server.api.deploy(SAMPLE);
  const { browser, page } = await openNodeRedEditor(server, "sample");
  try {
    await openNodeDialog(page, "form");
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
    await server.api.deploy(flows);
  }
}

const field = (id: string, value: string, type = "str"): Record<string, string> => ({ id, type, value });

/** How a flow names an environment variable. */
const variable = (name: string): string => `\${${name}}`;

/** Keeps an address object in step with what a message says. */
const SAMPLE: readonly FlowNode[] = [
  { id: "sample", type: "tab", label: "Web servers" },
  {
    id: "fortigate",
    type: "fortigate-config",
    name: "Branch office",
    url: variable("FORTIOS_HOST"),
    trust: "pin",
    fingerprint: variable("FORTIOS_FINGERPRINT"),
    credentials: { token: variable("FORTIOS_TOKEN") },
  },
  {
    id: "new-server",
    type: "inject",
    z: "sample",
    name: "New server",
    props: [{ p: "payload" }],
    payload: '{"name":"web-01","ip":"192.0.2.10","ticket":"CHG-1042"}',
    payloadType: "json",
    topic: "",
    repeat: "",
    crontab: "",
    once: false,
    onceDelay: 0.1,
    x: 110,
    y: 120,
    wires: [["form"]],
  },
  {
    id: "form",
    type: "fortigate",
    z: "sample",
    name: "Address object",
    server: "fortigate",
    resource: "table",
    operation: "createOrUpdate",
    table: "firewall/address",
    tableType: "str",
    source: "form",
    fields: [
      field("name", "payload.name", "msg"),
      field("type", "ipmask"),
      field("subnet", 'payload.ip & "/32"', "jsonata"),
      field("associated-interface", "port1"),
      field("color", "6", "num"),
      field("comment", "payload.ticket", "msg"),
    ],
    output: "payload",
    x: 290,
    y: 120,
    wires: [["changed"]],
  },
  {
    id: "changed",
    type: "debug",
    z: "sample",
    name: "Changed?",
    active: true,
    complete: "payload.changed",
    targetType: "msg",
    x: 480,
    y: 120,
    wires: [],
  },
];
