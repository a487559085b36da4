// The team's day and what this phone holds, put together: what is done, under way, waiting, next.

const UNSENT = ["ready", "sending", "refused"];

const isAt = (planned) => (each) =>
  each.stage === planned.stage && each.station === planned.station;

// Whether the server has an item that the day on this phone was told before: a visit that the day
// does not know, or a correction of the very revision that it knows.
const isAhead = (day) => (item) => {
  if (item.kind !== "visit" || item.state !== "received") return false;
  const known = day.visits.find(({ visit }) => visit === item.number);
  return !known || known.sha256 === item.logged?.parent;
};
export const isBehind = (day, items) => items.some(isAhead(day));

const stopOf = (planned, day, drafts, items) => {
  const visits = day.visits.filter(isAt(planned)).filter(({ state }) => state !== "set_aside");
  const waiting = items.filter(
    (item) =>
      (UNSENT.includes(item.state) || isAhead(day)(item)) &&
      isAt(planned)(item.draft ?? item.logged ?? {}),
  );
  const draft = drafts.find((each) => each.kind === "visit" && !each.parent && isAt(planned)(each));
  const states = [...visits, ...waiting].map(({ state }) => state);
  return {
    planned,
    draft,
    done: states.length > 0,
    states: [...new Set(draft ? ["under_way", ...states] : states)],
  };
};

const LATEST = "9999";
// A finding that was received stands in the outbox; a visit here, until the day has it.
const isDone = (item) => item.kind === "finding" && item.state === "received";

// {stops, next, drafts, visits: [{visit, waiting, isAnswered}], queued, unsent}: `queued` are the
// items of this phone that the day does not know yet, `waiting` those on top of a visit that it does;
// `isAnswered` says that a correction arrived of which the day does not tell.
export const placesOf = (day, drafts, items) => {
  const stops = day.plan.map((planned) => stopOf(planned, day, drafts, items));
  const left = stops.filter((stop) => !stop.done && !stop.draft);
  const times = (stop) => stop.planned.planned_at || LATEST;
  const known = new Map(day.visits.map((visit) => [visit.visit, visit]));
  const isUnsent = (item) => UNSENT.includes(item.state);
  return {
    stops,
    next: left.reduce((one, other) => (one && times(one) <= times(other) ? one : other), null),
    drafts,
    visits: day.visits.map((visit) => ({
      visit,
      waiting: items.filter((item) => item.number === visit.visit && isUnsent(item)),
      isAnswered: items.some((item) => item.number === visit.visit && isAhead(day)(item)),
    })),
    queued: items.filter((item) => !known.has(item.number) && !isDone(item)).reverse(),
    unsent: items.filter((item) => ["ready", "sending"].includes(item.state)).length,
  };
};
