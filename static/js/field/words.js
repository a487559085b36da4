// Sentences of the page with places for what only the phone knows: "%(number)s wait".

export const said = (words, told) =>
  words.replace(/%\((\w+)\)s/g, (place, name) => told[name] ?? place);

// Texts as they are compared: small letters, without accents.
export const folded = (text) =>
  text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
