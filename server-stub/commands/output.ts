import { codeOf } from "../failure.ts";

/** What a command prints to. */
type Output = Pick<NodeJS.WriteStream, "on" | "write">;

/**
 * Lets a command end quietly when nobody reads on, as in `askling export SITE | head`. Without it the next line would
 * end it with a stack.
 */
export function endWithReader(output: NodeJS.EventEmitter = process.stdout): void {
  output.on("error", (error) => {
    if (codeOf(error) !== "EPIPE") throw error;
    process.exit(0);
  });
}

/**
 * Prints the lines of a collector, which goes on whatever becomes of who reads them: a reader that goes away, or a
 * disk that is full. The other output is told once that lines are lost; every line is tried again, since the disk
 * may have room later.
 *
 * @returns prints a line
 */
export function keepPrinting(output: Output, other: Output, name: string): (line: string) => void {
  let isTold = false;
  output.on("error", (error: unknown) => {
    if (isTold) return;
    isTold = true;
    const code = codeOf(error);
    const cause = { EPIPE: "nobody reads it any more", ENOSPC: "the disk is full" }[code] ?? code;
    other.write(`Lines of ${name} are lost: ${cause}. The collector goes on.\n`);
  });
  return (line) => void output.write(`${line}\n`);
}
