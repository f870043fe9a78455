import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Spanish, usted, in words used on both sides of the Atlantic. */
export const words: Words = {
  close: "Cerrar",
  back: "Atrás",
  next: "Siguiente",
  send: "Enviar",
  skip: "Omitir",
  later: "Responder más tarde",
  change: "Cambiar mi respuesta",
  thanks: "¡Muchas gracias!",
  waiting: "Guardado. Se enviará lo antes posible.",
  delivered: "Enviado",
  needed: "Responda primero a esta pregunta.",
  region: "Su opinión",
  announce: (sender, title) =>
    `${sender} le pide su opinión, en la sección «Su opinión» al final de la página: ${title}`,
  progress: (step, of) => `Pregunta ${step} de ${of}`,
  nps: ["Nada probable", "Extremadamente probable"],
  ces: ["Muy difícil", "Muy fácil"],
  // Not "satisfecho", which would take every respondent for a man.
  faces: ["Muy mal", "Mal", "Regular", "Bien", "Muy bien"],
};

export const more: MoreWords = {
  atLeast: (least) => `Escriba ${least} o más.`,
  atMost: (most) => `Escriba ${most} o menos.`,
  chooseAtLeast: (count) => `Elija al menos ${count}.`,
  chooseAtMost: (count) => `Puede elegir hasta ${count}.`,
  badNumber: "Escriba un número.",
  badDate: "Escriba una fecha completa.",
  notBefore: (date) => `Elija el ${date} o una fecha posterior.`,
  notAfter: (date) => `Elija el ${date} o una fecha anterior.`,
  everyRow: "Responda en todas las filas.",
  badEmail: "Revise el correo electrónico.",
  badPhone: "Revise el número de teléfono.",
  name: "Nombre",
  email: "Correo electrónico",
  phone: "Teléfono",
  mayContact: "Pueden contactarme acerca de mi opinión.",
  agree: "Acepto",
  other: "Otra opción",
  otherText: "Especifique, por favor",
  choose: "Elija una opción",
  thumbs: ["Pulgar arriba", "Pulgar abajo"],
  moveUp: (label) => `Subir «${label}»`,
  moveDown: (label) => `Bajar «${label}»`,
  moved: (label, place, of) => `«${label}» está ahora en el puesto ${place} de ${of}.`,
  bigger: "Agrandar el texto",
  readAloud: "Leer en voz alta",
  stopReading: "Detener la lectura",
};
