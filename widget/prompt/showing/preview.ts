import type { SessionNeeds } from "../session.ts";

/** What a preview gets instead: every survey shows, and nothing is remembered or told of it. */
export function forPreview(needs: SessionNeeds): SessionNeeds {
  return {
    ...needs,
    judge: () => [],
    countsForPace: () => false,
    visitor: { ...needs.visitor, load: async () => {}, change: async () => {}, id: () => "preview" },
    emitter: { ...needs.emitter, emit: () => {} },
  };
}
