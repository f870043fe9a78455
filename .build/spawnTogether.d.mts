import type { spawn } from "node:child_process";

export const spawnTogether: typeof spawn;
