// The form of a visit: filled from what this phone holds of it, and kept on the phone as it is
// typed. The modules of the form in the browser do the rest; they begin once it is filled.

import { correctQueued, correctVisit, openDraft } from "./begin.js";
import { ask, visitTroubles, watchNumbers } from "./checks.js";
import { draftNamed, keepTyping, showNothing, whenSent } from "./drafting.js";
import { showImbalances } from "./figures.js";
import { visitBody } from "./payload.js";
import { tellNoStore } from "./no_store.js";
import { mountPhotos } from "./photos.js";
import { mountPlace } from "./place.js";
import { mountPosition } from "./position.js";
import { dropDraft, kept, outbox, whenChanged } from "./store.js";
import { fieldsOf } from "./told_fields.js";

const form = document.getElementById("visit-form");
const part = (id) => document.getElementById(id);
const steps = () => [...form.querySelectorAll("[data-step]")];

const leaveOut = (id) => {
  part(id).remove();
  document.querySelector(`.step-index a[href="#${id}"]`).closest("li").remove();
};

const showTold = (draft) => {
  form.elements.parent.value = draft.parent;
  part("counts-already").hidden = !draft.counts;
  part("asked").hidden = !draft.asked;
  form.querySelector("[data-asked]").textContent = draft.asked ?? "";
  if (!draft.asked && !draft.typed?.reply) leaveOut("step-the-answer");
  if (draft.parent) {
    const heading = document.querySelector("h1");
    heading.textContent = heading.dataset.wordsCorrect;
  }
};

const showDay = (draft, day) => {
  form.dataset.zone = draft.zone;
  form.dataset.openingTime = day?.opening_time ?? "";
  form.dataset.lateAfter = day?.late_after_minutes ?? "";
};

// A finding told before stays in sight, whatever is answered now.
const showFindings = (typed) => {
  for (const summary of form.querySelectorAll("[data-part=finding] [name$='-summary']")) {
    summary.defaultValue = typed[summary.name] ?? "";
  }
};

// Opens on the step where one was, by the place in the history that visit_steps.js reads.
const resume = (draft) => {
  const at = steps().findIndex((step) => step.id === draft.step);
  if (at > 0) history.replaceState({ ...history.state, step: at }, "");
};

const showQuestion = (draft) => {
  const question = draft.question && part(draft.question);
  if (question?.offsetParent) question.scrollIntoView({ block: "center" });
};

const start = async () => {
  await import("../visit_questions.js");
  await import("../visit_count.js");
  await import("../visit_steps.js");
  await import("../visit_opening.js");
};

// The team's other visit of this station and stage, sent or waiting to be sent.
const others = (draft, day, items) => {
  if (draft.parent || !draft.station || draft.another) return {};
  const isThere = (each) =>
    each.stage === draft.stage && each.station === draft.station && each.state !== "set_aside";
  const item = items.find(
    (each) => each.number !== draft.number && each.draft && isThere({ ...each.draft, state: "" }),
  );
  const visit = day?.visits.find((each) => each.visit !== draft.number && isThere(each));
  return { item, visit };
};

const isChanged = (draft, day, items) => {
  const stored = day?.visits.find((each) => each.visit === draft.number);
  if (!stored || stored.sha256 === draft.parent) return false;
  return !items.some((each) => each.number === draft.number && each.sha256 === draft.parent);
};

const mountOthers = (typing) => {
  const box = part("logged-already");
  let found = {};
  const look = async () => {
    const draft = typing.current();
    const { account, mission } = draft;
    const [day, items] = await Promise.all([kept(`day:${mission}`), outbox({ account, mission })]);
    found = { ...others(draft, day, items), day };
    box.hidden = !found.item && !found.visit;
    part("changed-meanwhile").hidden = !isChanged(draft, day, items);
  };
  const open = async () => {
    const { item, visit, day } = found;
    const begun = item ? await correctQueued(item) : await correctVisit(day, visit);
    const draft = typing.current();
    await typing.end();
    if (!draft.touched) await dropDraft(draft.number);
    openDraft(begun);
  };
  box.querySelector("[data-open-it]").addEventListener("click", open);
  box.querySelector("[data-another]").addEventListener("click", () => {
    box.hidden = true;
    typing.change({ another: true });
  });
  whenChanged((what) => ["kept", "outbox"].includes(what) && look());
  return look;
};

// What is asked once before it is sent. The same troubles a second time pass.
const mayGo = () => {
  const box = part("div_id_figures_confirmed");
  const unbalanced = showImbalances(form);
  const words = box ? [...box.querySelectorAll("li:not([hidden])")].map((row) => row.textContent) : [];
  const asked = JSON.stringify(words);
  const isNew = unbalanced && box.dataset.asked !== asked && !form.elements.figures_confirmed.checked;
  if (box) box.dataset.asked = asked;
  const troubled = ask(part("look-at"), visitTroubles(form));
  if (troubled) part("look-at").scrollIntoView({ block: "center" });
  else if (isNew) box.scrollIntoView({ block: "center" });
  return { goes: !troubled && !isNew, unbalanced };
};

const lastQuestion = () => {
  let question = "";
  form.addEventListener("focusin", (event) => {
    const step = event.target.closest("[data-step]");
    question = (step && event.target.closest("[id^=div_id_]")?.id) || question;
  });
  form.addEventListener("step", () => (question = ""));
  return () => question;
};

const open = async () => {
  const draft = await draftNamed("visit");
  if (!draft) return showNothing();
  const day = await kept(`day:${draft.mission}`);
  showTold(draft);
  showDay(draft, day);
  const place = mountPlace(form, draft);
  const question = lastQuestion();
  const typing = keepTyping(form, draft, {
    place: () => ({
      ...place.told(),
      step: steps().find((step) => !step.hidden)?.id ?? draft.step,
      question: question(),
    }),
  });
  const typed = draft.typed ?? fieldsOf(form, draft.told, draft.zone);
  await place.ready;
  showFindings(draft.typed ? fieldsOf(form, draft.told, draft.zone) : typed);
  typing.put(typed);
  resume(draft);
  form.hidden = false;
  await start();
  showQuestion(draft);
  watchNumbers(form);
  mountPhotos(form.querySelector("[data-photos]"), draft);
  mountPosition(form.querySelector(".where-one-stands"), draft.position, (position) =>
    typing.change({ position }),
  );
  const look = mountOthers(typing);
  place.whenChosen(async (chosen) => {
    await typing.change({ ...chosen, another: false });
    await look();
  });
  await look();
  whenSent(form, async () => {
    const { goes, unbalanced } = mayGo();
    if (goes) await typing.handOver((about) => visitBody({ form, unbalanced, ...about }));
  });
};

open().catch(tellNoStore);
