import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { callApi, widgetReady } from "../support/api.ts";
import { dialogOf, hostOf, surveyShown } from "../support/displays.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const triggeredBy = (trigger: object) => ({ ...SCORE_AND_COMMENT, triggers: [trigger] });

/** Puts HTML into a new open shadow root of a new element in the page, or of one within another's shadow root. */
const attach = (page: Page, id: string, html: string, within?: string): Promise<void> =>
  page.evaluate(
    ([name, inner, outer]) => {
      const host = document.createElement("section");
      host.id = name;
      const place = outer ? document.getElementById(outer)?.shadowRoot : document.querySelector("main");
      place?.append(host);
      host.attachShadow({ mode: "open" }).innerHTML = inner;
    },
    [id, html, within] as const,
  );

describe("a click trigger", () => {
  const open = async (selector: string) => {
    const site = await openSite({ surveys: [triggeredBy({ on: "click", selector })] });
    const { page } = await site.visit();
    await widgetReady(page);
    await site.listens();
    return { site, page };
  };

  it.each([
    ["by id", "#buy"],
    ["below an element of the same root", ".card .buy"],
    ["by its host", "#outer"],
  ])("hears a button in an open shadow root, %s", async (_name, selector) => {
    const { site, page } = await open(selector);
    await attach(page, "outer", `<div class="card"><button id="buy" class="buy"><b>Buy</b></button></div>`);
    await page.getByText("Buy", { exact: true }).click();
    await promptOn(page).score(9).click();
    await expect.poll(() => site.records()).toMatchObject([{ trigger: { on: "click" } }]);
  });

  it("hears one in a root within a root that came later, though the page stops the click on its document", async () => {
    const { page } = await open("#buy");
    await page.evaluate(() =>
      document.addEventListener("click", (event) => event.stopImmediatePropagation(), true),
    );
    await attach(page, "outer", "<p>Tea</p>");
    await attach(page, "inner", `<button id="buy">Buy</button>`, "outer");
    await page.getByText("Buy", { exact: true }).click();
    await promptOn(page).score(9).waitFor();
  });

  it("takes no button of a prompt for one of the page", async () => {
    const inline = surveyShown("inline", { as: "inline", into: "main" });
    const site = await openSite({
      surveys: [inline, { ...triggeredBy({ on: "click", selector: "button" }) }],
    });
    const { page } = await site.visit();
    await dialogOf(page, "inline").getByRole("radio", { name: "9", exact: true }).click();
    await dialogOf(page, "inline").getByRole("textbox").waitFor();
    expect(await hostOf(page, "visit").count()).toBe(0);
    await page.locator("#other").click();
    await hostOf(page, "visit").waitFor();
  });
});

describe("a visible trigger", () => {
  const survey = triggeredBy({ on: "visible", selector: "#offer", for: "100ms" });

  it("finds what stands in shadow roots when it begins, and waits until it is seen", async () => {
    const site = await openSite({
      surveys: [survey],
      body: `<main><div style="height:3000px"></div></main><script>
        const outer = document.querySelector("main").appendChild(document.createElement("div"));
        outer.attachShadow({ mode: "open" }).innerHTML = "<div></div>";
        outer.shadowRoot.firstChild.attachShadow({ mode: "open" }).innerHTML = '<p id="offer">Offer</p>';
      </script>`,
    });
    const { page } = await site.visit();
    await site.listens();
    expect(await promptOn(page).host.count()).toBe(0);
    await page.getByText("Offer").scrollIntoViewIfNeeded();
    await promptOn(page).score(9).waitFor();
  });

  it.each(["in a new element", "on an element that was there, without another word"])(
    "finds what comes in a shadow root %s",
    async (name) => {
      const site = await openSite({ surveys: [survey] });
      const { page } = await site.visit();
      await site.listens();
      if (name === "in a new element") await attach(page, "later", `<p id="offer">Offer</p>`);
      else
        await page.evaluate(() => {
          const root = document.querySelector("h1")?.attachShadow({ mode: "open" });
          if (root) root.innerHTML = `<p id="offer">Offer</p>`;
        });
      await promptOn(page).score(9).waitFor();
    },
  );

  it("finds what comes into a shadow root that is known", async () => {
    const site = await openSite({ surveys: [survey] });
    const { page } = await site.visit();
    await site.listens();
    await attach(page, "known", "<p>Tea</p>");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    await page.evaluate(() => {
      const one = document.getElementById("known")?.shadowRoot?.querySelector("p");
      if (one) one.id = "offer";
    });
    await promptOn(page).score(9).waitFor();
  });
});

