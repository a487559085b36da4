// The first screen of the field app: what comes next, what is under way, what waits, whom to call.
// All of it from what the phone holds; it changes by itself when that does.

import {
  beginFinding,
  beginVisit,
  correctQueued,
  correctVisit,
  NOT_LISTED,
  openDraft,
} from "./begin.js";
import { mountSearch } from "./search.js";
import { drafts, dropDraft, kept, outbox, whenChanged } from "./store.js";
import { contactRow, row, stageBlock } from "./home_rows.js";
import { tellNoStore } from "./no_store.js";
import { placesOf } from "./places.js";
import { askedOnce } from "./refresh.js";
import { takeUp } from "./spare.js";
import { inWords } from "./times.js";
import { said } from "./words.js";

const home = document.getElementById("field-home");
const words = home.dataset;
const { mission } = document.body.dataset;
const part = (id) => document.getElementById(id);

const show = (id, rows) => {
  part(id).hidden = !rows.length;
  part(id).querySelector("ul").replaceChildren(...rows);
};

// A second tap while the first one is at work begins nothing.
let going = false;
const goTo = async (begin) => {
  if (going) return;
  going = true;
  try {
    const begun = await begin();
    if (begun) openDraft(begun);
  } finally {
    going = false;
  }
};

const log = (day, stage, station) =>
  goTo(() => beginVisit(day, stage, station, words.wordsNotListed));

const discard = async (draft) => {
  if (window.confirm(said(words.wordsDiscardIt, draft))) await dropDraft(draft.number);
};

const draftRow = (draft) =>
  row({
    title: draft.title,
    text: said(words.wordsChanged, { at: inWords(draft.at, draft.zone) }),
    question: draft.asked,
    actions: [
      { label: words.wordsContinue, primary: true, act: () => openDraft(draft) },
      { label: words.wordsDiscard, act: () => discard(draft) },
    ],
  });

const asks = ({ visit, waiting, isAnswered }) => visit.asked && !waiting.length && !isAnswered;

const visitRow = (day, { visit, waiting, isAnswered }) => {
  const sent = waiting.map((item) => item.state);
  const states = [...new Set(isAnswered ? ["received", ...sent] : [...sent, visit.state])];
  const last = waiting.at(-1);
  const correct = () => goTo(() => (last ? correctQueued(last) : correctVisit(day, visit)));
  const answers = asks({ visit, waiting, isAnswered });
  // What a further correction would follow is not on this phone before the day is fetched again.
  const isOld = isAnswered && !last;
  return row({
    title: visit.place,
    note: `${day.forms[visit.stage].label} · ${inWords(visit.arrived_at, day.zone)}`,
    badges: [...states, ...(visit.beside.length ? ["beside"] : [])],
    question: answers ? visit.asked : "",
    text: waiting.length || isAnswered ? "" : visit.told,
    actions:
      visit.state === "set_aside" || isOld
        ? []
        : [
            {
              label: answers ? words.wordsAnswer : words.wordsCorrect,
              primary: answers,
              act: correct,
            },
          ],
  });
};

const queuedRow = (item) => {
  const may = item.draft && (item.kind === "visit" || item.state === "refused");
  const label = item.state === "refused" ? words.wordsMend : words.wordsCorrect;
  const act = () => goTo(() => correctQueued(item));
  return row({
    title: item.title,
    badges: [item.state],
    text: item.why,
    actions: may ? [{ label, primary: item.state === "refused", act }] : [],
  });
};

const stopRow = (day, stop) => {
  const { planned, states, done } = stop;
  return row({
    title: planned.place,
    note: planned.area,
    time: planned.planned_at && inWords(planned.planned_at, day.zone),
    badges: states,
    actions: [
      {
        label: stop.draft ? words.wordsContinue : done ? words.wordsAnother : words.wordsLog,
        primary: !done,
        act: () => log(day, planned.stage, placeOf(planned)),
      },
    ],
  });
};

const placeOf = (planned) => ({ code: planned.station, name: planned.place, area: planned.area });

const showNext = (day, places) => {
  const next = places.next;
  const begun = places.drafts[0];
  part("next").hidden = !next;
  part("all-visited").hidden = Boolean(next) || !day.plan.length;
  if (next) {
    const { planned } = next;
    const time = planned.planned_at && inWords(planned.planned_at, day.zone);
    const note = [day.forms[planned.stage].label, planned.area, time].filter(Boolean);
    part("next").querySelector("[data-title]").textContent = planned.place;
    part("next").querySelector("[data-note]").textContent = note.join(" · ");
    part("next").querySelector("[data-text]").textContent = planned.address;
  }
  const button = part("thumb-bar").querySelector("[data-go-on]");
  button.hidden = !begun && !next;
  button.querySelector("[data-word]").textContent = begun ? words.wordsContinue : words.wordsLog;
  button.querySelector("[data-place]").textContent = begun ? begun.title : (next?.planned.place ?? "");
  button.onclick = () =>
    begun ? openDraft(begun) : log(day, next.planned.stage, placeOf(next.planned));
};

const showPlan = (day, places) => {
  const blocks = Object.entries(day.forms)
    .map(([stage, { label }]) => [label, places.stops.filter((each) => each.planned.stage === stage)])
    .filter(([, stops]) => stops.length)
    .map(([label, stops]) => {
      const done = stops.filter((stop) => stop.done);
      const left = stops.filter((stop) => !stop.done);
      return stageBlock({
        title: label,
        note: said(words.wordsDone, { done: done.length, of: stops.length }),
        visited: said(words.wordsVisited, { number: done.length }),
        left: left.map((stop) => stopRow(day, stop)),
        done: done.map((stop) => stopRow(day, stop)),
      });
    });
  part("plan").hidden = !blocks.length;
  part("plan").querySelector("[data-plan]").replaceChildren(...blocks);
};

