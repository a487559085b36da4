// The form of a finding without a visit: filled from what this phone holds, kept as it is typed.

import { NOT_LISTED } from "./begin.js";
import { ask, numberTroubles, watchNumbers } from "./checks.js";
import { draftNamed, keepTyping, showNothing, whenSent } from "./drafting.js";
import { findingBody } from "./payload.js";
import { tellNoStore } from "./no_store.js";
import { mountPhotos } from "./photos.js";
import { mountAreas, mountChoice } from "./place.js";
import { isMoment } from "./times.js";
import { mountToldBy } from "../told_by.js";

const form = document.getElementById("finding-form");
const LONGEST_TITLE = 60;

const mountStation = (draft, changed) => {
  const panel = form.querySelector("[data-place=listed]");
  const elsewhere = form.querySelector("[data-place=elsewhere]");
  const input = elsewhere.querySelector("input[type=search]");
  let station = draft.place;
  const show = () => {
    panel.hidden = !station.code;
    elsewhere.hidden = Boolean(station.code);
    panel.querySelector("[data-station]").textContent = station.name;
    panel.querySelector("[data-area]").textContent = station.area;
  };
  const choose = (one) => {
    station = one;
    search.clear();
    show();
    changed();
    (station.code ? panel.querySelector("button") : input).focus();
  };
  const search = mountChoice(elsewhere, draft.mission, form.dataset.wordsThis, choose);
  panel.querySelector("[data-no-station]").addEventListener("click", () => choose(NOT_LISTED));
  input.value = draft.station_words ?? "";
  show();
  return {
    told: () => ({
      station: station.code,
      place: station,
      station_words: station.code ? "" : input.value.trim(),
    }),
    input,
  };
};

const troubles = (station) => {
  const { summary, theme, occurred_at: moment } = form.elements;
  const { wordsFinding, wordsTheme, wordsMoment, wordsStation } = form.dataset;
  const found = numberTroubles(form);
  if (!theme.value) found.unshift({ field: theme, sentence: wordsTheme });
  if (!summary.value.trim()) found.unshift({ field: summary, sentence: wordsFinding });
  if (moment.value && !isMoment(moment.value)) found.push({ field: moment, sentence: wordsMoment });
  if (station.told().station_words) found.push({ field: station.input, sentence: wordsStation });
  return found;
};

const open = async () => {
  const draft = await draftNamed("finding");
  if (!draft) return showNothing();
  let typing = null;
  const station = mountStation(draft, () => typing?.change({}));
  const titleOf = () =>
    form.elements.summary.value.trim().slice(0, LONGEST_TITLE) || form.dataset.title;
  await mountAreas(form, draft.mission, draft.typed.area);
  typing = keepTyping(form, draft, { place: () => ({ ...station.told(), title: titleOf() }) });
  typing.put(draft.typed);
  form.hidden = false;
  mountToldBy(form);
  watchNumbers(form);
  mountPhotos(form.querySelector("[data-photos]"), draft);
  whenSent(form, async () => {
    const box = document.getElementById("look-at");
    const isNew = ask(box, troubles(station));
    // Without a word of what happened there is no finding to send.
    if (isNew || !form.elements.summary.value.trim()) {
      return box.scrollIntoView({ block: "center" });
    }
    const words = station.told().station_words;
    const place = words && `${form.dataset.wordsPlace} ${words}`;
    await typing.handOver((about) => findingBody({ form, place, ...about }));
  });
};

open().catch(tellNoStore);
