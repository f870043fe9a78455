/**
 * A survey file with many surveys, all of which wait for the same event.
 *
 * @param count - of the surveys
 * @param parts - of each survey, in the place of the usual ones
 */
export function manySurveys(count: number, parts: object = {}) {
  return {
    version: 1,
    surveys: Array.from({ length: count }, (_, index) => ({
      id: `survey-${index}`,
      priority: index % 7,
      triggers: [{ on: "event", name: "go", where: { amount: { gte: 50 } } }],
      audience: { url: { contains: "/" }, traits: { plan: ["pro", "vip"] }, sample: 0.9 },
      frequency: { afterAnswer: "180d", afterDismiss: "30d", limit: 3 },
      questions: [
        { id: "score", type: "nps", title: { en: `Would you recommend ${index}?`, "zh-CN": "您会推荐吗？" } },
        { id: "reason", type: "text", title: "Why?", when: { answer: "score", lte: 6 } },
      ],
      ...parts,
    })),
  };
}
