// Keeps what is typed into the form of a visit, and puts it back when the form is opened again.

import { everyKept, forget, keep } from "./kept_typing.js";

const form = document.getElementById("visit-form");
const note = document.getElementById("kept");
const { account, stage } = form.dataset;
const hidden = (name) => form.elements[name].value;

const fields = () =>
  [...form.elements].filter(
    (field) => field.name && !["hidden", "submit", "button"].includes(field.type),
  );
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

const typed = () => {
  const found = {};
  for (const field of fields()) {
    if (!isChoice(field)) found[field.name] = field.value;
    else if (field.checked) (found[field.name] ??= []).push(field.value);
  }
  return found;
};

const putBack = (values) => {
  for (const field of fields()) {
    if (isChoice(field)) field.checked = (values[field.name] ?? []).includes(field.value);
    else if (field.name in values) field.value = values[field.name];
  }
  // What depends on answers is shown or hidden anew.
  form.dispatchEvent(new Event("change", { bubbles: true }));
};

// The same visit on top of the same revision, or one never sent of the same station and stage.
const fits = (kept) => {
  if (kept.account !== account || kept.stage !== stage) return false;
  if (kept.parent !== hidden("parent")) return false;
  if (kept.visit === hidden("visit")) return true;
  return kept.parent === "" && kept.station === hidden("station");
};

const remember = () =>
  keep({
    account,
    stage,
    visit: hidden("visit"),
    parent: hidden("parent"),
    station: hidden("station"),
    at: Date.now(),
    typed: typed(),
  });

// A page that came back with mistakes shows what was typed already.
const kept = document.getElementById("errors") ? null : everyKept().find(fits);
if (kept) {
  // Its own number again: if it did arrive, the intake knows it.
  form.elements.visit.value = kept.visit;
  putBack(kept.typed);
  note.hidden = false;
  note.querySelector("[data-discard]").addEventListener("click", () => {
    forget(kept.visit);
    window.location.replace(window.location.href);
  });
}
form.addEventListener("input", remember);
form.addEventListener("change", (event) => event.isTrusted && remember());
