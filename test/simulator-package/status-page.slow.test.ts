import assert from "node:assert/strict";
import { Agent, request } from "node:https";
import { after, before, describe, test } from "node:test";
import { type FortiGateHandle, type Simulator, startSimulator } from "@fortiweave/simulator";
import { type Browser, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "../../apps/playground/src/screenshots/chromium.ts";

const agent = new Agent({ rejectUnauthorized: false });
let simulator: Simulator;
let fortigate: FortiGateHandle;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  simulator = await startSimulator({ fortigates: 2, fortimanager: 1 });
  fortigate = simulator.fortigates[0] as FortiGateHandle;
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("request", (sent) => {
    if (!sent.url().startsWith(simulator.status)) complaints.push(`asks ${sent.url()}`);
  });
});
after(async () => {
  await browser?.close();
  await simulator?.close();
  agent.destroy();
});

/** Sends a request to the first FortiGate; answers the status. */
function call(method: string, path: string, body?: object): Promise<number> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = { authorization: `Bearer ${fortigate.token}`, "content-length": Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const sent = request(`${fortigate.url}/api/v2/${path}`, { agent, method, headers }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.once("error", reject).end(text);
  });
}

async function open(hash: string): Promise<void> {
  await page.goto(`${simulator.status}/${hash}`);
  await page.waitForSelector("#connection.good");
}

const row = (text: string) => page.locator(".requests tbody tr", { hasText: text });

