// Points at what cannot be read, and asks about it once. Nothing here keeps a visit from being sent.

import { readNumber } from "./numbers.js";
import { isMoment } from "./times.js";
import { said } from "./words.js";

const isAsked = (field) => field && !field.disabled;

const numberTrouble = (field, words) => {
  const text = field.value.trim();
  if (!text) return "";
  const read = readNumber(text);
  if (!read) return said(words.wordsUnreadable, { text, expected: words.wordsNumber });
  const most = Number(field.dataset.most || Infinity);
  return read.number > most ? said(words.wordsTooMany, { number: read.number, most }) : "";
};

const blockOf = (field) => field.closest("[id^=div_id_]");

// Says below a field what is wrong with it; "" takes it away.
const mark = (field, sentence) => {
  const id = `trouble-${field.name}`;
  let note = document.getElementById(id);
  if (!sentence) {
    note?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    return;
  }
  if (!note) {
    note = document.createElement("p");
    note.id = id;
    note.className = "field-error";
    (field.closest(".open-answer") ?? field).after(note);
  }
  note.textContent = sentence;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
};

const isNumber = (field) => field.matches?.("input[inputmode=numeric]");

// As soon as a number is written it is said where it cannot be read.
export const watchNumbers = (form) => {
  const look = (field) => mark(field, numberTrouble(field, form.dataset));
  form.addEventListener("change", (event) => isNumber(event.target) && look(event.target));
  [...form.elements].filter((field) => isNumber(field) && field.value).forEach(look);
};

export const numberTroubles = (form) =>
  [...form.elements]
    .filter((field) => isNumber(field) && isAsked(field))
    .map((field) => ({ field, sentence: numberTrouble(field, form.dataset) }))
    .filter(({ sentence }) => sentence);

const timeTroubles = (form) => {
  const { arrived_at: arrived, departed_at: departed } = form.elements;
  const { wordsMoment, wordsBefore } = form.dataset;
  const found = [];
  if (!isMoment(arrived.value)) found.push({ field: arrived, sentence: wordsMoment });
  if (departed.value && !isMoment(departed.value)) {
    found.push({ field: departed, sentence: wordsMoment });
  } else if (departed.value && departed.value < arrived.value) {
    found.push({ field: departed, sentence: wordsBefore });
  }
  return found;
};

const placeTroubles = (form) => {
  const { station_number: number, place } = form.elements;
  const nowhere = isAsked(number) && !number.value.trim() && !place.value.trim();
  return nowhere ? [{ field: number, sentence: form.dataset.wordsNowhere }] : [];
};

// A finding that says by whom or what was done, and not what happened, would not be sent.
const findingTroubles = (form) =>
  [...form.querySelectorAll("[data-part=finding]:not([hidden])")]
    .map((part) => ({
      field: part.querySelector("[name$='-summary']"),
      rest: [...part.querySelectorAll("[name$='-told_by'], [name$='-response']")],
    }))
    .filter(({ field, rest }) => isAsked(field) && !field.value.trim() && rest.some((each) => each.value.trim()))
    .map(({ field }) => ({ field, sentence: form.dataset.wordsFinding }));

export const visitTroubles = (form) => [
  ...placeTroubles(form),
  ...timeTroubles(form),
  ...numberTroubles(form),
  ...findingTroubles(form),
];

const labelOf = (field) =>
  (blockOf(field)?.querySelector("legend, label") ?? field).textContent.trim();

const entry = ({ field, sentence }) => {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${blockOf(field).id}`;
  link.textContent = labelOf(field);
  row.append(link, ` ${sentence}`);
  return row;
};

// Lists the troubles and returns whether they are new: the same ones are asked about once only.
export const ask = (box, troubles) => {
  const told = JSON.stringify(troubles.map(({ field, sentence }) => [field.name, sentence]));
  const isNew = troubles.length > 0 && box.dataset.asked !== told;
  box.dataset.asked = told;
  box.querySelector("[data-list]").replaceChildren(...troubles.map(entry));
  box.hidden = !troubles.length;
  return isNew;
};
