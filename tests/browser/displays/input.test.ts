import { expect, test } from "vitest";
import { callApi } from "../../support/api.ts";
import { dialogOf } from "../../support/displays.ts";
import { openSite } from "../../support/site.ts";

const EVIL = `<script>window.ran = 1</script><img src=x onerror="window.ran = 2">`;
/** Turns round everything behind it, were it let loose. */
const OVERRIDE = "\u202E";

test("markup in every text, trait and answer is text, and nothing runs", async () => {
  const survey = {
    id: "visit",
    triggers: [{ on: "event", name: "go" }],
    sender: EVIL,
    snooze: "1d",
    notice: { text: EVIL, url: "https://shop.example/" },
    questions: [
      {
        id: "word",
        type: "text",
        title: `${EVIL} {{trait.name}} {{prop.item}}`,
        hint: EVIL,
        placeholder: EVIL,
      },
      { id: "score", type: "nps", title: "{{answer.word}}", low: EVIL, high: EVIL, na: EVIL },
    ],
    endings: [{ title: `{{answer.word}} {{trait.name}}`, link: { label: EVIL, url: "/?a={{answer.word}}" } }],
  };
  const site = await openSite({ surveys: [survey] });
  const { page } = await site.visit();
  await callApi(page, "setTraits", { name: EVIL });
  await callApi(page, "explain", "visit");
  await callApi(page, "track", "go", { item: EVIL });
  const dialog = dialogOf(page, "visit");
  await dialog.getByRole("textbox").fill(EVIL);
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.getByRole("heading", { name: EVIL, exact: true }).waitFor();
  await dialog.getByRole("radio", { name: "3", exact: true }).click();
  await dialog.getByRole("heading", { name: `${EVIL} ${EVIL}`, exact: true }).waitFor();
  const link = dialog.getByRole("link", { name: EVIL });
  expect(await link.getAttribute("href")).toBe(`${site.pages.url}/?a=${encodeURIComponent(EVIL)}`);
  expect(await page.evaluate(() => Reflect.get(window, "ran"))).toBeUndefined();
  expect(await dialog.locator("script,img").count()).toBe(0);
  await expect.poll(() => site.records()).toMatchObject([{ answers: { word: EVIL, score: 3 } }]);
});

test("a link that would run something is plain text, however it is made", async () => {
  const link = (url: string) => ({ label: "Tell a friend", url });
  const survey = {
    id: "visit",
    triggers: [{ on: "load" }],
    questions: [{ id: "at", type: "text", title: "Where?" }],
    endings: [{ title: "Done", link: link("{{answer.at}}") }],
  };
  const site = await openSite({ surveys: [survey], manifest: { checked: undefined } });
  for (const address of ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x"]) {
    const { page } = await site.visit();
    const dialog = dialogOf(page, "visit");
    await dialog.getByRole("textbox").fill(address);
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Tell a friend").waitFor();
    const href = await dialog.getByText("Tell a friend").getAttribute("href");
    // Filled in percent-encoded, the address is one beside the page.
    expect(href ?? `${site.pages.url}/`).toMatch(new RegExp(`^${site.pages.url}/`));
  }
});

test("an override in a trait turns round nothing of the owner's text, and letters that run the other way stay by themselves", async () => {
  const survey = {
    id: "visit",
    triggers: [{ on: "event", name: "go" }],
    questions: [{ id: "score", type: "nps", title: "Dear {{trait.name}}, are you {{trait.mood}}?" }],
  };
  const site = await openSite({ surveys: [survey] });
  const { page } = await site.visit();
  await callApi(page, "setTraits", { name: `${OVERRIDE}Eve 😀👩‍👩‍👧`, mood: "سعيد (1)" });
  await callApi(page, "explain", "visit");
  await callApi(page, "track", "go");
  const title = await dialogOf(page, "visit").getByRole("heading").textContent();
  expect(title).toBe("Dear Eve 😀👩‍👩‍👧, are you \u2068سعيد (1)\u2069?");
});
