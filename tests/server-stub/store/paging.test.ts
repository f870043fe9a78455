import { describe, expect, it } from "vitest";
import { chunksOf, pagesOf, readAhead, takeFirst } from "../../../server-stub/store/paging.ts";

/** Reads numbers from 1 to `last`, and notes after which one each page was asked for. */
function numbersTo(last: number, size: number) {
  const asked: (number | undefined)[] = [];
  const read = async (after: number | undefined) => {
    asked.push(after);
    const first = (after ?? 0) + 1;
    return Array.from({ length: Math.max(0, Math.min(size, last - first + 1)) }, (_, index) => first + index);
  };
  return { asked, pages: () => pagesOf<number>(read, size) };
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("pages of rows", () => {
  it.each([
    [0, []],
    [2, [[1, 2]]],
    [3, [[1, 2, 3]]],
    [7, [[1, 2, 3], [4, 5, 6], [7]]],
  ])("hold %s rows, each once and in order", async (last, expected) => {
    expect(await allOf(numbersTo(last, 3).pages())).toEqual(expected);
    expect(await allOf(readAhead(numbersTo(last, 3).pages()))).toEqual(expected);
  });

  it("end with the first one that is not full, and are asked for only when they are wanted", async () => {
    const { asked, pages } = numbersTo(7, 3);
    for await (const page of pages()) expect(asked).toHaveLength(Math.ceil((page[0] ?? 0) / 3));
    expect(asked).toEqual([undefined, 3, 6]);
  });

  it("are asked for while the one before is worked on, where they are read ahead", async () => {
    const { asked, pages } = numbersTo(7, 3);
    const ahead = readAhead(pages());
    await ahead.next();
    await expect.poll(() => asked).toEqual([undefined, 3]);
  });

  it("tell a reader of a failure, and a reader that has stopped of none", async () => {
    const fails = () =>
      readAhead(pagesOf<number>(async (after) => (after ? Promise.reject(new Error("gone")) : [1]), 1));
    await expect(allOf(fails())).rejects.toThrow("gone");
    for await (const page of fails()) {
      expect(page).toEqual([1]);
      break;
    }
  });
});

describe("the first items of a stream", () => {
  it.each([
    [0, []],
    [2, [1, 2]],
    [9, [1, 2, 3, 4]],
  ])("are at most %s, and no page is read for more", async (count, expected) => {
    const { asked, pages } = numbersTo(4, 2);
    const items = async function* () {
      for await (const page of pages()) yield* page;
    };
    expect(await takeFirst(items(), count)).toEqual(expected);
    expect(asked).toHaveLength(count === 9 ? 3 : count / 2);
  });
});

describe("parts of a list", () => {
  it("hold each item once, in order", () => {
    expect([...chunksOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...chunksOf([], 2)]).toEqual([]);
  });
});
