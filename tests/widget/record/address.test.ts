import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundAddress, originOf } from "../../../widget/record/address.ts";

describe("the address of a page, as a record tells it", () => {
  it.each([
    ["https://shop.example/orders?id=7#top", "https://shop.example/orders?id=7#top"],
    ["", ""],
    ["about:srcdoc", "about:srcdoc"],
    ["about:blank", "about:blank"],
    ["capacitor://localhost/tabs/home", "capacitor://localhost/tabs/home"],
    ["android-app://com.mail.example/", "android-app://com.mail.example/"],
    ["chrome-extension://abcdefghijklmnop/popup.html", "chrome-extension://abcdefghijklmnop/popup.html"],
  ])("is %j as it is", (address, told) => {
    expect(boundAddress(address)).toBe(told);
  });

  it.each([
    ["file:///Users/ann/Documents/shop/page.html", "page.html"],
    ["file:///C:/Users/ann/%E5%95%86%E5%BA%97.html?ann#ann", "%E5%95%86%E5%BA%97.html"],
    ["FILE://fileserver.bank.example/share/ann/page.html", "page.html"],
    ["file:///var/containers/Bundle/Application/9D3B-11/App.app/www/index.html#/home", "index.html"],
    ["file:///home/ann/", "file:"],
    ["content://com.mail.example/ann/17/page.html", "page.html"],
    ["moz-extension://3f6c2a17-1111/popup.html", "popup.html"],
    ["safari-web-extension://3F6C2A17-1111/popup.html", "popup.html"],
    ["blob:https://shop.example/3f6c2a17-1111", "https://shop.example"],
    ["blob:http://127.0.0.1:4470/3f6c2a17-1111#ann", "http://127.0.0.1:4470"],
    ["blob:null/3f6c2a17-1111", "blob:"],
    ["blob:file:///3f6c2a17-1111", "file:"],
    ["filesystem:https://shop.example/temporary/ann.html", "https://shop.example"],
    ["data:text/html,<p>ann</p>", "data:"],
    ["data://x,ann", "data:"],
    ["DATA:text/html;base64,AAAA", "DATA:"],
    ["javascript:void(ann)", "javascript:"],
  ])("tells of %j nothing of the device or who sits at it", (address, told) => {
    expect(boundAddress(address)).toBe(told);
  });

  it("keeps a slash and an at sign of the path", () => {
    expect(boundAddress("https://shop.example/a//b@c")).toBe("https://shop.example/a//b@c");
  });

  it.each([
    ["https://shop.example/orders?id=7", "https://shop.example"],
    ["https://shop.example:8443?x", "https://shop.example:8443"],
    ["file:///Users/ann/page.html", "file:"],
    ["file://fileserver/ann/page.html", "file:"],
    ["about:srcdoc", "about:"],
    ["data:text/html,https://ann.example", "data:"],
    ["blob:https://shop.example/3f6c", "https://shop.example"],
    ["blob:null/3f6c", "blob:"],
    ["orders", ""],
    ["", ""],
  ])("has with %j the origin %j, or else its scheme", (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });

  it.each([
    ["a path", `https://shop.example/${"a".repeat(20_000)}`, `https://shop.example/${"a".repeat(1_979)}`],
    ["a scheme that is none", "x".repeat(20_000), "x".repeat(2_000)],
    ["a file", `file:///ann/${"a".repeat(20_000)}.html`, "a".repeat(2_000)],
    ["a pair", `${"x".repeat(1_999)}😀`, "x".repeat(1_999)],
    ["an escape", `${"x".repeat(1_998)}%20`, "x".repeat(1_998)],
    ["a letter of three escapes", `${"x".repeat(1_994)}%E5%95%86`, "x".repeat(1_994)],
    ["an escape that is whole", `${"x".repeat(1_997)}%20y`, `${"x".repeat(1_997)}%20`],
  ])("is cut at 2,000 characters, and not within %s", (_what, address, told) => {
    expect(boundAddress(address)).toBe(told);
  });

  it("is the same told once or twice, never longer than 2,000 characters, and can be decoded", () => {
    const part = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const address = `https://shop.example/${parts.map(encodeURIComponent).join("/")}`;
        const told = boundAddress(address);
        expect(boundAddress(told)).toBe(told);
        expect(told.length).toBeLessThanOrEqual(2_000);
        expect(address.startsWith(decodeURI(told) && told)).toBe(true);
      }),
    );
  });
});
