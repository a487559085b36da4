// Do the figures of a count's protocol add up? The rules are the server's, written into the page;
// a rule is checked where all its figures were read, and "about 300" proves nothing.

import { readNumber } from "./numbers.js";
import { said } from "./words.js";

const PREFIX = "counting.";

const figureOf = (form, name) => {
  const code = `${PREFIX}${name}`;
  const field = form.elements[`answer-${code}`];
  if (!field || field.disabled || form.elements[`silent-${code}`]?.checked) return null;
  const read = readNumber(field.value);
  return read && !read.approximate ? read.number : null;
};

const breaks = (rule, form) => {
  const { parts, whole } = rule.dataset;
  const names = [...parts.split(" "), whole];
  const figures = Object.fromEntries(names.map((name) => [name, figureOf(form, name)]));
  if (Object.values(figures).includes(null)) return null;
  const together = parts.split(" ").reduce((sum, name) => sum + figures[name], 0);
  const holds = "within" in rule.dataset ? together <= figures[whole] : together === figures[whole];
  return holds ? null : figures;
};

// Shows which rules do not hold, each with its figures; returns whether there is one.
export const showImbalances = (form) => {
  const box = document.getElementById("div_id_figures_confirmed");
  if (!box) return false;
  let broken = false;
  for (const rule of box.querySelectorAll("[data-parts]")) {
    const figures = breaks(rule, form);
    rule.hidden = !figures;
    if (figures) rule.textContent = said(rule.dataset.words, figures);
    broken ||= Boolean(figures);
  }
  box.hidden = !broken;
  return broken;
};
