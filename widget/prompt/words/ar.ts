import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Modern Standard Arabic; verbal nouns rather than imperatives, which would take the reader for a man. */
export const words: Words = {
  close: "إغلاق",
  back: "السابق",
  next: "التالي",
  send: "إرسال",
  skip: "تخطٍّ",
  later: "الإجابة لاحقًا",
  change: "تعديل إجابتي",
  thanks: "شكرًا لك!",
  waiting: "تم الحفظ، وسيتم الإرسال في أقرب وقت ممكن.",
  delivered: "تم الإرسال",
  needed: "يُرجى الإجابة عن هذا السؤال أولًا.",
  region: "إبداء الرأي",
  announce: (sender, title) => `طلب لمعرفة رأيك من ${sender}، في قسم «إبداء الرأي» في نهاية الصفحة: ${title}`,
  progress: (step, of) => `السؤال ${step} من ${of}`,
  nps: ["غير محتمل على الإطلاق", "محتمل للغاية"],
  ces: ["صعب جدًا", "سهل جدًا"],
  // Not "راضٍ", which would take every respondent for a man.
  faces: ["سيئ جدًا", "سيئ", "متوسط", "جيد", "ممتاز"],
};

export const more: MoreWords = {
  atLeast: (least) => `يُرجى إدخال ${least} أو أكثر.`,
  atMost: (most) => `يُرجى إدخال ${most} أو أقل.`,
  chooseAtLeast: (count) => `يُرجى اختيار ${count} على الأقل.`,
  chooseAtMost: (count) => `يمكنك اختيار ${count} كحد أقصى.`,
  badNumber: "يُرجى إدخال رقم.",
  badDate: "يُرجى إدخال التاريخ كاملًا.",
  notBefore: (date) => `يُرجى اختيار ${date} أو تاريخ لاحق.`,
  notAfter: (date) => `يُرجى اختيار ${date} أو تاريخ سابق.`,
  everyRow: "يُرجى الإجابة في كل صف.",
  badEmail: "يُرجى التحقق من البريد الإلكتروني.",
  badPhone: "يُرجى التحقق من رقم الهاتف.",
  name: "الاسم",
  email: "البريد الإلكتروني",
  phone: "رقم الهاتف",
  mayContact: "يمكنكم التواصل معي بشأن رأيي.",
  agree: "أوافق",
  other: "غير ذلك",
  otherText: "يُرجى التوضيح",
  choose: "يُرجى الاختيار",
  thumbs: ["أعجبني", "لم يعجبني"],
  moveUp: (label) => `نقل «${label}» إلى أعلى`,
  moveDown: (label) => `نقل «${label}» إلى أسفل`,
  moved: (label, place, of) => `ترتيب «${label}» الآن ${place} من ${of}.`,
  bigger: "تكبير النص",
  readAloud: "قراءة بصوت عالٍ",
  stopReading: "إيقاف القراءة",
};