describe("a container in a shadow root", () => {
  it("takes an inline survey, which is answered there", async () => {
    const site = await openSite({
      surveys: [
        surveyShown("visit", { as: "inline", into: "#here" }, { triggers: [{ on: "event", name: "go" }] }),
      ],
    });
    const { page } = await site.visit();
    await attach(page, "outer", `<div></div>`);
    await attach(page, "inner", `<div id="here"></div>`, "outer");
    await callApi(page, "track", "go");
    await dialogOf(page, "visit").getByRole("radio", { name: "9", exact: true }).click();
    await dialogOf(page, "visit").getByRole("textbox").fill("Good");
    await dialogOf(page, "visit").getByRole("button", { name: "Send" }).click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9, reason: "Good" } }]);
  });

  it("is found by a call as well", async () => {
    const site = await openSite({ surveys: [{ ...SCORE_AND_COMMENT, triggers: [] }] });
    const { page } = await site.visit();
    await attach(page, "outer", `<div id="here"></div>`);
    void callApi(page, "show", "visit", { into: "#here" }).catch(() => {});
    await dialogOf(page, "visit").getByRole("radio", { name: "9", exact: true }).waitFor();
    expect(
      await page.evaluate(
        () => !!document.getElementById("outer")?.shadowRoot?.querySelector("#here askling-prompt"),
      ),
    ).toBe(true);
  });
});

describe("a field in a shadow root that somebody writes in", () => {
  const FIELD = `<label style="position:fixed;right:20px;bottom:20px">Write <input id="field"></label>
    <button id="next">Next</button>`;

  it("makes a prompt that comes by itself wait until it is left, for its neighbour in the root too", async () => {
    const site = await openSite({ surveys: [triggeredBy({ on: "event", name: "go" })] });
    const { page, guard } = await site.visit("/?askling_debug");
    guard.allow(/askling/i);
    await attach(page, "form", FIELD);
    await page.getByLabel("Write").focus();
    await callApi(page, "track", "go");
    await expect.poll(() => guard.messages.join("\n")).toContain("somebody writes");
    expect(await promptOn(page).host.count()).toBe(0);
    await page.locator("#next").focus();
    await promptOn(page).score(9).waitFor();
  });

  it("is not covered by a prompt that the page asks for", async () => {
    const site = await openSite({ surveys: [{ ...SCORE_AND_COMMENT, triggers: [] }] });
    const { page } = await site.visit();
    await attach(page, "form", FIELD);
    await page.locator("#next").focus();
    void callApi(page, "show", "visit").catch(() => {});
    await promptOn(page).score(9).waitFor();
    await page.getByLabel("Write").focus();
    const isFree = async () => {
      const [prompt, field] = await Promise.all([
        promptOn(page).dialog.boundingBox(),
        page.getByLabel("Write").boundingBox(),
      ]);
      return (
        !!prompt && !!field && (prompt.y + prompt.height <= field.y || prompt.y >= field.y + field.height)
      );
    };
    await expect.poll(isFree).toBe(true);
  });
});

describe("a page that stops every click on its window", () => {
  const STOP = (how: string) => `<script>addEventListener("click", (event) => event.${how}(), true)</script>`;

  it.each(["stopPropagation", "stopImmediatePropagation"])("keeps nobody from answering: %s", async (how) => {
    const site = await openSite({ head: STOP(how) });
    const { page } = await site.visit();
    const prompt = promptOn(page);
    await prompt.score(9).click();
    await prompt.text.fill("Good");
    await prompt.button("Back").click();
    await prompt.score(9).waitFor();
    await prompt.score(8).focus();
    await page.keyboard.press("Enter");
    await prompt.text.waitFor();
    await prompt.button("Send").focus();
    await page.keyboard.press("Space");
    await expect
      .poll(() => site.records())
      .toMatchObject([{ state: "complete", answers: { score: 8, reason: "Good" } }]);
    await prompt.button("Close").click();
    await prompt.host.waitFor({ state: "detached" });
  });

  it("silences a trigger, and debug says so", async () => {
    const site = await openSite({
      surveys: [triggeredBy({ on: "click", selector: "#other" })],
      head: STOP("stopImmediatePropagation"),
    });
    const { page, guard } = await site.visit("/?askling_debug");
    guard.allow(/askling/i);
    await site.listens();
    await page.locator("#other").click();
    await expect.poll(() => guard.messages.join("\n")).toMatch(/stopped a click/);
    expect(await promptOn(page).host.count()).toBe(0);
  });

  it("silences no trigger where others on the window may still hear them", async () => {
    const site = await openSite({
      surveys: [triggeredBy({ on: "click", selector: "#other" })],
      head: STOP("stopPropagation"),
    });
    const { page } = await site.visit();
    await site.listens();
    await page.locator("#other").click();
    await promptOn(page).score(9).waitFor();
  });
});
