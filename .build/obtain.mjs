// Finds a part that the tests need, or gets it in the first way that succeeds.

/**
 * @param {string} name - of the part, for people
 * @param {() => string | undefined} find - where it is
 * @param {{ how: string, run: () => void }[]} ways - of getting it, the best first
 * @returns where it is
 * @throws an error with what was tried, and how each of it ended
 */
export function obtain(name, find, ways, advice) {
  const found = find();
  if (found) return found;
  const tried = [];
  for (const { how, run } of ways) {
    console.log(`\n# ${name}: ${how}`);
    try {
      run();
      const path = find();
      if (path) return path;
      tried.push(`${how}: it is not there afterwards`);
    } catch (error) {
      tried.push(`${how}: ${String(error?.message ?? error).split("\n")[0]}`);
    }
  }
  const report = tried.length ? `Tried: ${tried.join("; ")}.` : "There is no way to get it here.";
  throw new Error(`No ${name} for the tests. ${report} ${advice}`);
}
