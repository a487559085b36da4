// Keeps what is typed into the form of a visit, and puts it back when the form is opened again.

import { everyKept, forget, keep } from "./kept_typing.js";
import { putBack, tellKept, typedIn, whenTyped } from "./typed_fields.js";

const form = document.getElementById("visit-form");
const { account, mission, stage, title } = form.dataset;
const hidden = (name) => form.elements[name].value;

const isHere = (kept) =>
  kept.account === account && kept.mission === mission && kept.stage === stage;

// The same visit on top of the same revision, or one never sent of the same station and stage.
const fits = (kept) => {
  if (!isHere(kept)) return false;
  if (kept.parent !== hidden("parent")) return false;
  if (kept.number === hidden("visit")) return true;
  return kept.parent === "" && kept.station === hidden("station");
};

// The list of unfinished forms names the one it means: that one is shown even where the visit was
// changed meanwhile.
const meant = () => {
  const number = new URLSearchParams(window.location.search).get("kept");
  const every = everyKept().filter(isHere);
  return every.find((kept) => kept.number === number) ?? every.find(fits);
};

const address = () => {
  const query = new URLSearchParams(window.location.search);
  query.delete("kept");
  return `${window.location.pathname}?${query}`;
};

const remember = () =>
  keep({
    account,
    mission,
    stage,
    title,
    address: address(),
    number: hidden("visit"),
    parent: hidden("parent"),
    station: hidden("station"),
    at: Date.now(),
    typed: typedIn(form),
  });

// A page that came back with mistakes shows what was typed already.
const kept = document.getElementById("errors") ? null : meant();
if (kept) {
  // Its own number again: if it did arrive, the intake knows it.
  form.elements.visit.value = kept.number;
  document.querySelector("#kept [data-changed]").hidden = kept.parent === hidden("parent");
  form.elements.parent.value = kept.parent;
  putBack(form, kept.typed);
  tellKept(() => {
    forget(kept.number);
    window.location.replace(address());
  });
}
whenTyped(form, remember);
