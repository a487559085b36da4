// A visit or a finding as it is sent, made from what the form says: the keys of visits/payload.py
// and visits/finding_payload.py, with the same words as the form in the browser gives.

import { canonical, filled, numberFrom, same } from "./canonical.js";
import { timeOfDay, withoutSpaces } from "./numbers.js";
import { withOffset } from "./times.js";

// What belongs to one sending and never passes to the next.
const OF_ONE_SENDING = ["device", "device_time", "reply", "called_by", "called_at"];
const OF_NO_LIST = ["station_number", "place", "area"];
const COUNTED = [
  "registered_voters",
  "voted_so_far",
  "commission_present",
  "commission_women",
  "agents_contestants",
];
const CHOSEN = ["chair_gender", "chosen_by", "accompanied_by_official"];
const FINDING_PARTS = ["summary", "severity", "basis", "told_by", "response"];

// A text as a form sends it: no space around it, its lines ended as browsers end them.
const clean = (text) => (text ?? "").trim().replace(/\r\n|\r|\n/g, "\r\n");
const read = (values, name) => clean(values.get(name));

const READERS = { number: withoutSpaces, time: timeOfDay };

const toldAnswer = (question, values) => {
  const { question: code, type } = question.dataset;
  const reader = READERS[type] ?? ((text) => text);
  const given = values.has(`silent-${code}`)
    ? ["not_observed"]
    : values.getAll(`answer-${code}`).map((text) => reader(clean(text)));
  const value = given.filter(Boolean).join(";");
  return filled({ value, comment: read(values, `comment-${code}`) });
};

const findingOf = (findings, code) =>
  findings.find((each) => typeof each === "object" && each?.question === code) ?? {};

const toldFinding = async (code, values, number, before) => {
  if (!read(values, `finding-${code}-summary`)) return null;
  const parts = FINDING_PARTS.map((part) => [part, read(values, `finding-${code}-${part}`)]);
  const made = { id: await numberFrom(number, code), question: code };
  return filled({ ...made, ...before, ...Object.fromEntries(parts) });
};

// The findings told with the visit: those of other ways in stay, those of the form as it is now.
const toldFindings = async (questions, values, draft) => {
  const before = (Array.isArray(draft.told.findings) ? draft.told.findings : []).filter(
    (each) => typeof each === "object" && each !== null,
  );
  const urgent = questions.filter((each) => each.querySelector("[data-part=finding]"));
  const codes = urgent.map((each) => each.dataset.question);
  const shown = codes.map((code) => findingOf(before, code));
  const besides = before.filter((each) => !shown.some((known) => same(known, each)));
  const told = await Promise.all(
    codes.map((code, at) => toldFinding(code, values, draft.number, shown[at])),
  );
  return [...besides, ...told.filter(Boolean)];
};

const isObject = (told) => typeof told === "object" && told !== null && !Array.isArray(told);

// What was answered before to questions that this version does not have.
const unasked = (form, questions, told) => {
  const known = new Set(form.dataset.computed.split(" "));
  questions.forEach((each) => known.add(each.dataset.question));
  const before = isObject(told.answers) ? Object.entries(told.answers) : [];
  return Object.fromEntries(before.filter(([code]) => !known.has(code)));
};

const plainParts = (form, values, zone) => {
  const said = { reply: read(values, "reply"), comments: read(values, "comments") };
  for (const name of [...OF_NO_LIST, ...CHOSEN]) {
    if (form.elements[name] || OF_NO_LIST.includes(name)) said[name] = read(values, name);
  }
  for (const name of COUNTED) {
    if (form.elements[name]) said[name] = withoutSpaces(read(values, name));
  }
  if (form.elements.voted_as_of) said.voted_as_of = timeOfDay(read(values, "voted_as_of"));
  for (const name of ["arrived_at", "departed_at"]) {
    said[name] = withOffset(read(values, name), zone);
  }
  return said;
};

const photosTold = (before, photos) => {
  const known = (Array.isArray(before) ? before : []).filter(
    (each) => !photos.some((photo) => photo.id === each?.id),
  );
  return [...known, ...photos.map(({ id, sha256, size, type }) => ({ id, sha256, size, type }))];
};

// The text of a visit. `draft` is what the phone holds of it, `unbalanced` whether its figures do
// not add up, `device` the phone's own name, `at` the phone's time.
export const visitBody = async ({ form, draft, photos, unbalanced, device, at }) => {
  const values = new FormData(form);
  const questions = [...form.querySelectorAll("[data-question]")];
  const kept = { ...draft.told };
  OF_ONE_SENDING.forEach((name) => delete kept[name]);
  const answers = questions.map((each) => [each.dataset.question, toldAnswer(each, values)]);
  const answered = answers.filter(([, told]) => Object.keys(told).length);
  return canonical({
    ...kept,
    ...plainParts(form, values, draft.zone),
    visit: draft.number,
    parent: draft.parent,
    mission: draft.mission,
    // The version on the screen: a visit from a folder names none.
    form: form.dataset.form,
    stage: draft.stage,
    station: draft.station,
    team: draft.team,
    answers: { ...unasked(form, questions, draft.told), ...Object.fromEntries(answered) },
    findings: await toldFindings(questions, values, draft),
    figures_confirmed: (unbalanced && values.has("figures_confirmed")) || "",
    photos: photosTold(draft.told.photos, photos),
    position: draft.position ?? draft.told.position,
    device,
    device_time: at,
  });
};

const FINDING_WORDS = ["summary", "told_by", "response", "reported_to"];
const FINDING_CHOICES = ["theme", "polarity", "severity", "basis", "stage", "area"];

// The text of a finding without a visit. `place` are words for a station that was not chosen.
export const findingBody = ({ form, draft, photos, place, device, at }) => {
  const values = new FormData(form);
  const words = [...FINDING_WORDS, ...FINDING_CHOICES].map((name) => [name, read(values, name)]);
  const said = Object.fromEntries(words);
  if (place) said.summary = `${said.summary}\r\n(${place})`;
  return canonical({
    ...said,
    tellers: withoutSpaces(read(values, "tellers")),
    affected: withoutSpaces(read(values, "affected")),
    occurred_at: withOffset(read(values, "occurred_at"), draft.zone),
    confidential: values.has("confidential") ? "yes" : "",
    finding: draft.number,
    mission: draft.mission,
    team: draft.team,
    station: draft.station,
    photos: photosTold([], photos),
    device,
    device_time: at,
  });
};
