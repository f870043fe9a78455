/** Reads texts aloud, one after the other. */
export interface Speaker {
  /** @param ended - called when everything has been read, or nothing can be */
  read(texts: readonly string[], locale: string, ended: () => void): void;
  stop(): void;
}

/** The browser's own voice, where it has one. */
export function findSpeaker(): Speaker | undefined {
  const { speechSynthesis, SpeechSynthesisUtterance } = window as Partial<typeof window>;
  if (!speechSynthesis || !SpeechSynthesisUtterance) return undefined;
  return {
    read(texts, locale, ended) {
      speechSynthesis.cancel();
      texts.forEach((text, index) => {
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.lang = locale;
        utterance.onerror = ended;
        if (index === texts.length - 1) utterance.onend = ended;
        speechSynthesis.speak(utterance);
      });
    },
    stop: () => speechSynthesis.cancel(),
  };
}

/** What there is to read of a step, from what assistive technology is told: title, hint, answers by name. */
export function textsOf(card: ParentNode): string[] {
  const parts = Array.from(card.querySelectorAll("h2,.hint,.ends,[role=radio],[role=checkbox],label,#err"));
  const isShown = (part: Element) => part.getClientRects().length > 0;
  return parts
    .filter(isShown)
    .map((part) => (part.getAttribute("aria-label") || part.textContent || "").trim())
    .filter(Boolean);
}
