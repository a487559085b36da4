// The outbox: what lies on the phone, in words, and what can be done about it.

import { wake } from "./app.js";
import { offerToSave, outboxFiles } from "./outbox_file.js";
import { drafts, kept, mark, markPhoto, outbox, photos, photosOf, reopen, whenChanged } from "./store.js";
import { filled, momentIn, sizeOf } from "./told_moments.js";

const { mission, zone } = document.getElementById("field-app").dataset;
const section = document.getElementById("outbox");
const words = section.dataset;
const moment = momentIn(zone);
const SENT_IN_A_PAGE = 50;
const ORDER = ["refused", "sending", "ready", "received", "draft"];

const wordsFor = (start, name) =>
  words[start + name.replace(/(^|-)(.)/g, (_all, _dash, letter) => letter.toUpperCase())];

// -- one row --

const isBeside = (item) => item.receipt && ["conflict", "beside"].includes(item.receipt.outcome);

const told = (row) => {
  if (row.state === "draft") return filled(words.toldDraft, { at: moment(row.at) });
  if (row.state === "received") {
    return filled(words.toldReceived, { at: moment(row.last_try), code: row.receipt.code });
  }
  const about = { size: sizeOf(row.size), at: moment(row.queued_at), tries: row.tries };
  if (!row.last_try) return filled(words.toldReady, about);
  return filled(words.toldTried, { ...about, tried: moment(row.last_try) });
};

const why = async (row) => {
  if (row.state === "received") return isBeside(row) && row.kind === "visit" ? words.whyBeside : "";
  if (row.isAnothers || row.why === "other-account") {
    const name = (await kept(`account:${row.account}`)) ?? words.somebody;
    return filled(words.whyOtherAccount, { name });
  }
  // A refusal is told in the server's own words.
  return row.why ? (wordsFor("why", row.why) ?? row.why) : "";
};

const isEarly = (photo) => photo.why === "not-expected";

const photosTold = (own) => {
  if (own.length === 0) return "";
  const left = own.filter((photo) => photo.state !== "received");
  if (left.length === 0) return filled(words.photosSent, { all: own.length });
  const bytes = left.reduce((sum, photo) => sum + photo.size - (photo.sent ?? 0), 0);
  const sent = own.length - left.length;
  const told = filled(words.photos, { sent, all: own.length, size: sizeOf(bytes) });
  const { why } = left.find((photo) => photo.state === "refused") ?? left.find(isEarly) ?? {};
  return why ? `${told}. ${wordsFor("why", why) ?? why}` : told;
};

const act = (label, title, does) => {
  const made = document.createElement(typeof does === "string" ? "a" : "button");
  if (typeof does === "string") made.href = does;
  else {
    made.type = "button";
    made.addEventListener("click", does);
  }
  made.className = "btn btn-outline-secondary";
  made.textContent = label;
  made.setAttribute("aria-label", `${label}: ${title}`);
  return made;
};

const pageOf = (draft) => `${draft.page}#${draft.kind}=${draft.number}`;

const change = async (item) => {
  const begun = await reopen(item.id);
  if (begun) window.location.assign(pageOf(begun));
};

const again = (item) => mark(item.id, { state: "ready", why: "", next_try: 0, tries: 0 });

const photosAgain = async ({ number }) => {
  const refused = (await photosOf(number)).filter((photo) => photo.state === "refused");
  for (const { id } of refused) await markPhoto(id, { state: "ready", why: "", next_try: 0 });
  await wake({ by: "button" });
};

const actsOfPhotos = (row, pictures) => {
  if (!pictures.some((photo) => photo.state === "refused")) return [];
  return [act(words.actPhotosAgain, row.title, () => photosAgain(row))];
};

const actsOf = (row) => {
  if (row.isAnothers) return [];
  if (row.state === "draft") return [act(words.actContinue, row.title, pageOf(row))];
  if (row.state === "refused") {
    const acts = [act(words.actAgain, row.title, () => again(row))];
    if (row.draft?.page) acts.unshift(act(words.actReopen, row.title, () => change(row)));
    return acts;
  }
  if (row.state === "received" && row.kind === "visit" && isBeside(row)) {
    return [act(words.actMerge, row.title, filled(words.merge, row))];
  }
  return [];
};

const template = document.getElementById("outbox-row");

