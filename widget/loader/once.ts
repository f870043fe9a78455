/**
 * Gets something when it is first wanted, and keeps it. What a blocker or the page's policy keeps away is not
 * asked for again on this page; who was offline may ask again.
 *
 * @param get - told how often it was asked before
 */
export function once<Value>(get: (before: number) => Promise<Value>): () => Promise<Value> {
  let getting: Promise<Value> | undefined;
  let before = 0;
  return () => {
    if (!getting) {
      getting = get(before++);
      getting.catch(() => {
        if (!navigator.onLine) getting = undefined;
      });
    }
    return getting;
  };
}
