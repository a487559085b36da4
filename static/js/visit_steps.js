// One group of questions a screen, with Back and Next; without this module the form is one page.

const form = document.getElementById("visit-form");
const steps = [...form.querySelectorAll("[data-step]")];
const bar = form.querySelector(".step-bar");
const status = document.getElementById("step-status");
// In the field app what ends the form lies in two places: what to look at, and the button.
const ending = [
  ...form.querySelectorAll(".form-end"),
  ...form.querySelectorAll(":scope > .figures-check"),
];
const buttons = form.querySelector(".step-buttons");
let current = 0;

const DAY = 24 * 60 * 60_000;

// Whether one may be leaving now: who arrived on another day logs a stay that is long over.
const mayLeave = (now) => {
  const stayed = new Date(now) - new Date(form.elements.arrived_at.value);
  return !(stayed < 0 || stayed > DAY);
};

// The moment of leaving is the moment the last step is reached, until somebody writes another.
const proposeDeparture = () => {
  const field = form.elements.departed_at;
  const corrects = form.elements.parent.value !== "" || document.getElementById("errors");
  if (corrects) return;
  const { proposed } = field.dataset;
  // Somebody wrote another moment, or none.
  if (proposed ? field.value !== proposed : field.value) return;
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: form.dataset.zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const now = parts.format(new Date()).replace(" ", "T");
  if (!mayLeave(now)) {
    field.value = "";
    delete field.dataset.proposed;
  } else if (!proposed) {
    field.value = field.dataset.proposed = now;
  }
};

const words = (number) =>
  status.dataset.words.replace("%(number)s", number).replace("%(of)s", steps.length);

const show = (number, { focus = true } = {}) => {
  current = Math.min(Math.max(number, 0), steps.length - 1);
  const last = current === steps.length - 1;
  steps.forEach((step, index) => (step.hidden = index !== current));
  ending.forEach((part) => (part.hidden = !last));
  buttons.querySelector("[data-go='-1']").hidden = current === 0;
  buttons.querySelector("[data-go='1']").hidden = last;
  bar.querySelector("progress").max = steps.length;
  bar.querySelector("progress").value = current + 1;
  status.textContent = words(current + 1);
  if (last) proposeDeparture();
  form.dispatchEvent(new Event("step"));
  if (!focus) return;
  window.scrollTo(0, 0);
  steps[current].querySelector(".step-title").focus({ preventScroll: true });
};

// Every step is a place in the browser's history, so that its Back leads to the step before.
const go = (number) => {
  const from = current;
  show(number);
  if (current !== from) history.pushState({ step: current, from }, "");
};

// Where the step before is also the place before, going back to it makes no new place.
const goBack = () => {
  if (history.state?.from === current - 1) history.back();
  else go(current - 1);
};

window.addEventListener("popstate", (event) => {
  if (event.state?.step !== undefined) show(event.state.step);
});

const stepOf = (id) => {
  const target = id && document.getElementById(id);
  return target ? steps.findIndex((step) => step === target || step.contains(target)) : -1;
};

// A link to a question or a step opens its step first.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const id = decodeURIComponent(link.hash.slice(1));
  const index = stepOf(id);
  if (index < 0 && id !== "div_id_figures_confirmed") return;
  event.preventDefault();
  go(index < 0 ? steps.length - 1 : index);
  link.closest("details")?.removeAttribute("open");
  const target = document.getElementById(id);
  if (target === steps[current]) return;
  target.scrollIntoView({ block: "start" });
  target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});

buttons.addEventListener("click", (event) => {
  const button = event.target.closest("[data-go]");
  if (!button) return;
  if (button.dataset.go === "-1") goBack();
  else go(current + 1);
});

form.classList.add("stepping");
bar.hidden = buttons.hidden = false;
// A page loaded again, or come back to, opens where one was.
show(history.state?.step ?? 0, { focus: false });
// Sent back with mistakes: the summary of them is read first, wherever it leads.
const errors = document.getElementById("errors");
if (errors) {
  const first = errors.querySelector("a");
  const index = first ? stepOf(decodeURIComponent(first.hash.slice(1))) : -1;
  show(index < 0 ? steps.length - 1 : index, { focus: false });
  errors.focus();
}
history.replaceState({ ...history.state, step: current }, "");
