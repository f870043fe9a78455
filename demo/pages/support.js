import { el } from "../shop/element.js";
import { fillFrame } from "../shop/frame.js";
import { both } from "../shop/language.js";
import { report } from "../shop/report.js";

const GREETING = {
  en: "Hello Lin Yue, I am Mei. Is it about the teapot on its way to you, or something new?",
  zh: "林悦您好，我是小梅。是想问路上的那把紫砂壶，还是别的？",
};
const QUICK = [
  {
    ask: { en: "Where is my order?", zh: "我的订单到哪了？" },
    answer: {
      en: "HL-20417 left us yesterday at four and is due on Thursday. It is packed in two layers of straw, so it will arrive in one piece.",
      zh: "HL-20417 昨天下午四点发出，预计周四送达。包了两层稻草，放心，一定完好。",
    },
  },
  {
    ask: { en: "How hot for Longjing?", zh: "龙井用多热的水？" },
    answer: {
      en: "80 °C, so let a boiled kettle stand for five minutes. Two minutes for the first cup, then add half a minute each time.",
      zh: "80 °C，水开后放五分钟。第一泡两分钟，之后每泡加半分钟。",
    },
  },
];
const ANSWER = {
  en: "Good question. I have noted it for the tasting room and will write to you this evening.",
  zh: "好问题。我记下来转给品鉴室，今晚给您回信。",
};

const said = document.querySelector("[data-said]");
const form = document.querySelector("[data-say]");
const startedAt = Date.now();
let messages = 0;

function speakLine(who, content) {
  said.append(el("li", { class: `line-${who}` }, el("p", {}, ...content)));
  said.scrollTop = said.scrollHeight;
}

function ask(content, answer) {
  messages += 1;
  speakLine("me", content);
  setTimeout(() => !ended() && speakLine("mei", both(answer)), 900);
}

const ended = () => form.hasAttribute("data-ended");

function endChat(event) {
  if (ended()) return;
  form.setAttribute("data-ended", "");
  for (const control of document.querySelectorAll(".say *, .quick button")) control.disabled = true;
  event.currentTarget.setAttribute("aria-disabled", "true");
  document.querySelector("[data-presence]").replaceChildren(...both({ en: "Chat ended", zh: "对话已结束" }));
  speakLine("system", both({ en: "Chat ended. Thank you for writing.", zh: "对话已结束，谢谢您的来信。" }));
  report("support_chat_ended", {
    agent: "mei",
    messages,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
  });
}

fillFrame();
// It scrolls, so the keyboard has to reach it.
said.tabIndex = 0;
speakLine("mei", both(GREETING));
document
  .querySelector("[data-quick]")
  .append(
    ...QUICK.map(({ ask: question, answer }) =>
      el("button", { type: "button", onclick: () => ask(both(question), answer) }, ...both(question)),
    ),
  );
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = form.elements.line.value.trim();
  form.reset();
  if (text) ask([text], ANSWER);
});
document.querySelector("[data-end]").addEventListener("click", endChat);
