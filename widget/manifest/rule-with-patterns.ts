import { matchesPattern } from "./matches.ts";
import { type Holds, holdsBy, type PassesTest, passesBy } from "./rule.ts";

/** Whether a value passes a test, with the matcher of patterns at hand: for code that need not save its bytes. */
export const passesTest: PassesTest = passesBy(matchesPattern);

/** Whether a rule holds for the given answers, traits and props. */
export const holds: Holds = holdsBy(passesTest);
