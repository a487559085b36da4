// Which station a visit is about: one of the list, or one that is not listed, and the way from one
// to the other.

import { NOT_LISTED } from "./begin.js";
import { mountSearch } from "./search.js";
import { kept } from "./store.js";

// Hides a part of the form; what is hidden is not sent.
const enable = (part, shown) => {
  part.hidden = !shown;
  for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !shown;
};

const fillAreas = (select, stations, wanted) => {
  const areas = Object.entries(stations?.areas ?? {});
  // An area told before is not lost where the list is not here.
  if (wanted && !areas.some(([code]) => code === wanted)) areas.push([wanted, wanted]);
  const { value } = select;
  areas.sort(([, one], [, other]) => one.localeCompare(other));
  select.replaceChildren(
    select.options[0],
    ...areas.map(([code, name]) => new Option(name, code)),
  );
  select.value = value || "";
};

const rowOf = (station, choose, words) => {
  const row = document.createElement("li");
  const title = document.createElement("p");
  title.className = "row-title wrapping mb-0";
  title.textContent = station.name;
  const area = document.createElement("p");
  area.className = "row-note mb-1";
  area.textContent = station.area;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary w-100";
  button.textContent = words;
  button.setAttribute("aria-label", `${words}: ${station.name}`);
  button.addEventListener("click", () => choose(station));
  row.append(title, area, button);
  return row;
};

// Fills the areas of a form's list; `wanted` is the area that was told before.
export const mountAreas = async (form, mission, wanted) =>
  fillAreas(form.elements.area, await kept(`stations:${mission}`), wanted);

// The search of a form: choosing a station calls `choose`.
export const mountChoice = (container, mission, words, choose) =>
  mountSearch(container, {
    load: () => kept(`stations:${mission}`),
    rowOf: (station) => rowOf(station, choose, words),
  });

// Returns what the draft is to hold of the place, and what to wait for before the form is filled.
export const mountPlace = (form, draft) => {
  const [listed, elsewhere] = ["listed", "not-listed"].map((kind) =>
    form.querySelector(`[data-place=${kind}]`),
  );
  const other = form.querySelector("#other-station");
  const summary = other.querySelector("summary");
  let station = draft.place;
  let chosen = () => {};

  const show = () => {
    listed.hidden = !station.code;
    listed.querySelector("[data-station]").textContent = station.name;
    listed.querySelector("[data-area]").textContent = station.area;
    enable(elsewhere, !station.code);
    document.getElementById("which-station").textContent =
      station.name || form.dataset.wordsNotListed;
    const { wordsFind, wordsOther } = summary.dataset;
    summary.textContent = station.code ? wordsOther : wordsFind;
    other.querySelector("[data-not-listed]").hidden = !station.code;
  };
  const told = () => ({
    station: station.code,
    place: station,
    title: `${station.name || form.dataset.wordsNotListed}, ${form.dataset.stageLabel}`,
  });
  const choose = (one) => {
    station = one;
    show();
    other.open = false;
    search.clear();
    summary.focus();
    chosen(told());
  };
  const search = mountChoice(other, draft.mission, form.dataset.wordsThis, choose);
  other.querySelector("[data-not-listed]").addEventListener("click", () => choose(NOT_LISTED));
  show();
  const wanted = draft.typed?.area || draft.told.area;
  const ready = mountAreas(form, draft.mission, wanted);
  return { told, ready, whenChosen: (callback) => (chosen = callback) };
};
