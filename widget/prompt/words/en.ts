/** English, and the shape that every other language follows. */
export const en = {
  close: "Close",
  back: "Back",
  next: "Next",
  send: "Send",
  skip: "Skip",
  later: "Ask me later",
  change: "Change my answer",
  thanks: "Thank you!",
  /** True without a connection and while the endpoint fails alike. */
  waiting: "Saved. It will be sent when you are online.",
  delivered: "Sent",
  needed: "Please answer this question first.",
  region: "Feedback",
  /** Names the region. The title comes last, since it may end without a full stop. */
  announce: (sender: string, title: string) =>
    `Feedback request from ${sender}, in the region “Feedback” at the end of the page: ${title}`,
  progress: (step: number, of: number) => `Question ${step} of ${of}`,
  /** End labels of the scales. */
  nps: ["Not at all likely", "Extremely likely"],
  ces: ["Very difficult", "Very easy"],
  /** From the least to the most satisfied; its ends are those of numbers and stars as well. */
  faces: ["Very unhappy", "Unhappy", "Neutral", "Happy", "Very happy"],
};

/** All that the prompt says by itself. */
export type Words = typeof en;
