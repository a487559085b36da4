// Finds stations in the phone's own list while one types: every station of a large country, made
// ready once, in pieces small enough that the page never stops.

import { folded, said } from "./words.js";

const AT_ONCE = 1000;
const MOST_SHOWN = 30;

const pause = () => new Promise((go) => setTimeout(go));

// What can be searched of the list as it is kept: {version, areas, stations}.
export const makeIndex = async ({ version, areas, stations }) => {
  const names = Object.fromEntries(
    Object.entries(areas).map(([code, name]) => [code, folded(name)]),
  );
  const texts = [];
  for (let from = 0; from < stations.length; from += AT_ONCE) {
    if (from) await pause();
    for (const [code, number, name, area] of stations.slice(from, from + AT_ONCE)) {
      texts.push(folded(`${number} ${name} ${code} `) + names[area]);
    }
  }
  return { version, areas, stations, texts };
};

const asStation = (index, [code, number, name, area, kind]) => ({
  code,
  kind,
  name: `${number} ${name}`.trim(),
  area: index.areas[area] ?? "",
});

// The stations that hold every word, those whose number begins so first: {found, more}.
export const find = (index, typed, most = MOST_SHOWN) => {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return { found: [], more: 0 };
  const [exact, numbered, others] = [[], [], []];
  index.texts.forEach((text, at) => {
    if (!words.every((word) => text.includes(word))) return;
    const number = folded(index.stations[at][1]);
    if (words.includes(number)) exact.push(at);
    else if (number.startsWith(words[0])) numbered.push(at);
    else others.push(at);
  });
  const fitting = [...exact, ...numbered, ...others];
  const found = fitting.slice(0, most).map((at) => asStation(index, index.stations[at]));
  return { found, more: fitting.length - found.length };
};

// Makes the search work. `load` gives the kept list or nothing, `rowOf` the row of a station.
export const mountSearch = (container, { load, rowOf }) => {
  const input = container.querySelector("input");
  const told = container.querySelector("[role=status]");
  const list = container.querySelector("ul");
  const words = told.dataset;
  let making = null;
  let made = "";
  let asked = 0;

  const ready = async () => {
    const stations = await load();
    made = stations?.version ?? "";
    return stations ? makeIndex(stations) : null;
  };
  const prepare = () => (making ??= ready());

  const tell = ({ found, more }) => {
    const number = said(words.wordsFound, { number: found.length });
    const rest = more ? `, ${said(words.wordsMore, { number: more })}` : "";
    told.textContent = found.length ? number + rest : words.wordsNone;
  };

  const show = async () => {
    const mine = (asked += 1);
    const index = await prepare();
    if (mine !== asked) return;
    const typed = input.value.trim();
    if (!index) told.textContent = words.wordsMissing;
    if (!index) making = null;
    const result = index && typed ? find(index, typed) : { found: [], more: 0 };
    list.replaceChildren(...result.found.map(rowOf));
    list.hidden = !result.found.length;
    if (index) typed ? tell(result) : (told.textContent = "");
  };

  input.addEventListener("focus", prepare, { once: true });
  input.addEventListener("input", show);
  // In a form the key would send it.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return {
    clear: () => {
      input.value = "";
      show();
    },
    focus: () => input.focus(),
    // The mission's list is now this version: where another one was made ready, it is made anew.
    refresh: (version) => {
      if (version === made) return;
      making = null;
      if (input.value) show();
    },
  };
};
