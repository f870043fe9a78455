import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Russian, Вы. */
export const words: Words = {
  close: "Закрыть",
  back: "Назад",
  next: "Далее",
  send: "Отправить",
  skip: "Пропустить",
  later: "Ответить позже",
  change: "Изменить ответ",
  thanks: "Спасибо!",
  waiting: "Сохранено. Будет отправлено при первой возможности.",
  delivered: "Отправлено",
  needed: "Сначала ответьте на этот вопрос.",
  region: "Ваше мнение",
  announce: (sender, title) =>
    `${sender}: просим оставить отзыв в разделе «Ваше мнение» в конце страницы. ${title}`,
  progress: (step, of) => `Вопрос ${step} из ${of}`,
  nps: ["Точно не порекомендую", "Точно порекомендую"],
  ces: ["Очень сложно", "Очень легко"],
  // Not "доволен", which would take every respondent for a man.
  faces: ["Очень плохо", "Плохо", "Средне", "Хорошо", "Отлично"],
};

export const more: MoreWords = {
  atLeast: (least) => `Введите число не меньше ${least}.`,
  atMost: (most) => `Введите число не больше ${most}.`,
  chooseAtLeast: (count) => `Выберите минимум ${count}.`,
  chooseAtMost: (count) => `Можно выбрать максимум ${count}.`,
  badNumber: "Введите число.",
  badDate: "Введите дату полностью.",
  notBefore: (date) => `Выберите ${date} или более позднюю дату.`,
  notAfter: (date) => `Выберите ${date} или более раннюю дату.`,
  everyRow: "Ответьте в каждой строке.",
  badEmail: "Проверьте адрес электронной почты.",
  badPhone: "Проверьте номер телефона.",
  name: "Имя",
  email: "Электронная почта",
  phone: "Телефон",
  mayContact: "Со мной можно связаться по поводу этого отзыва.",
  agree: "Даю согласие",
  other: "Другое",
  otherText: "Уточните, пожалуйста",
  choose: "Выберите",
  thumbs: ["Нравится", "Не нравится"],
  moveUp: (label) => `Переместить «${label}» выше`,
  moveDown: (label) => `Переместить «${label}» ниже`,
  moved: (label, place, of) => `«${label}» теперь на месте ${place} из ${of}.`,
  bigger: "Увеличить текст",
  readAloud: "Прочитать вслух",
  stopReading: "Остановить чтение",
};
