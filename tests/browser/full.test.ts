import { expect, test } from "vitest";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

test("the one-file build does it all and requests nothing but manifest and batches", async () => {
  const site = await openSite();
  site.pages.answer = () => site.html({ tag: site.tag({ src: `${site.gate.url}/askling.full.js` }) });
  const { page } = await site.visit();
  await promptOn(page).score(9).click();
  await promptOn(page).text.fill("All in one");
  await promptOn(page).button("Send").click();
  await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9, reason: "All in one" } }]);
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/askling.full.js", "/v1/surveys", "/v1/batches"]);
});

test("on the collector's own origin batches travel as JSON", async () => {
  const site = await openSite();
  const { context, guard } = await site.visit();
  guard.allow(/^(?!thrown)/);
  const page = await context.newPage();
  await page.route(`${site.gate.url}/shop`, (route) =>
    route.fulfill({ contentType: "text/html", body: site.html() }),
  );
  await page.goto(`${site.gate.url}/shop`);
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await expect.poll(() => site.records()).toContainEqual(expect.objectContaining({ state: "complete" }));
  const post = site.gate.seen.find(
    ({ method, headers }) => method === "POST" && headers.origin === site.gate.url,
  );
  expect(post?.headers["content-type"]).toBe("application/json");
});
