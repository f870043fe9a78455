import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite, SCORE_AND_COMMENT } from "../support/site.ts";

const WITHOUT_NAVIGATION_API = `<script>Object.defineProperty(window, "navigation", { value: undefined })</script>`;
const onOrders = { ...SCORE_AND_COMMENT, audience: { url: { contains: "orders" } } };
const MOVES: [string, (page: Page) => Promise<unknown>][] = [
  ["pushState", (page) => page.evaluate(() => history.pushState({}, "", "/orders"))],
  ["replaceState", (page) => page.evaluate(() => history.replaceState({}, "", "/orders"))],
  ["a route in the fragment", (page) => page.evaluate(() => location.assign("#/orders"))],
  ["a place in the fragment", (page) => page.evaluate(() => location.assign("#orders"))],
  [
    "going back",
    async (page) => {
      await page.evaluate(() => history.replaceState({}, "", "/orders"));
      await page.evaluate(() => history.pushState({}, "", "/home"));
      await page.goBack();
    },
  ],
];

for (const [engine, head] of [
  ["with the Navigation API", ""],
  ["without the Navigation API", WITHOUT_NAVIGATION_API],
] as const)
  for (const [name, move] of MOVES)
    test(`${name} to a page that fits arms its survey, ${engine}`, async () => {
      const site = await openSite({ surveys: [onOrders], head });
      const { page } = await site.visit("/home");
      await callApi(page, "explain", "visit");
      expect(await promptOn(page).host.count()).toBe(0);
      await move(page);
      await promptOn(page).score(9).waitFor();
    });

test("the Navigation API's own way of moving is followed too", async () => {
  const site = await openSite({ surveys: [onOrders] });
  const { page } = await site.visit("/home");
  await callApi(page, "explain", "visit");
  await page.evaluate(() => {
    const navigation = Reflect.get(window, "navigation");
    navigation.addEventListener("navigate", (event: Event) => Reflect.get(event, "intercept").call(event));
    navigation.navigate("/orders");
  });
  await promptOn(page).score(9).waitFor();
});

test("a delay is dropped when the page no longer matches, and begins anew when it does again", async () => {
  const site = await openSite({ surveys: [{ ...onOrders, triggers: [{ on: "load", after: "30s" }] }] });
  const page = await site.visitStill("/orders");
  await callApi(page, "explain", "visit");
  await page.clock.fastForward(25_000);
  await page.evaluate(() => history.pushState({}, "", "/home"));
  await page.clock.fastForward(60_000);
  expect(await promptOn(page).host.count()).toBe(0);
  await page.evaluate(() => history.pushState({}, "", "/orders"));
  await callApi(page, "explain", "visit");
  await page.clock.fastForward(20_000);
  expect(await promptOn(page).host.count()).toBe(0);
  await page.clock.fastForward(15_000);
  await page.clock.resume();
  await promptOn(page).score(9).waitFor();
});

test("pages of a single-page application count as pages of the visit", async () => {
  const site = await openSite({ surveys: [{ ...SCORE_AND_COMMENT, triggers: [{ on: "page", count: 3 }] }] });
  const { page } = await site.visit("/one");
  await callApi(page, "explain", "visit");
  await page.evaluate(() => history.pushState({}, "", "/two"));
  await page.evaluate(() => location.assign("#place"));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await promptOn(page).host.count()).toBe(0);
  await page.evaluate(() => history.pushState({}, "", "/three"));
  await promptOn(page).score(9).waitFor();
});

test("history is the page's own again once the widget is destroyed", async () => {
  const site = await openSite({
    surveys: [onOrders],
    head: `${WITHOUT_NAVIGATION_API}<script>window.own = history.pushState</script>`,
  });
  const { page } = await site.visit("/home");
  await callApi(page, "explain", "visit");
  const isOwn = () => page.evaluate(() => history.pushState === Reflect.get(window, "own"));
  expect(await isOwn()).toBe(false);
  await callApi(page, "destroy");
  expect(await isOwn()).toBe(true);
});

const REACT = `
  import { createElement as h } from "react";
  import { createRoot } from "react-dom/client";
  import { BrowserRouter, Link, Route, Routes } from "react-router-dom";
  const page = (title) => h("h1", null, title);
  createRoot(document.querySelector("#app")).render(
    h(BrowserRouter, null,
      h("nav", null, h(Link, { to: "/home" }, "Home"), " ", h(Link, { to: "/orders" }, "Orders")),
      h(Routes, null,
        h(Route, { path: "/home", element: page("Home page") }),
        h(Route, { path: "/orders", element: page("Orders page") }))));
`;
const VUE = `
  import { createApp, h } from "vue";
  import { createRouter, createWebHistory, RouterLink, RouterView } from "vue-router";
  const page = (title) => ({ render: () => h("h1", title) });
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: "/home", component: page("Home page") },
      { path: "/orders", component: page("Orders page") },
    ],
  });
  const link = (to, label) => h(RouterLink, { to }, () => label);
  createApp({ render: () => [h("nav", [link("/home", "Home"), " ", link("/orders", "Orders")]), h(RouterView)] })
    .use(router)
    .mount("#app");
`;

/** One file for the browser of an application's source. */
async function bundle(source: string): Promise<string> {
  const { build } = await import("vite");
  const entry = "\0app.js";
  const built = await build({
    configFile: false,
    logLevel: "silent",
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    plugins: [
      {
        name: "app",
        resolveId: (id: string) => (id === "app" ? entry : undefined),
        load: (id: string) => (id === entry ? source : undefined),
      },
    ],
    build: { write: false, rolldownOptions: { input: "app" } },
  });
  const [result] = Array.isArray(built) ? built : [built];
  const [file] = result && "output" in result ? result.output : [];
  if (file?.type !== "chunk") throw new Error("The application was not built.");
  return file.code;
}

for (const [name, source] of [
  ["React Router", REACT],
  ["Vue Router", VUE],
] as const)
  test(`a ${name} page arms and disarms surveys as its routes change`, async () => {
    const code = await bundle(source);
    const body = `<div id="app"></div><script type="module" src="/app.js"></script>`;
    const survey = { ...onOrders, triggers: [{ on: "load", after: "3s" }] };
    const site = await openSite({
      surveys: [survey],
      body,
      files: { "/app.js": { body: code, type: "text/javascript" } },
    });
    const { page } = await site.visit("/home");
    await callApi(page, "explain", "visit");
    await page.getByRole("heading", { name: "Home page" }).waitFor();
    await page.getByRole("link", { name: "Orders" }).click();
    await page.getByRole("link", { name: "Home" }).click();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 4_000)));
    expect(await promptOn(page).host.count()).toBe(0);
    await page.getByRole("link", { name: "Orders" }).click();
    await page.getByRole("heading", { name: "Orders page" }).waitFor();
    await promptOn(page).score(9).waitFor();
    await page.getByRole("link", { name: "Home" }).click();
    // What is open stays open.
    await page.getByRole("heading", { name: "Home page" }).waitFor();
    await promptOn(page).score(9).click();
    await promptOn(page).button("Skip").click();
    await expect.poll(() => site.records()).toMatchObject([{ answers: { score: 9 }, state: "complete" }]);
  });
