/**
 * Gets something when it is first wanted, and keeps it. What a blocker or the page's policy keeps away is not
 * asked for again on this page; who was offline may ask again.
 */
export function once<Value>(get: () => Promise<Value>): () => Promise<Value> {
  let getting: Promise<Value> | undefined;
  return () => {
    if (!getting) {
      getting = get();
      getting.catch(() => {
        if (!navigator.onLine) getting = undefined;
      });
    }
    return getting;
  };
}
