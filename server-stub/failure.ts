/** The code of an error, such as `ENOENT`, `SQLITE_BUSY` or `40001`; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** What an error says, whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a file cannot be read, in a sentence that does not repeat its name. */
export function whyUnreadable(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "this is a folder, not a file";
  if (code === "EACCES") return "this file may not be read";
  return `this file cannot be read (${reasonOf(error)})`;
}
