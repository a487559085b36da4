// The fields that show what a visit told before, as typed_fields.js puts them back.

import { localTold } from "./times.js";

const NOT_OBSERVED = "not_observed";
const FINDING_PARTS = ["summary", "severity", "basis", "told_by", "response"];
const HEADER = [
  "station_number",
  "place",
  "area",
  "registered_voters",
  "voted_so_far",
  "voted_as_of",
  "commission_present",
  "commission_women",
  "chair_gender",
  "agents_contestants",
  "chosen_by",
  "accompanied_by_official",
  "comments",
];

const isOne = (told) => typeof told === "object" && told !== null && !Array.isArray(told);

// The value and the comment of one answer as told; "" for what is missing.
const answerOf = (told) => {
  const { value, comment } = isOne(told) ? told : { value: told };
  const several = Array.isArray(value) ? value.join(";") : value;
  return [several === null || several === undefined ? "" : String(several), comment ?? ""];
};

const fillQuestion = (typed, block, told, findings) => {
  const { question: code, type } = block.dataset;
  const [value, comment] = answerOf(told);
  typed[`comment-${code}`] = comment;
  if (block.querySelector(`[name="silent-${CSS.escape(code)}"]`) && value === NOT_OBSERVED) {
    typed[`silent-${code}`] = ["on"];
  } else if (block.querySelector(".options [name^=answer-]")) {
    typed[`answer-${code}`] = type === "choices" ? value.split(";").map((each) => each.trim()) : [value];
  } else {
    typed[`answer-${code}`] = value;
  }
  const finding = findings.find((each) => isOne(each) && each.question === code);
  for (const part of finding ? FINDING_PARTS : []) {
    if (finding[part]) typed[`finding-${code}-${part}`] = finding[part];
  }
};

// What the fields of a visit's form hold of `told`, the payload of its latest revision.
export const fieldsOf = (form, told, zone) => {
  const typed = {};
  for (const name of HEADER) {
    const field = form.elements[name];
    if (!field) continue;
    const text = told[name] === undefined ? "" : String(told[name]);
    typed[name] = field instanceof RadioNodeList ? [text] : text;
  }
  typed.arrived_at = localTold(told.arrived_at, zone);
  typed.departed_at = localTold(told.departed_at, zone);
  const findings = Array.isArray(told.findings) ? told.findings : [];
  const answers = isOne(told.answers) ? told.answers : {};
  for (const block of form.querySelectorAll("[data-question]")) {
    fillQuestion(typed, block, answers[block.dataset.question], findings);
  }
  return typed;
};
