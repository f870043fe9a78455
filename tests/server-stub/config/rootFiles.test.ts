import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadConfiguration } from "../../../server-stub/config/load.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-root-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(rootFiles: readonly string[]) {
  const path = join(folder, "askling.config.json");
  writeFileSync(path, JSON.stringify({ sites: [{ key: "pk", manifest: "./surveys.json", rootFiles }] }));
  writeFileSync(join(folder, "surveys.json"), '{"version": 1, "surveys": []}');
  writeFileSync(join(folder, "verify_xyz.txt"), "hello");
  writeFileSync(join(folder, "verify.exe"), "hello");
  mkdirSync(join(folder, "folder.txt"), { recursive: true });
  return loadConfiguration(path, { warn: () => undefined });
}

it("files for the root are served by their names", () => {
  expect([...read(["./verify_xyz.txt"]).rootFiles.keys()]).toEqual(["/verify_xyz.txt"]);
});

it.each([
  ["./verify_xzy.txt", "expected a file that is there and can be read"],
  ["./folder.txt", "expected a file that is there and can be read"],
  ["./verify.exe", "expected a name of plain letters that ends in .js, .css,"],
])("a file for the root that nobody could fetch is refused: %s", (file, expected) => {
  expect(() => read(["./verify_xyz.txt", file])).toThrow(
    `sites[0].rootFiles[1]: found "${join(folder, file)}", ${expected}`,
  );
});
