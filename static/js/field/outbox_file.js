// Everything that lies on the device as one file: for the secretariat, where a phone cannot send.

import { device, drafts, kept, outbox, photos } from "./store.js";

const itemTold = ({ kind, number, account, sha256, body, queued_at, state, why }) => ({
  kind,
  number,
  account,
  sha256,
  body,
  queued_at,
  state,
  why,
});

const base64Of = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

// A picture that the device can no longer read costs itself, and not the rest of the file.
const pictureIn = (blob) => base64Of(blob).catch(() => "");

const photoTold = async ({ id, number, kind, account, sha256, size, type, blob }) => ({
  id,
  number,
  kind,
  account,
  sha256,
  size,
  type,
  base64: await pictureIn(blob),
});

const isUnsent = (each) => each.state !== "received";

// The server takes a file of 100 MB in; photos grow by a third in it.
const MOST_IN_A_FILE = 60 * 1024 * 1024;

// Whose numbers go into which file. What is told of a number stays in one: a draft is brought in
// with its photos.
const filesOf = ({ items, begun, pictures }) => {
  const sizes = new Map([...items, ...begun].map(({ number }) => [number, 0]));
  pictures.forEach(({ number, size }) => sizes.set(number, (sizes.get(number) ?? 0) + size));
  const files = [new Set()];
  let taken = 0;
  for (const [number, size] of sizes) {
    if (taken + size > MOST_IN_A_FILE && files.at(-1).size) {
      files.push(new Set());
      taken = 0;
    }
    files.at(-1).add(number);
    taken += size;
  }
  return files;
};

// One file as a blob. A draft goes as it is kept: who brings the file in makes of it what its form
// would have sent.
const fileOf = async (head, { items, begun, pictures }, numbers) => {
  const isIn = ({ number }) => numbers.has(number);
  const told = { ...head, items: items.filter(isIn).map(itemTold), drafts: begun.filter(isIn) };
  const parts = [JSON.stringify(told).slice(0, -1), ',"photos":['];
  // One after the other: all photos at once may be more than a phone's memory holds.
  for (const photo of pictures.filter(isIn)) {
    if (parts.length > 2) parts.push(",");
    parts.push(new Blob([JSON.stringify(await photoTold(photo))]));
  }
  return new Blob([...parts, "]}"], { type: "application/json" });
};

// The files of a mission as links to save them by; several, where one would be too large to be
// brought in.
export const outboxFiles = async ({ mission, account }) => {
  const whose = { mission };
  const held = {
    items: (await outbox(whose)).filter(isUnsent),
    begun: await drafts(whose),
    pictures: (await photos(whose)).filter(isUnsent),
  };
  const head = {
    mushahid: "outbox",
    version: 1,
    mission,
    account: account ?? (await kept(`day:${mission}`))?.account ?? "",
    device: await device(),
    made_at: new Date().toISOString(),
  };
  const moment = head.made_at.slice(0, 16).replace(":", "");
  const [files, links] = [filesOf(held), []];
  for (const [index, numbers] of files.entries()) {
    const which = files.length > 1 ? `-${index + 1}-of-${files.length}` : "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await fileOf(head, held, numbers));
    link.download = link.textContent = `mushahid-${mission}-${moment}${which}.json`;
    links.push(link);
  }
  return links;
};

// One file is saved at once. Of several each has to be pressed: a browser lets a page save one for a
// tap, and may drop the others without a word. `saved` is called when all were.
export const offerToSave = (links, place, saved) => {
  place.hidden = links.length < 2;
  if (links.length === 1) {
    links[0].click();
    saved();
    return;
  }
  const left = new Set(links);
  for (const link of links) {
    link.className = "btn btn-outline-primary";
    link.addEventListener("click", () => left.delete(link) && left.size === 0 && saved());
  }
  place.querySelector("[data-links]").replaceChildren(...links);
  links[0]?.focus();
};
