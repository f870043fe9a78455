import type { ChildProcess } from "node:child_process";

/** Ends a process, or the group that it leads, together with this one, in whatever way it ends. */
export function endTogether(child: ChildProcess, options?: { group?: boolean }): void;
