import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { editRows, readRows, waitingKeys } from "../support/deviceRows.ts";
import { openFaultySite, tapAndClose } from "../support/faultySite.ts";
import { FAILED_REQUEST } from "../support/guard.ts";

test("11, 12: what several tabs keep at the same time is one row each, and is sent by one of them, once", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => ({ status: 403 });
  const { page, context, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const tabs = [page];
  for (const path of ["/two", "/three"]) {
    const tab = await context.newPage();
    await tab.goto(site.pages.url + path);
    tabs.push(tab);
  }
  const tapped: Record<string, number> = {};
  const tapAll = async (tab: typeof page, scores: readonly number[]) => {
    for (const score of scores) tapped[await tapAndClose(tab, score)] = score;
  };
  await Promise.all(tabs.map((tab, index) => tapAll(tab, [index, index + 3, index + 6])));
  await expect.poll(() => waitingKeys(page), { timeout: 40_000 }).toHaveLength(9);
  for (const tab of tabs) expect(await callApi(tab, "pending")).toBe(9);

  const before = site.proxy.seen.length;
  site.proxy.act = () => ({ delayMs: 300 });
  // An hour's pause is over when the endpoint's row is gone.
  await editRows(page, (rows) => ({ e: { ...rows.e, until: 0 } }));
  await Promise.all(tabs.map((tab) => callApi(tab, "flush")));
  await site.arrived(tapped);
  for (const tab of tabs) await site.empty(tab);
  // Nobody has sent again what another tab delivered, page hide included.
  for (const tab of tabs) await tab.goto("about:blank");
  const sent = site.proxy
    .batches()
    .slice(before)
    .flatMap(({ records }) => records.map(({ id }) => id));
  expect(sent.sort()).toEqual(Object.keys(tapped).sort());
});

test("14: an older and a newer script share the store: each leaves the other's rows and the database alone", async () => {
  const site = await openFaultySite();
  site.proxy.act = () => "drop";
  const { page, guard } = await site.visit();
  guard.allow(FAILED_REQUEST);
  const id = await tapAndClose(page, 4);
  // A newer script opens the database under a higher version, and keeps rows in a layout of its own.
  const seen = await page.evaluate(async () => {
    const [{ name = "" } = {}] = (await indexedDB.databases()).filter((one) =>
      one.name?.startsWith("askling-"),
    );
    return new Promise<string>((resolve) => {
      const request = indexedDB.open(name, 7);
      request.onblocked = () => resolve("blocked");
      request.onsuccess = () => {
        const rows = request.result.transaction("rows", "readwrite").objectStore("rows");
        rows.put({ rev: 1, v: 2, packed: "…" }, "r:of-a-newer-script").onsuccess = () => {
          request.result.close();
          resolve("opened");
        };
      };
    });
  });
  expect(seen).toBe("opened");
  const later = await tapAndClose(page, 5);
  site.proxy.act = () => "pass";
  await callApi(page, "flush");
  await site.arrived({ [id]: 4, [later]: 5 });
  await page.goto(`${site.pages.url}/next`);
  await callApi(page, "flush");
  expect(await waitingKeys(page)).toEqual(["r:of-a-newer-script"]);
  expect(Object.keys(await readRows(page)).filter((key) => key.startsWith("q:"))).toEqual([]);
});
