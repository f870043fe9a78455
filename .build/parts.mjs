// `node .build/parts.mjs`: takes the picture of the prompt's parts for widget/README.md, of the built files.
import { chromium } from "playwright-core";
import { runnerImport } from "vite";
import { needChromium } from "./chromium.mjs";

const { module } = await runnerImport("./tests/looks/stand.ts");
const browser = await chromium.launch({
  executablePath: needChromium(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ deviceScaleFactor: 2 });
const stand = await module.openStand();
const look = { width: "768", scheme: "light", language: "en", scale: "1" };

async function photograph(question, keys = []) {
  await module.putOn(page, stand.url, { ...look, question, display: "popover" });
  await page.addStyleTag({ content: "main{visibility:hidden}" });
  const card = page.locator("askling-prompt .card");
  for (const key of keys) await page.locator("askling-prompt textarea").press(key);
  // Each part gets its name on it, once.
  await card.evaluate((element) => {
    const seen = new Set();
    for (const one of [element, ...element.querySelectorAll("[part]")]) {
      const name = one.getAttribute("part");
      if (seen.has(name)) continue;
      seen.add(name);
      const { left, top, width, height } = one.getBoundingClientRect();
      const frame = document.body.appendChild(document.createElement("div"));
      frame.popover = "manual";
      frame.style.cssText = `position:fixed;inset:auto;left:${left - 2}px;top:${top - 2}px;width:${width + 4}px;height:${height + 4}px;
        box-sizing:border-box;border:1.5px dashed #d6336c;border-radius:6px;background:none;overflow:visible;padding:0`;
      const label = frame.appendChild(document.createElement("b"));
      label.textContent = name;
      const side = one === element ? "left" : "right";
      label.style.cssText = `position:absolute;${side}:-2px;top:-15px;font:600 10px/1.4 ui-monospace,monospace;color:#fff;background:#d6336c;padding:0 4px;border-radius:3px`;
      frame.showPopover();
    }
  });
  const { x, y, width, height } = await card.boundingBox();
  const clip = { x: x - 20, y: y - 24, width: width + 36, height: height + 40 };
  return `data:image/png;base64,${(await page.screenshot({ clip })).toString("base64")}`;
}

const pictures = [await photograph("nps"), await photograph("text")];
await page.setViewportSize({ width: 1000, height: 340 });
await page.setContent(
  `<body style="margin:0;display:flex;align-items:flex-end;background:#f4f4f2">${pictures.map((source) => `<img width="480" src="${source}">`).join("")}`,
);
await page.screenshot({ path: ".readme/parts.png", clip: { x: 0, y: 0, width: 970, height: 330 } });
await browser.close();
await stand.close();
