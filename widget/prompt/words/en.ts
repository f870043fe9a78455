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
  waiting: "Saved. It will be sent when you are online.",
  delivered: "Sent",
  needed: "Please answer first.",
  region: "Feedback",
  announce: (sender: string, title: string) =>
    `${sender} asks: ${title} Answer in the region “Feedback” at the end of the page.`,
  progress: (step: number, of: number) => `Question ${step} of ${of}`,
  /** End labels of the scales. */
  nps: ["Not at all likely", "Extremely likely"],
  ces: ["Very difficult", "Very easy"],
  /** From the least to the most satisfied. */
  faces: ["Very unhappy", "Unhappy", "Neutral", "Happy", "Very happy"],
};

/** All that the prompt says by itself. */
export type Words = typeof en;
