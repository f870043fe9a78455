import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** German, Sie. */
export const words: Words = {
  close: "Schließen",
  back: "Zurück",
  next: "Weiter",
  send: "Senden",
  skip: "Überspringen",
  later: "Später antworten",
  change: "Antwort ändern",
  thanks: "Vielen Dank!",
  waiting: "Gespeichert. Wird so bald wie möglich gesendet.",
  delivered: "Gesendet",
  needed: "Bitte beantworten Sie zuerst diese Frage.",
  region: "Ihre Meinung",
  announce: (sender, title) =>
    `${sender} bittet um Feedback, im Bereich „Ihre Meinung“ am Ende der Seite: ${title}`,
  progress: (step, of) => `Frage ${step} von ${of}`,
  nps: ["Äußerst unwahrscheinlich", "Äußerst wahrscheinlich"],
  ces: ["Sehr schwierig", "Sehr einfach"],
  faces: ["Sehr unzufrieden", "Unzufrieden", "Teils, teils", "Zufrieden", "Sehr zufrieden"],
};

export const more: MoreWords = {
  atLeast: (least) => `Bitte geben Sie mindestens ${least} ein.`,
  atMost: (most) => `Bitte geben Sie höchstens ${most} ein.`,
  chooseAtLeast: (count) => `Bitte wählen Sie mindestens ${count} aus.`,
  chooseAtMost: (count) => `Sie können höchstens ${count} auswählen.`,
  badNumber: "Bitte geben Sie eine Zahl ein.",
  badDate: "Bitte geben Sie ein vollständiges Datum ein.",
  notBefore: (date) => `Bitte wählen Sie den ${date} oder ein späteres Datum.`,
  notAfter: (date) => `Bitte wählen Sie den ${date} oder ein früheres Datum.`,
  everyRow: "Bitte beantworten Sie jede Zeile.",
  badEmail: "Bitte prüfen Sie die E-Mail-Adresse.",
  badPhone: "Bitte prüfen Sie die Telefonnummer.",
  name: "Name",
  email: "E-Mail",
  phone: "Telefon",
  mayContact: "Sie dürfen mich zu meinem Feedback kontaktieren.",
  agree: "Ich stimme zu",
  other: "Sonstiges",
  otherText: "Bitte angeben",
  choose: "Bitte wählen",
  thumbs: ["Daumen hoch", "Daumen runter"],
  moveUp: (label) => `„${label}“ nach oben verschieben`,
  moveDown: (label) => `„${label}“ nach unten verschieben`,
  moved: (label, place, of) => `„${label}“ ist jetzt auf Platz ${place} von ${of}.`,
  bigger: "Größere Schrift",
  readAloud: "Vorlesen",
  stopReading: "Vorlesen beenden",
};
