// The form of a finding: who told it is asked of what was told, and what is typed is kept on the
// device until its receipt is shown.

import { everyKept, forget, keep } from "./kept_typing.js";
import { mountToldBy } from "./told_by.js";
import { putBack, tellKept, typedIn, whenTyped } from "./typed_fields.js";

const FINDING = "finding";
const form = document.getElementById("finding-form");
const { account, mission, title } = form.dataset;
const number = form.elements.finding;

mountToldBy(form);

const query = new URLSearchParams(window.location.search);
const isMine = (kept) =>
  kept.kind === FINDING && kept.account === account && kept.mission === mission;
const mine = everyKept().filter(isMine);
const errors = document.getElementById("errors");
const kept = errors ? null : (mine.find((each) => each.number === query.get("kept")) ?? mine[0]);

if (kept) {
  // Its own number again: if it did arrive, the intake knows it.
  number.value = kept.number;
  putBack(form, kept.typed);
  tellKept(() => {
    forget(kept.number);
    window.location.replace(window.location.pathname);
  });
}
whenTyped(form, () =>
  keep({
    kind: FINDING,
    account,
    mission,
    title: form.elements.summary.value.trim().slice(0, 60) || title,
    address: `${window.location.pathname}?`,
    number: number.value,
    at: Date.now(),
    typed: typedIn(form),
  }),
);

// A second tap while the first is on its way is harmless, and need not be sent.
const button = form.querySelector(".btn-send");
form.addEventListener("submit", () => window.setTimeout(() => (button.disabled = true)));
window.addEventListener("pageshow", () => (button.disabled = false));
