// Lists the forms that were begun on this device and not sent, with the way to go on or discard.

import { everyKept, forget } from "./kept_typing.js";

const section = document.getElementById("unfinished");
const { account, mission, zone, confirm } = section.dataset;
const list = section.querySelector("ul");
const template = section.querySelector("template");

// Dates as the page writes them: day before month.
const { lang } = document.documentElement;
const moment = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
  timeZone: zone,
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const discard = (kept, row) => {
  if (!window.confirm(confirm.replace("%(title)s", kept.title))) return;
  forget(kept.number);
  row.remove();
  section.hidden = list.childElementCount === 0;
};

const rowOf = (kept) => {
  const row = template.content.cloneNode(true).firstElementChild;
  row.querySelector("[data-title]").textContent = kept.title;
  row.querySelector("[data-at]").textContent = moment.format(kept.at);
  const link = row.querySelector("[data-continue]");
  link.href = `${kept.address}&kept=${kept.number}`;
  link.setAttribute("aria-label", `${link.textContent}: ${kept.title}`);
  const button = row.querySelector("[data-discard]");
  button.setAttribute("aria-label", `${button.textContent.trim()}: ${kept.title}`);
  button.addEventListener("click", () => discard(kept, row));
  return row;
};

// Somebody else's, or of another mission, is neither shown nor thrown away.
const isMine = (kept) => kept.account === account && kept.mission === mission;
const show = () => {
  list.replaceChildren(...everyKept().filter(isMine).map(rowOf));
  section.hidden = list.childElementCount === 0;
};
// Also when one comes back to this page by the browser's Back.
window.addEventListener("pageshow", show);
