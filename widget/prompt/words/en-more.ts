import { enLarge } from "./en-large.ts";

/** English words that only some surveys need; they travel with the questions that use them. */
export const enMore = {
  /** Below the least and above the greatest number that is allowed. */
  atLeast: (least: string) => `Please enter ${least} or more.`,
  atMost: (most: string) => `Please enter ${most} or less.`,
  /** Of options to choose. */
  chooseAtLeast: (count: string) => `Please choose at least ${count}.`,
  chooseAtMost: (count: string) => `You can choose up to ${count}.`,
  badNumber: "Please enter a number.",
  badDate: "Please enter a full date.",
  /** The earliest and the latest date that is allowed. */
  notBefore: (date: string) => `Please choose ${date} or a later date.`,
  notAfter: (date: string) => `Please choose ${date} or an earlier date.`,
  /** Of a table in which not every row is answered. */
  everyRow: "Please answer every row.",
  badEmail: "Please check the email address.",
  badPhone: "Please check the phone number.",
  name: "Name",
  email: "Email",
  phone: "Phone",
  /** Beside a box to tick, where the survey says nothing of its own: under contact details, and by itself. */
  mayContact: "You may contact me about my feedback.",
  agree: "I agree",
  other: "Other",
  /** In the field beside "Other". */
  otherText: "Please specify",
  /** In a list that opens. */
  choose: "Please choose",
  thumbs: ["Thumbs up", "Thumbs down"],
  /** Buttons of a ranking. */
  moveUp: (label: string) => `Move “${label}” up`,
  moveDown: (label: string) => `Move “${label}” down`,
  /** Said when an option of a ranking has moved. */
  moved: (label: string, place: string, of: string) => `“${label}” is now number ${place} of ${of}.`,
  ...enLarge,
};

/** Beside `Words`, what the further questions and the large mode say. */
export type MoreWords = typeof enMore;