const isSettled = ({ visit, waiting }) =>
  !waiting.length && !visit.beside.length && ["verified", "set_aside"].includes(visit.state);

const showVisits = (day, places) => {
  const rowsOf = (visits) => visits.map((each) => visitRow(day, each));
  const rest = places.visits.filter((each) => !asks(each));
  const settled = rowsOf(rest.filter(isSettled));
  const open = [
    ...places.queued.map(queuedRow),
    ...rowsOf(rest.filter((each) => !isSettled(each))),
  ];
  show("asked", rowsOf(places.visits.filter(asks)));
  show("under-way", places.drafts.map(draftRow));
  const section = part("visits");
  section.hidden = !open.length && !settled.length;
  section.querySelector("[data-count]").textContent = open.length + settled.length;
  section.querySelector("[data-open]").replaceChildren(...open);
  section.querySelector("[data-open]").hidden = !open.length;
  const fold = section.querySelector("details");
  fold.hidden = !settled.length;
  const words = home.dataset.wordsSettled;
  fold.querySelector("[data-settled]").textContent = said(words, { number: settled.length });
  fold.querySelector("ul").replaceChildren(...settled);
};

const stageButton = (day, stage, station) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary";
  button.textContent = day.forms[stage].label;
  const place = station.name || words.wordsNotListed;
  button.setAttribute("aria-label", said(words.wordsLogAt, { stage: button.textContent, place }));
  button.addEventListener("click", () => log(day, stage, station));
  return button;
};

const foundRow = (day) => (station) => {
  const made = row({ title: station.name, note: station.area, actions: [] });
  const stages = day.team ? day.stages_at[station.kind] : [];
  made.querySelector("[data-actions]").append(
    ...stages.map((stage) => stageButton(day, stage, station)),
  );
  return made;
};

const showQueued = (places) => {
  const note = part("just-queued");
  const number = places.unsent;
  const { wordsOne, wordsMany } = note.querySelector("span").dataset;
  note.hidden = location.hash !== "#queued" || !number;
  note.querySelector("span").textContent = said(number === 1 ? wordsOne : wordsMany, { number });
};

let day = null;
let search = null;
let drawn = "";
let wasAsked = false;

// What is drawn follows from this: where it is the same, a row that somebody is about to press stays.
const isNew = (day, begun, items) => {
  const told = JSON.stringify([
    { ...day, fetched_at: "" },
    begun.map(({ number, at, title }) => [number, at, title]),
    items.map(({ id, state, why }) => [id, state, why]),
  ]);
  const other = told !== drawn;
  drawn = told;
  return other;
};

const draw = async () => {
  const before = day;
  day = await kept(`day:${mission}`);
  // Nothing of a day that is gone stays on the screen.
  if (before && !day) return location.reload();
  showMissing();
  if (!day) return;
  const whose = { account: day.account, mission };
  const [begun, items] = await Promise.all([drafts(whose), outbox(whose)]);
  if (isNew(day, begun, items)) keepFocus(() => drawDay(placesOf(day, begun, items)));
};

// Without a day: it is on its way, unless there is no network or it was asked for in vain.
const showMissing = () => {
  const isComing = navigator.onLine && !wasAsked;
  part("fetching").hidden = Boolean(day) || !isComing;
  part("first-time").hidden = Boolean(day) || isComing;
};

// A row that is drawn anew takes the focus of the one before it.
const keepFocus = (drawing) => {
  const focused = document.activeElement;
  const name = focused?.getAttribute("aria-label");
  const place = focused?.closest("section");
  drawing();
  if (!name || focused.isConnected) return;
  const again = place.querySelector(`[aria-label="${CSS.escape(name)}"]`);
  again?.focus({ preventScroll: true });
};

const drawDay = (places) => {
  const hasTeam = Boolean(day.team);
  part("whose").textContent = hasTeam
    ? said(part("whose").dataset.words, { team: day.team.name, name: day.name })
    : day.name;
  // A day that was kept before it told of this says nothing of it.
  const isUntied = day.is_tied === false;
  part("no-team").hidden = hasTeam || isUntied;
  part("untied").hidden = !isUntied;
  part("find").hidden = false;
  part("not-listed").hidden = !hasTeam;
  part("thumb-bar").hidden = !hasTeam;
  showQueued(places);
  showNext(day, places);
  showPlan(day, places);
  showVisits(day, places);
  show("contacts", day.contacts.map(contactRow));
  part("not-listed")
    .querySelector("[data-stages]")
    .replaceChildren(...Object.keys(day.forms).map((stage) => stageButton(day, stage, NOT_LISTED)));
  search ??= mountSearch(part("find").querySelector("[data-search]"), {
    load: () => kept(`stations:${mission}`),
    rowOf: (station) => foundRow(day)(station),
  });
};

// Several changes at once are drawn once.
let asked = false;
const redraw = () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw().catch(tellNoStore);
  });
};

const bar = part("thumb-bar");
bar.querySelector("[data-find]").addEventListener("click", () => {
  part("find").scrollIntoView({ block: "start" });
  search?.focus();
});
bar
  .querySelector("[data-report]")
  .addEventListener("click", () => goTo(() => beginFinding(day, words.wordsFinding)));

whenChanged((what) => {
  if (what === "kept" && day) search?.refresh(day.stations.version);
  if (what !== "photos") redraw();
});
askedOnce.then(() => {
  wasAsked = true;
  redraw();
});
window.addEventListener("pageshow", redraw);
takeUp().then(draw).catch(tellNoStore);
