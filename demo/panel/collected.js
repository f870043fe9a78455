import { el } from "../shop/element.js";
import { both } from "../shop/language.js";
import { scoreFigure } from "./figure.js";

const KEY = "demo.token";

const REFUSED = {
  en: "The collector does not know this token. Copy it from the terminal where it was started.",
  zh: "收集器不认识这个令牌。请从启动它的终端里复制。",
};
const UNREACHABLE = { en: "The collector does not answer.", zh: "收集器没有回应。" };

async function fetchResults(id, token) {
  const answer = await fetch(`/v1/surveys/${encodeURIComponent(id)}/results?key=pk_shop`, {
    headers: { Authorization: `Bearer ${token}` },
    cache: "no-store",
  });
  if (answer.status === 401 || answer.status === 403) return { problem: REFUSED };
  return answer.ok ? { results: await answer.json() } : { problem: UNREACHABLE };
}

function surveyResult(survey, { shown, answered, questions }) {
  const scored = questions?.[survey.question];
  return el(
    "li",
    { class: "result" },
    el(
      "p",
      { class: "result-head" },
      el("strong", {}, ...both(survey.name)),
      el(
        "span",
        { class: "hint" },
        ...both({ en: `${answered} of ${shown} answered`, zh: `${shown} 次显示，${answered} 次回答` }),
      ),
    ),
    ...scoreFigure(scored),
  );
}

/** What the collector has counted; it needs the token that was printed when the collector started. */
export function makeCollected() {
  let surveys = [];
  const list = el("ul", { class: "results plain" });
  const said = el("p", { class: "hint", role: "status" });
  const input = el("input", { id: "demo-token", type: "password", autocomplete: "off", spellcheck: "false" });
  const form = el(
    "form",
    { class: "token" },
    el("label", { for: "demo-token" }, ...both({ en: "Admin token", zh: "管理员令牌" })),
    el(
      "div",
      { class: "token-row" },
      input,
      el("button", { class: "small-button", type: "submit" }, ...both({ en: "Use", zh: "使用" })),
    ),
    el(
      "p",
      { class: "hint" },
      ...both({
        en: "Figures are private. The collector printed this token at its first start; it stays in this tab.",
        zh: "结果不公开。收集器第一次启动时打印了这个令牌；它只留在这个标签页。",
      }),
    ),
  );
  const forget = el(
    "button",
    { class: "text-button", type: "button", onclick: () => useToken("") },
    ...both({ en: "Forget token", zh: "移除令牌" }),
  );

  function useToken(token) {
    if (token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
    said.replaceChildren();
    void refresh();
  }

  async function refresh() {
    const token = sessionStorage.getItem(KEY);
    form.hidden = Boolean(token);
    forget.hidden = !token;
    list.hidden = !token;
    if (!token || !surveys.length) return;
    const found = await Promise.all(
      surveys.map((survey) => fetchResults(survey.id, token).catch(() => ({ problem: UNREACHABLE }))),
    );
    const problem = found.find((one) => one.problem)?.problem;
    if (problem === REFUSED) useToken("");
    if (problem) said.replaceChildren(...both(problem));
    else list.replaceChildren(...surveys.map((survey, index) => surveyResult(survey, found[index].results)));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    useToken(input.value.trim());
    form.reset();
  });

  return {
    element: el(
      "section",
      { "aria-labelledby": "collected-name" },
      el(
        "div",
        { class: "section-head" },
        el(
          "h3",
          { id: "collected-name" },
          ...both({ en: "What the collector has counted", zh: "收集器的统计" }),
        ),
        forget,
      ),
      form,
      list,
      said,
    ),
    fill(found) {
      surveys = found;
    },
    refresh,
  };
}
