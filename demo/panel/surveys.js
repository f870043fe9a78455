/** The surveys of the shop's manifest as `[{ id, name: { en, zh }, question }]`; none while it cannot be had. */
export async function fetchSurveys() {
  try {
    const answer = await fetch("/v1/surveys?key=pk_shop");
    const { surveys } = await answer.json();
    return surveys.map((survey) => ({
      id: survey.id,
      name: { en: survey.name ?? survey.id, zh: survey["x-name-zh"] ?? survey.name ?? survey.id },
      question: survey.questions[0].id,
    }));
  } catch {
    return [];
  }
}
