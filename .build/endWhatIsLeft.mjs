// Reads which processes run (`+ID`) and which have ended (`-ID`); kills those that are left when its input ends.
import { createInterface } from "node:readline";

const left = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const target = Number(line.slice(1));
  if (line.startsWith("+")) left.add(target);
  else left.delete(target);
}
for (const target of left)
  try {
    process.kill(target, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
