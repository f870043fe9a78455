/** English words of large mode; they travel with its tools. */
export const enLarge = {
  bigger: "Larger text",
  readAloud: "Read aloud",
  stopReading: "Stop reading",
};
