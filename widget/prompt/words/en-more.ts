/** English words that only some surveys need; they travel with the questions that use them. */
export const enMore = {
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
};

/** Beside `Words`, what the further questions and the large mode say. */
export type MoreWords = typeof enMore;
