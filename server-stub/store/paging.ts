/** Rows of a page, and of a statement that names each of them: engines bind a limited number of values. */
export const PAGE_SIZE = 500;

/** A list in parts that one statement can name. */
export function* chunksOf<Item>(items: readonly Item[], size = PAGE_SIZE): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/**
 * Pages of rows, until one is not full. Between two pages other work gets its turn, so that a long export does not hold
 * up batches.
 *
 * @param read - reads the page after a row, or the first; `offset` counts the rows of the pages before
 * @param size - rows of a full page. Default 500
 */
export async function* pagesOf<Row>(
  read: (after: Row | undefined, offset: number) => Promise<readonly Row[]>,
  size = PAGE_SIZE,
): AsyncGenerator<readonly Row[]> {
  let offset = 0;
  for (let last: Row | undefined; ; ) {
    const rows = await read(last, offset);
    if (rows.length) yield rows;
    if (rows.length < size) return;
    last = rows[rows.length - 1];
    offset += rows.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The same pages, each asked for while the one before it is worked on. */
export async function* readAhead<Page>(pages: AsyncIterator<Page>): AsyncGenerator<Page> {
  for (let coming = pages.next(); ; ) {
    const { done, value } = await coming;
    if (done) return;
    coming = pages.next();
    // A reader that stops early does not wait for this page, and its failure concerns no one else.
    coming.catch(() => undefined);
    // Lets the request reach the database's thread before this one is busy with the page.
    await new Promise((resolve) => setImmediate(resolve));
    yield value;
  }
}

/** The first items of a stream, which is read no further. */
export async function takeFirst<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  if (count > 0) for await (const item of items) if (taken.push(item) === count) break;
  return taken;
}
