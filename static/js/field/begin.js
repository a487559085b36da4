// Begins what is logged: a visit, a correction, a finding. From here on it lies on the phone, with
// all that its form needs, whatever becomes of the day that it was begun from.

import { drafts, draft as draftOf, keepDraft, reopen } from "./store.js";
import { localNow } from "./times.js";

// A station of the day's plan or of the list: {code, name, area}. Without a code it is not listed.
export const NOT_LISTED = { code: "", name: "", area: "" };

const common = (day) => ({
  account: day.account,
  mission: day.mission,
  zone: day.zone,
  team: day.team.code,
  home: day.addresses.home,
  told: {},
  step: "",
  at: new Date().toISOString(),
});

const titleOf = (day, stage, name) => `${name}, ${day.forms[stage].label}`;

const planned = (day, stage, code) =>
  day.plan.find((stop) => stop.stage === stage && stop.station === code);

const newVisit = (day, stage, station, notListed) => {
  const number = crypto.randomUUID();
  const plan = station.code ? planned(day, stage, station.code) : null;
  const typed = { arrived_at: localNow(day.zone) };
  if (plan) typed.chosen_by = [plan.chosen_by];
  return {
    ...common(day),
    number,
    kind: "visit",
    stage,
    station: station.code,
    place: station,
    title: titleOf(day, stage, station.name || notListed),
    page: day.forms[stage].page,
    form: day.forms[stage].sha256,
    address: `${day.addresses.intake}${number}/`,
    parent: "",
    typed,
  };
};

// The draft of a visit at a station and stage: the one under way, or a new one.
export const beginVisit = async (day, stage, station, notListed) => {
  const own = await drafts({ account: day.account, mission: day.mission });
  const isThis = (each) =>
    each.kind === "visit" && !each.parent && each.stage === stage && each.station === station.code;
  const known = station.code ? own.find(isThis) : undefined;
  if (known) return known;
  const begun = newVisit(day, stage, station, notListed);
  await keepDraft(begun);
  return begun;
};

const correction = (day, visit) => ({
  ...common(day),
  number: visit.visit,
  kind: "visit",
  stage: visit.stage,
  station: visit.at.code,
  place: visit.at,
  title: titleOf(day, visit.stage, visit.place),
  page: visit.page,
  form: visit.payload.form ?? "",
  address: `${day.addresses.intake}${visit.visit}/`,
  parent: visit.sha256,
  told: visit.payload,
  asked: visit.asked,
  counts: visit.counts,
  typed: null,
});

// The draft of a correction, on top of what was last sent: from this phone, or by the team.
export const correctVisit = async (day, visit) => {
  const known = await draftOf(visit.visit);
  if (known) return known;
  const begun = correction(day, visit);
  await keepDraft(begun);
  return begun;
};

// The same of a visit that waits in the outbox: its next revision follows the one that waits. What
// was refused never arrived anywhere, and is gone on with as it was.
export const correctQueued = async (item) => {
  if (item.state === "refused") return reopen(item.id);
  const known = await draftOf(item.number);
  if (known) return known;
  const begun = {
    ...item.draft,
    parent: item.sha256,
    told: JSON.parse(item.body),
    asked: "",
    step: "",
    question: "",
    at: new Date().toISOString(),
  };
  await keepDraft(begun);
  return begun;
};

// The draft of a finding without a visit.
export const beginFinding = async (day, title) => {
  const number = crypto.randomUUID();
  const begun = {
    ...common(day),
    number,
    kind: "finding",
    stage: "",
    station: "",
    place: NOT_LISTED,
    title,
    page: day.addresses.finding,
    form: "",
    address: `${day.addresses.findings}${number}/`,
    parent: "",
    typed: { occurred_at: localNow(day.zone), polarity: ["adverse"], basis: ["seen"] },
  };
  await keepDraft(begun);
  return begun;
};

// Goes to the form that shows a draft; another draft of the page one is on loads it anew.
export const openDraft = (begun) => {
  const address = new URL(`${begun.page}#${begun.kind}=${begun.number}`, location.origin);
  const here = address.pathname === location.pathname;
  location.assign(address);
  if (here) location.reload();
};
