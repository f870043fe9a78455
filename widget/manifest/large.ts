/** From this text scale on a prompt is in large mode. Shared by what fetches its piece and what turns it on. */
export const LARGE_FROM = 1.4;
