// What a question shows depends on answers: conditional questions, the finding that a grave answer
// asks for, the comment that a bad rating asks for. What is hidden is not sent.

const form = document.getElementById("visit-form");

const answersOf = (name) =>
  [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked:not(:disabled)`)].map(
    (input) => input.value,
  );

const enable = (part, shown) => {
  part.hidden = !shown;
  for (const field of part.querySelectorAll("input, select, textarea")) {
    field.disabled = !shown;
  }
};

const marked = (question, values, kind) =>
  (question.dataset[kind] ?? "").split(" ").some((value) => values.includes(value));

const update = (question) => {
  const { onlyIf, onlyIfValue } = question.dataset;
  const asked = !onlyIf || answersOf(onlyIf).includes(onlyIfValue);
  enable(question, asked);
  if (!asked) return;
  const values = answersOf(`answer-${question.dataset.question}`);
  const finding = question.querySelector("[data-part=finding]");
  if (finding) {
    const urgent = marked(question, values, "urgent");
    const told = finding.querySelector("textarea").defaultValue !== "";
    if (urgent && finding.hidden) finding.open = true;
    enable(finding, urgent || told);
  }
  if (question.dataset.asksComment && marked(question, values, "asksComment")) {
    question.querySelector("[data-part=comment]").open = true;
  }
};

// In the order of the page: a question whose condition is itself not asked is not asked.
const updateAll = () => form.querySelectorAll("[data-question]").forEach(update);

// "Not observed" stands alone among several choices, and beside a number or a time.
const keepSilentAlone = (changed) => {
  const question = changed.closest("[data-question]");
  if (!question || changed.closest("[data-part]") || changed.type === "radio") return;
  const isSilent = (input) => input.value === "not_observed" || input.name.startsWith("silent-");
  const block = question.querySelectorAll(".options input, .open-answer input");
  for (const input of block) {
    if (input === changed || isSilent(input) === isSilent(changed)) continue;
    if (input.type === "checkbox" && (changed.checked || changed.value)) input.checked = false;
    else if (changed.type === "checkbox" && changed.checked) input.value = "";
  }
};

// The finding that an answer has opened must not stay hidden behind the buttons.
const bringIntoSight = (changed) => {
  const finding = changed.closest("[data-question]")?.querySelector("[data-part=finding]");
  const isNew = finding?.open && !finding.hidden && !finding.contains(changed);
  if (isNew) finding.scrollIntoView({ block: "nearest" });
};

form.addEventListener("change", (event) => {
  const before = form.querySelectorAll("[data-part=finding]:not([hidden])").length;
  keepSilentAlone(event.target);
  updateAll();
  const after = form.querySelectorAll("[data-part=finding]:not([hidden])").length;
  if (after > before) bringIntoSight(event.target);
});
window.addEventListener("pageshow", updateAll);
updateAll();

// A second tap while the first is on its way is harmless, and need not be sent. Where the page sends
// it in its own way, the button stays.
const disableSending = (disabled) =>
  form.querySelectorAll(".btn-send").forEach((button) => (button.disabled = disabled));
form.addEventListener("submit", (event) =>
  window.setTimeout(() => event.defaultPrevented || disableSending(true)),
);
window.addEventListener("pageshow", () => disableSending(false));
