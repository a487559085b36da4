// Nobody signs out over what is not sent: it would wait, unseen, on a phone that somebody hands on.
// With nothing left, signing out takes along what the device kept of the day.

import { offerToSave, outboxFiles } from "./field/outbox_file.js";
import { takeUp } from "./field/spare.js";
import {
  drafts,
  forgetKept,
  forgetReceived,
  isThere,
  outbox,
  photos,
} from "./field/store.js";

const form = document.getElementById("sign-out");
const dialog = document.getElementById("unsent");
const { account } = dialog.dataset;
const isUnsent = (each) => each.state !== "received";

const unsentOf = async (whose) => ({
  items: (await outbox(whose)).filter(isUnsent),
  drafts: await drafts(whose),
  photos: (await photos(whose)).filter(isUnsent),
});

const all = ({ items, drafts, photos }) => [...items, ...drafts, ...photos];

// The pages hold nothing of anybody. They stay where somebody else's visits wait for them.
const forget = async () => {
  await forgetKept();
  await forgetReceived();
  if (all(await unsentOf({})).length > 0) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("field-pages-")).map((each) => caches.delete(each)));
};

const show = (unsent) => {
  const said = dialog.querySelector("[data-words]");
  said.textContent = said.dataset.words
    .replace("%(items)s", unsent.items.length)
    .replace("%(drafts)s", unsent.drafts.length)
    .replace("%(photos)s", unsent.photos.length);
  const [first] = all(unsent);
  const link = dialog.querySelector("[data-to-outbox]");
  link.href = dialog.dataset.outbox.replace("_mission_", encodeURIComponent(first.mission));
  dialog.showModal();
};

const save = async () => {
  const unsent = all(await unsentOf({ account }));
  const links = [];
  for (const mission of new Set(unsent.map((each) => each.mission))) {
    links.push(...(await outboxFiles({ mission, account })));
  }
  offerToSave(links, dialog.querySelector("[data-files]"), () => {
    dialog.querySelector("[data-saved]").hidden = false;
    dialog.querySelector("[data-sign-out]").hidden = false;
  });
};

// What is not sent stays and is saved as a file; the day and what was sent go all the same.
const leaveAnyway = async () => {
  try {
    await forgetKept({ butNames: true });
    await forgetReceived();
  } finally {
    form.submit();
  }
};

const leave = async () => {
  if (await isThere()) {
    await takeUp();
    const unsent = await unsentOf({ account });
    if (all(unsent).length > 0) return show(unsent);
    await forget();
  }
  // Past this listener.
  return form.submit();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // A device that cannot say what it holds holds nobody back.
  leave().catch(() => form.submit());
});
dialog.querySelector("[data-save]").addEventListener("click", save);
dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
dialog.querySelector("[data-sign-out]").addEventListener("click", leaveAnyway);
