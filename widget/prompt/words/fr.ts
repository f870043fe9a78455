import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** French, vous. A no-break space stands inside guillemets and before `:` and `!`. */
export const words: Words = {
  close: "Fermer",
  back: "Retour",
  next: "Suivant",
  send: "Envoyer",
  skip: "Passer",
  later: "Répondre plus tard",
  change: "Modifier ma réponse",
  thanks: "Merci\u00A0!",
  waiting: "Enregistré. L’envoi se fera dès que possible.",
  delivered: "Envoyé",
  needed: "Veuillez d’abord répondre à cette question.",
  region: "Votre avis",
  announce: (sender, title) =>
    `${sender} sollicite votre avis, dans la zone «\u00A0Votre avis\u00A0» en fin de page\u00A0: ${title}`,
  progress: (step, of) => `Question ${step} sur ${of}`,
  nps: ["Pas du tout probable", "Extrêmement probable"],
  ces: ["Très difficile", "Très facile"],
  // Not "satisfait", which would take every respondent for a man.
  faces: ["Très mal", "Mal", "Moyen", "Bien", "Très bien"],
};

export const more: MoreWords = {
  atLeast: (least) => `Veuillez saisir ${least} ou plus.`,
  atMost: (most) => `Veuillez saisir ${most} ou moins.`,
  chooseAtLeast: (count) => `Veuillez en choisir au moins ${count}.`,
  chooseAtMost: (count) => `Vous pouvez en choisir ${count} au maximum.`,
  badNumber: "Veuillez saisir un nombre.",
  badDate: "Veuillez saisir une date complète.",
  notBefore: (date) => `Veuillez choisir le ${date} ou une date ultérieure.`,
  notAfter: (date) => `Veuillez choisir le ${date} ou une date antérieure.`,
  everyRow: "Veuillez répondre à chaque ligne.",
  badEmail: "Veuillez vérifier l’adresse e-mail.",
  badPhone: "Veuillez vérifier le numéro de téléphone.",
  name: "Nom",
  email: "E-mail",
  phone: "Téléphone",
  mayContact: "Vous pouvez me contacter au sujet de mon avis.",
  agree: "J’accepte",
  other: "Autre",
  otherText: "Veuillez préciser",
  choose: "Veuillez choisir",
  thumbs: ["Pouce vers le haut", "Pouce vers le bas"],
  moveUp: (label) => `Monter «\u00A0${label}\u00A0»`,
  moveDown: (label) => `Descendre «\u00A0${label}\u00A0»`,
  moved: (label, place, of) => `«\u00A0${label}\u00A0» est maintenant en position ${place} sur ${of}.`,
  bigger: "Agrandir le texte",
  readAloud: "Lire à voix haute",
  stopReading: "Arrêter la lecture",
};
