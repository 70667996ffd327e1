/**
 * A picture of the n8n editor with a node's form open.
 *
 * @module
 */

import { chromium, type Page } from "playwright-core";
import type { N8nServer } from "../n8n/server.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";

/** What to photograph. */
export interface N8nPicture {
  readonly workflowId: string;
  /** Name of the node whose form to open. */
  readonly node: string;
  /** PNG file to write. */
  readonly file: string;
  /** Text that is on the page once the form is complete. */
  readonly waitFor: string;
}

/** Signs in to the editor, opens a node of a workflow, waits until its form is filled, and writes a picture of it. */
export async function screenshotN8n(server: Pick<N8nServer, "url" | "owner">, picture: N8nPicture): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.route(
      (url) => url.origin !== server.url && url.protocol.startsWith("http"),
      (route) => route.abort(),
    );
    await signIn(page, server);
    await page.goto(`${server.url}/workflow/${picture.workflowId}`);
    await page.locator(`[data-test-id="canvas-node"][data-node-name="${picture.node}"]`).dblclick();
    await page.getByText(picture.waitFor, { exact: false }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: picture.file });
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, { url, owner }: Pick<N8nServer, "url" | "owner">): Promise<void> {
  await page.goto(`${url}/signin`);
  await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((at) => !at.pathname.startsWith("/signin"));
}
