/** What later pieces take of this one instead of carrying it again: the build writes it here. */
export const shared: Record<string, unknown> = {};
