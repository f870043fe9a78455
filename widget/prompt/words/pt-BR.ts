import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Brazilian Portuguese. */
export const words: Words = {
  close: "Fechar",
  back: "Voltar",
  next: "Avançar",
  send: "Enviar",
  skip: "Pular",
  later: "Responder depois",
  change: "Alterar minha resposta",
  thanks: "Agradecemos sua opinião!",
  waiting: "Salvo. O envio será feito assim que possível.",
  delivered: "Enviado",
  needed: "Responda primeiro a esta pergunta.",
  region: "Sua opinião",
  announce: (sender, title) =>
    `${sender} quer saber o que você acha, na seção “Sua opinião” no fim da página: ${title}`,
  progress: (step, of) => `Pergunta ${step} de ${of}`,
  nps: ["Nada provável", "Extremamente provável"],
  ces: ["Muito difícil", "Muito fácil"],
  // Not "satisfeito", which would take every respondent for a man.
  faces: ["Muito ruim", "Ruim", "Regular", "Bom", "Muito bom"],
};

export const more: MoreWords = {
  atLeast: (least) => `Digite ${least} ou mais.`,
  atMost: (most) => `Digite ${most} ou menos.`,
  chooseAtLeast: (count) => `Escolha pelo menos ${count}.`,
  chooseAtMost: (count) => `Você pode escolher até ${count}.`,
  badNumber: "Digite um número.",
  badDate: "Digite uma data completa.",
  notBefore: (date) => `Escolha ${date} ou uma data posterior.`,
  notAfter: (date) => `Escolha ${date} ou uma data anterior.`,
  everyRow: "Responda a todas as linhas.",
  badEmail: "Confira o endereço de e-mail.",
  badPhone: "Confira o número de telefone.",
  name: "Nome",
  email: "E-mail",
  phone: "Telefone",
  mayContact: "Vocês podem entrar em contato comigo sobre minha opinião.",
  agree: "Concordo",
  other: "Outra opção",
  otherText: "Especifique, por favor",
  choose: "Selecione",
  thumbs: ["Gostei", "Não gostei"],
  moveUp: (label) => `Mover “${label}” para cima`,
  moveDown: (label) => `Mover “${label}” para baixo`,
  moved: (label, place, of) => `“${label}” agora está na posição ${place} de ${of}.`,
  bigger: "Aumentar o texto",
  readAloud: "Ler em voz alta",
  stopReading: "Parar a leitura",
};
