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
  /** Below the least and above the greatest number that is allowed. */
  atLeast: (least: string) => `Please enter ${least} or more.`,
  atMost: (most: string) => `Please enter ${most} or less.`,
  /** Of options to choose. */
  chooseAtLeast: (count: string) => `Please choose at least ${count}.`,
  chooseAtMost: (count: string) => `You can choose up to ${count}.`,
  badEmail: "Please check the email address.",
  badPhone: "Please check the phone number.",
  name: "Name",
  email: "Email",
  phone: "Phone",
  other: "Other",
  /** In the field beside "Other". */
  otherText: "Please tell us more",
  /** In a list that opens. */
  choose: "Please choose",
  thumbs: ["Thumbs up", "Thumbs down"],
  /** Buttons of a ranking. */
  moveUp: (label: string) => `Move “${label}” up`,
  moveDown: (label: string) => `Move “${label}” down`,
  /** Said when an option of a ranking has moved. */
  moved: (label: string, place: string, of: string) => `“${label}” is now number ${place} of ${of}.`,
  bigger: "Bigger text",
  readAloud: "Read aloud",
  stopReading: "Stop reading",
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
