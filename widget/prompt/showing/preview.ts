import type { PromptNeeds } from "../needs.ts";

/** What a preview gets instead: every survey shows, and nothing is remembered or told of it. */
export function forPreview(needs: PromptNeeds): PromptNeeds {
  return {
    ...needs,
    judge: () => [],
    visitor: { ...needs.visitor, load: async () => {}, change: async () => {}, id: () => "preview" },
    emitter: { ...needs.emitter, emit: () => {} },
  };
}
