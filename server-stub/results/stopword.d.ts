/** Stop words by ISO 639-3 code of the language; the package brings no types of its own. */
declare module "stopword" {
  export const ara: string[];
  export const deu: string[];
  export const eng: string[];
  export const fra: string[];
  export const heb: string[];
  export const ind: string[];
  export const jpn: string[];
  export const kor: string[];
  export const por: string[];
  export const porBr: string[];
  export const rus: string[];
  export const spa: string[];
  export const tha: string[];
  export const vie: string[];
  export const zho: string[];
}
