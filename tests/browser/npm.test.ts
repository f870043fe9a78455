import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT, type Site } from "../support/site.ts";

/** A page that gets `createAskling` from the package's own file, and no script tag. */
async function openImporting(): Promise<{ site: Site; page: Page }> {
  const site = await openSite();
  const tag = `<script type="module">
    import { createAskling, OptionError } from "${site.gate.url}/index.js";
    Object.assign(window, { createAskling, OptionError });
  </script>`;
  site.pages.answer = () => site.html({ tag });
  const { page } = await site.visit();
  await page.waitForFunction(() => "createAskling" in window);
  return { site, page };
}

test("createAskling shows, keeps and delivers with a manifest of its own, and sends what beforeSend lets through", async () => {
  const { site, page } = await openImporting();
  await page.evaluate(
    ([surveys, endpoint]) => {
      const create = Reflect.get(window, "createAskling");
      const options = {
        key: "pk_shop",
        endpoint,
        surveys,
        locale: "zh-CN",
        traits: { plan: "pro", secret: "s" },
        beforeSend(record: { user: { traits: { secret?: string } } }) {
          delete record.user.traits.secret;
          return record;
        },
      };
      Object.assign(window, { made: create(options) });
    },
    [{ version: 1, surveys: [SCORE_AND_COMMENT] }, `${site.gate.url}/v1/batches`] as const,
  );
  await promptOn(page).score(9).click();
  await promptOn(page).button("跳过").click();
  await expect
    .poll(() => site.records())
    .toMatchObject([{ state: "complete", locale: "zh-CN", user: { traits: { plan: "pro" } } }]);
  expect((await site.records())[0]?.user).toEqual({ traits: { plan: "pro" } });
  // Preact is inside: one file and nothing else.
  expect(site.gate.seen.map(({ path }) => path)).toEqual(["/index.js", "/v1/batches"]);
  expect(await page.evaluate(() => "askling" in window)).toBe(false);
  await page.evaluate(() => Reflect.get(window, "made").destroy());
  expect(await promptOn(page).host.count()).toBe(0);
});

test("beforeSend that gives null drops the record", async () => {
  const { site, page } = await openImporting();
  await page.evaluate(
    ([surveys, endpoint]) => {
      const create = Reflect.get(window, "createAskling");
      Object.assign(window, { made: create({ endpoint, surveys, beforeSend: () => null }) });
    },
    [{ version: 1, surveys: [SCORE_AND_COMMENT] }, `${site.gate.url}/v1/batches`] as const,
  );
  await promptOn(page).score(9).click();
  await promptOn(page).button("Skip").click();
  await promptOn(page).button("Change my answer").waitFor();
  expect(await page.evaluate(() => Reflect.get(window, "made").flush())).toEqual({
    delivered: 0,
    pending: 0,
  });
  expect(site.gate.batches()).toEqual([]);
});

test("a wrong option throws at once, naming it, what was given and what is expected", async () => {
  const { page } = await openImporting();
  const failure = (options: unknown) =>
    page.evaluate((given) => {
      try {
        Reflect.get(window, "createAskling")(given);
        return "nothing thrown";
      } catch (error) {
        return error instanceof Reflect.get(window, "OptionError")
          ? String(Object(error).message)
          : String(error);
      }
    }, options);
  for (const [options, name, found, expected] of [
    [{ consent: "yes" }, "consent", '"yes"', '"granted", "pending", "denied"'],
    [{ storage: "session" }, "storage", '"session"', '"memory"'],
    [{ textScale: 3 }, "textScale", "3", "2 or less"],
    [{ template: "npss" }, "template", '"npss"', '"nps"'],
    [{ key: 7 }, "key", "7", "a text"],
    [{ debug: "on" }, "debug", '"on"', "true or false"],
    [{ beforeSend: "drop" }, "beforeSend", '"drop"', "a function"],
    [{ traits: { plan: ["pro"] } }, "traits.plan", '["pro"]', "a text"],
    [{ surveys: { version: 2, surveys: [] } }, "surveys", "2", "1"],
    [{ endpiont: "/v1/batches" }, "endpiont", 'the key "endpiont"', "endpoint"],
    ["pk_shop", "options", '"pk_shop"', "an object"],
  ] as const) {
    const message = await failure(options);
    expect(message).toContain(`option "${name}`);
    expect(message).toContain(`found ${found}`);
    expect(message.split("expected ")[1]).toContain(expected);
  }
  expect(await promptOn(page).host.count()).toBe(0);
});

test("two instances with another key share no memory", async () => {
  const { site, page } = await openImporting();
  await page.evaluate(
    ([surveys, endpoint]) => {
      const create = Reflect.get(window, "createAskling");
      Object.assign(window, {
        made: ["pk_shop", "pk_other"].map((key) => create({ key, endpoint, surveys })),
      });
    },
    [
      { version: 1, surveys: [{ ...SCORE_AND_COMMENT, triggers: [] }] },
      `${site.gate.url}/v1/batches`,
    ] as const,
  );
  const rules = (index: number) =>
    page.evaluate((at) => Reflect.get(window, "made")[at].explain("visit"), index);
  const showing = page.evaluate(() => Reflect.get(window, "made")[0].show("visit"));
  await promptOn(page).button("Close").click();
  await showing;
  expect(await rules(0)).toContainEqual(
    expect.objectContaining({ rule: "frequency.afterDismiss", pass: false }),
  );
  expect(await rules(1)).not.toContainEqual(expect.objectContaining({ pass: false }));
});