describe("the status page", () => {
  test("lists the devices", async () => {
    await open("");
    const names = await page.locator(".devices b").allTextContents();
    assert.deepEqual(names, ["All devices", "fortimanager-1", "fortigate-1", "fortigate-2"]);
    assert.match((await page.textContent(".devices")) ?? "", /FortiManager v7\.6/);
  });

  test("shows a request as it comes, with what became of it", async () => {
    assert.equal(await call("POST", "cmdb/firewall/address?vdom=root", { name: "web", subnet: "192.0.2.1/32" }), 200);
    const added = row("/api/v2/cmdb/firewall/address?vdom=root");
    await added.waitFor();
    assert.match((await added.textContent()) ?? "", /fortigate-1POST.*200\d+$/);
    assert.equal(await call("GET", "cmdb/firewall/address/none-such"), 404);
    await row("none-such").waitFor();
    assert.match((await row("none-such").getAttribute("class")) ?? "", /bad/);
  });

  test("holds still while it is paused, and shows only what is looked for", async () => {
    await page.getByRole("button", { name: "Pause" }).click();
    await call("GET", "monitor/system/status");
    const resume = page.getByRole("button", { name: "Resume (1 new)" });
    await resume.waitFor();
    assert.equal(await row("monitor/system/status").count(), 0);
    await page.getByRole("searchbox", { name: "Filter requests" }).fill("none-such");
    await row("none-such").waitFor();
    assert.equal(await page.locator(".requests tbody tr").count(), 1);
    await resume.click();
    await page.getByRole("searchbox", { name: "Filter requests" }).fill("");
    await row("monitor/system/status").waitFor();
  });

  test("leads by keyboard to an address that was created, with and without defaults", async () => {
    await page.locator(".devices a", { hasText: "fortigate-1" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "fortigate-1" }).getByRole("link", { name: "State" }).press("Enter");
    await page.getByLabel("Find a table").fill("firewall address");
    await page
      .locator(".tables a", { hasText: /^firewall\/address\d/ })
      .filter({ hasNotText: "address6" })
      .first()
      .click();
    const entry = page.locator("details", { has: page.locator(".entry-name", { hasText: /^web$/ }) });
    await entry.locator("summary").press("Enter");
    const shown = (await entry.locator(".json").textContent()) ?? "";
    assert.match(shown, /"subnet": "192\.0\.2\.1 255\.255\.255\.255"/);
    assert.doesNotMatch(shown, /associated-interface/);
    await page.getByLabel("Defaults too").check();
    await entry.locator("summary").press("Enter");
    assert.match((await entry.locator(".json").textContent()) ?? "", /"associated-interface"/);
    assert.match(page.url(), /#\/fortigate-1\/state\/firewall%2Faddress\/root$/);
  });

  test("switches a fault on and off", async () => {
    await open("#/fortigate-1/faults");
    await page.getByLabel("Path").fill("/api/v2/cmdb");
    const html = page.getByRole("switch", { name: /^html/ });
    await html.click();
    await page.locator(".chips", { hasText: "/api/v2/cmdb" }).waitFor();
    assert.equal(await html.getAttribute("aria-checked"), "true");
    assert.equal(await call("GET", "cmdb/firewall/address"), 503);
    assert.equal(await call("GET", "monitor/system/status"), 200);
    await html.press("Space");
    await page.locator(".chips").waitFor({ state: "detached" });
    assert.equal(await call("GET", "cmdb/firewall/address"), 200);
    assert.equal(await html.evaluate((element) => element === document.activeElement), true, "the keyboard stays");
  });

  test("says what is wrong with what was typed in", async () => {
    await page.getByLabel("Path").fill("(");
    await page.getByRole("switch", { name: /^empty/ }).click();
    await page.locator(".notice.bad", { hasText: "path" }).waitFor();
    await page.locator(".notice.bad").getByRole("button", { name: "Close" }).click();
    assert.deepEqual(
      complaints.splice(0).filter((text) => !text.includes("400")),
      [],
    );
  });

  test("brings a device back to the factory, once somebody says so twice", async () => {
    await open("#/fortigate-1/actions");
    await page.getByRole("button", { name: "Reset …" }).click();
    assert.equal(await call("GET", "cmdb/firewall/address/web"), 200);
    await page.getByRole("button", { name: "Reset it" }).click();
    await page.locator(".notice", { hasText: "left the factory" }).waitFor();
    assert.equal(await call("GET", "cmdb/firewall/address/web"), 404);
  });

  test("does the same for a FortiManager: state, troubles, settings", async () => {
    await open("#/fortimanager-1/state");
    await page.getByLabel("Find a url").fill("dvmdb device");
    await page.locator(".tables a", { hasText: "dvmdb/" }).first().click();
    await page.locator(".entry-name", { hasText: "fortigate-1" }).first().waitFor();
    await open("#/fortimanager-1/faults");
    await page.getByRole("switch", { name: /^slow-task/ }).click();
    await page.locator(".chips").waitFor();
    const { control } = simulator.fortimanager ?? { control: "" };
    const troubles = await (await fetch(`${control}/troubles`)).json();
    assert.deepEqual(troubles[0].kind, "slow-task");
    await page.getByRole("button", { name: "Switch all off" }).click();
    await page.locator(".chips").waitFor({ state: "detached" });
    await open("#/fortimanager-1/actions");
    await page.getByLabel("Workspace mode").selectOption("normal");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".notice", { hasText: "Saved" }).waitFor();
    assert.equal((await (await fetch(`${control}/settings`)).json()).workspace, "normal");
  });

  test("keeps secrets out of its text until somebody asks for one", async () => {
    for (const hash of [
      "",
      "#/fortigate-1",
      "#/fortigate-1/state/system%2Fapi-user/root",
      "#/fortimanager-1/actions",
    ]) {
      await open(hash);
      const html = await page.content();
      for (const handle of [...simulator.fortigates, simulator.fortimanager]) {
        assert.ok(handle && !html.includes(handle.token) && !html.includes(handle.password), hash);
      }
    }
    await open("#/fortigate-1");
    await page.getByRole("button", { name: "Show token" }).click();
    await page.getByText(fortigate.token).waitFor();
    await page.getByRole("button", { name: "Show token" }).click();
    await page.getByText(fortigate.token).waitFor({ state: "detached" });
  });

  test("fits on a phone, and everything on it has a name", async () => {
    for (const [width, height] of [
      [1280, 860],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const hash of [
        "",
        "#/fortigate-1",
        "#/fortigate-1/state",
        "#/fortigate-1/faults",
        "#/fortimanager-1/actions",
      ]) {
        await open(hash);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${hash} is ${wider} px wider than ${width}`);
        assert.deepEqual(await page.evaluate(nameless), [], hash);
      }
    }
  });

  test("never complained", () => assert.deepEqual(complaints, []));
});

/** Runs in the page: controls without a name, ids that occur twice, and more or fewer main headings than one. */
function nameless(): string[] {
  const controls = [...document.querySelectorAll("button, input, select, a[href]")] as HTMLInputElement[];
  const without = controls.filter(
    (control) =>
      !control.textContent?.trim() &&
      !control.getAttribute("aria-label") &&
      ![...(control.labels ?? [])].some((label) => label.textContent?.trim()),
  );
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const headings = document.querySelectorAll("h1").length;
  return [...without.map(({ outerHTML }) => outerHTML), ...twice, ...(headings === 1 ? [] : [`${headings} h1`])];
}