// What can be done stays as it is while it says the same: a button that is being pressed, or that
// the focus is on, must not be another one each time something is sent.
const putActs = (place, acts) => {
  const saying = (elements) => [...elements].map((each) => each.outerHTML).join();
  if (saying(place.children) !== saying(acts)) place.replaceChildren(...acts);
};

const fill = async (made, row, pictures) => {
  const put = (name, text) => {
    const part = made.querySelector(`[data-${name}]`);
    part.textContent = text;
    part.hidden = !text;
  };
  made.dataset.state = row.state;
  made.dataset.number = row.number;
  put("title", row.title);
  put("state", isBeside(row) ? words.beside : words[row.state]);
  put("told", told(row));
  put("photos", photosTold(pictures));
  put("why", await why(row));
  putActs(made.querySelector("[data-acts]"), [...actsOf(row), ...actsOfPhotos(row, pictures)]);
  return made;
};

// -- the page --

// A row on the screen is the same element as long as it is there.
let lines = new Map();

const newLine = () => template.content.firstElementChild.cloneNode(true);

// Photos stand with the first row of their visit only.
const withPhotos = (rows, pictures) => {
  const [seen, known] = [new Set(), lines];
  lines = new Map();
  return rows.map((row) => {
    const key = row.id ?? row.number;
    const isFirst = !seen.has(row.number);
    seen.add(row.number);
    lines.set(key, known.get(key) ?? newLine());
    const own = isFirst ? pictures.filter((photo) => photo.number === row.number) : [];
    return fill(lines.get(key), row, own);
  });
};

// Moved only where its place is another: what is moved loses the focus.
const arrange = (list, elements) => {
  for (const gone of [...list.children].filter((each) => !elements.includes(each))) gone.remove();
  elements.forEach((each, index) => {
    if (list.children[index] !== each) list.insertBefore(each, list.children[index] ?? null);
  });
};

const showReady = async () => {
  const ready = await kept(`ready:${mission}`);
  const stations = (await kept(`stations:${mission}`))?.stations?.length ?? 0;
  const isReady = ready?.stations && ready.missed === 0;
  const about = { stations, at: moment(ready?.at) };
  document.getElementById("outbox-ready").textContent = isReady
    ? filled(words.readyAll, about)
    : words.readyNot;
};

const show = async () => {
  const account = (await kept(`day:${mission}`))?.account;
  // A phone that changed hands: what is another's waits for them.
  const whose = (row) => ({ ...row, isAnothers: Boolean(account) && row.account !== account });
  const items = (await outbox({ mission })).map(whose);
  const begun = (await drafts({ mission })).map((draft) => whose({ ...draft, state: "draft" }));
  const pictures = await photos({ mission });
  // What was received stays among what waits while a photo of it does.
  const left = new Set(
    pictures.filter((photo) => photo.state !== "received").map((photo) => photo.number),
  );
  const isDone = (item) => item.state === "received" && !left.has(item.number);
  const unsent = [...begun, ...items.filter((item) => !isDone(item))];
  unsent.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  const received = items.filter(isDone).reverse();
  for (const part of section.querySelectorAll("[data-count]")) {
    const of = [...unsent, ...received].filter((row) => row.state === part.dataset.count);
    part.textContent = of.length;
  }
  const rows = withPhotos([...unsent, ...received.slice(0, SENT_IN_A_PAGE)], pictures);
  const made = await Promise.all(rows);
  arrange(document.getElementById("outbox-open"), made.slice(0, unsent.length));
  arrange(document.getElementById("outbox-received"), made.slice(unsent.length));
  document.getElementById("outbox-empty").hidden = unsent.length > 0;
  document.getElementById("outbox-none-received").hidden = received.length > 0;
  await showReady();
};

// One after the other: an older picture of the outbox must not come last.
let showing = Promise.resolve();
let asked = null;
const showSoon = () => {
  clearTimeout(asked);
  asked = setTimeout(() => (showing = showing.then(show).catch(() => {})), 50);
};

section.querySelector("[data-export]").addEventListener("click", async () => {
  const exported = document.getElementById("exported");
  offerToSave(await outboxFiles({ mission }), section.querySelector("[data-files]"), () => {
    exported.hidden = false;
  });
});
whenChanged(showSoon);
window.addEventListener("pageshow", showSoon);
showSoon();
