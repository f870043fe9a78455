import * as fs from "node:fs";

/** Tells whether a database's files are those that were opened. */
interface FileGuard {
  /**
   * Remembers the files as they are, once the database is open.
   *
   * @param stamp - the number in the database's header that tells it from others
   * @throws when the path leads to another file than the one that is open
   */
  remember(stamp: number): void;
  /** What has become of the files, as a sentence's end; nothing while all is well. */
  loss(): string | undefined;
  /** Whether what is still in the log can be put into the file that was opened, wherever that lies now. */
  isRescuable(): boolean;
}

/** What is guarded. */
export interface GuardedFile {
  /** Of the database. */
  path: string;
  /** The same file, opened for reading before the engine opens it, and closed after the engine has closed it. */
  file: number;
  /** What all threads that have it open know of its header. */
  seen: SeenHeader;
}

/** Its schema's number, its pages, and 1 once it was written over. Two threads may read it, so it is shared. */
type SeenHeader = Int32Array<SharedArrayBuffer>;

const HEADER_BYTES = 100;
/** Places in a {@link SeenHeader}. */
const [SCHEMA, PAGES, OVERWRITTEN] = [0, 1, 2];
/** How often a header is read that seems to be wrong, and the pause between. */
const MAX_READS = 3;
const PAUSE_MS = 20;

/**
 * Guards the files of an open SQLite database. The engine keeps writing to what it has opened, also when that was
 * deleted, moved away or replaced, and its success then means nothing: if the same files are at
 * their paths after a commit, the commit is in them.
 *
 * A file that is written over (`cp` does so) stays the same file; its header tells: another stamp, a database that
 * is not in use, or an older state.
 */
export function guardFile({ path, file, seen }: GuardedFile): FileGuard {
  const header = Buffer.alloc(HEADER_BYTES);
  const beside = new Map<string, string>();
  let opened = "";
  let mode = 0;
  let stamps: number[] = [];

  // On Windows a volume's number differs by the way it is asked for; there nobody replaces a file that is open.
  const nameOf = ({ dev, ino }: fs.BigIntStats) =>
    process.platform === "win32" ? `${ino}` : `${dev}:${ino}`;
  const find = (name: string) => {
    try {
      const found = fs.statSync(name, { bigint: true, throwIfNoEntry: false });
      return found && nameOf(found);
    } catch {
      return undefined;
    }
  };
  /** Whether the header is one that this database may have had since the last look. */
  const readHeader = (): boolean => {
    const size = fs.readSync(file, header, 0, HEADER_BYTES, 0);
    if (size < HEADER_BYTES || header.toString("latin1", 0, 15) !== "SQLite format 3") return false;
    const stamp = header.readUInt32BE(60);
    const schema = header.readInt32BE(40);
    const pages = header.readInt32BE(28);
    const [lastSchema = 0, lastPages = 0] = seen;
    if (header[18] !== mode || !stamps.includes(stamp)) return false;
    // A database shrinks only when it is rewritten, which counts as a new schema.
    if (schema < lastSchema || (schema === lastSchema && pages < lastPages)) return false;
    seen[SCHEMA] = schema;
    seen[PAGES] = pages;
    if (stamp === stamps[0]) stamps.length = 1;
    return true;
  };
  const isHeaderOurs = (): boolean => {
    for (let look = 1; !seen[OVERWRITTEN]; look++) {
      if (readHeader()) return true;
      // The engine may have been writing it just now, or another thread has seen a later one.
      if (look < MAX_READS) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      else seen[OVERWRITTEN] = 1;
    }
    return false;
  };
  return {
    remember(stamp) {
      opened = nameOf(fs.fstatSync(file, { bigint: true }));
      if (find(path) !== opened) throw new Error(`${path}: another file took its place while it was opened`);
      const real = fs.realpathSync(path);
      for (const name of [`${real}-wal`, `${real}-shm`]) {
        const found = find(name);
        if (found !== undefined) beside.set(name, found);
      }
      fs.readSync(file, header, 0, HEADER_BYTES, 0);
      mode = header[18] ?? 0;
      // The stamp that was just set may still be in the log alone.
      stamps = [stamp, header.readUInt32BE(60)];
    },
    loss() {
      const found = find(path);
      if (found === undefined) return `its file is gone: ${path}`;
      if (found !== opened) return `another file has taken the place of its own: ${path}`;
      for (const [name, id] of beside)
        if (find(name) !== id) return `a file that belongs to it is gone or replaced: ${name}`;
      return isHeaderOurs() ? undefined : `its file was written over by somebody else: ${path}`;
    },
    isRescuable() {
      for (const [name, id] of beside) if (![id, undefined].includes(find(name))) return false;
      return isHeaderOurs();
    },
  };
}

/** For the threads that will have a file open. */
export function createSeenHeader(): SeenHeader {
  return new Int32Array(new SharedArrayBuffer(12));
}
