import { codeOf } from "../failure.ts";

/** What a command prints to. */
type Output = Pick<NodeJS.WriteStream, "on" | "write">;

/**
 * Lets a command end quietly when its reader has gone, as in `askling export SITE | head`, and with a sentence when its
 * output cannot be written. Without it the next line would end it with a stack.
 */
export function endWithReader(output: NodeJS.EventEmitter = process.stdout): void {
  output.on("error", (error) => {
    if (codeOf(error) === "EPIPE") process.exit(0);
    console.error(`The output could not be written: ${causeOf(error)}.`);
    process.exit(1);
  });
}

/**
 * Prints the lines of a collector, which goes on whatever becomes of its reader: one that goes away, or a
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
    other.write(`Lines of ${name} are lost: ${causeOf(error)}. The collector goes on.\n`);
  });
  return (line) => void output.write(`${line}\n`);
}

function causeOf(error: unknown): string {
  const code = codeOf(error);
  return { EPIPE: "nobody reads it any more", ENOSPC: "the disk is full" }[code] ?? code;
}
