// Numbers and times of day as they are typed: read by the same rules as on the server.

const NUMBER = /^(~?) *([0-9]{1,9})$/;
const GROUPED = /^(~?) *([0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+)$/;
const TIME = /^([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9])?$/;

// A number whose thousands stand apart, without the spaces; other text as it is.
export const withoutSpaces = (text) => {
  const grouped = GROUPED.exec(text.trim());
  return grouped ? grouped[1] + grouped[2].replace(/\s/g, "") : text.trim();
};

// {number, approximate}, or null where it is no whole number.
export const readNumber = (text) => {
  const found = NUMBER.exec(withoutSpaces(text));
  return found && { number: Number(found[2]), approximate: found[1] === "~" };
};

// "7.05" as "07:05"; what is no time of day stays as it was typed.
export const timeOfDay = (text) => {
  const found = TIME.exec(text.trim());
  return found ? `${found[1].padStart(2, "0")}:${found[2]}` : text.trim();
};
