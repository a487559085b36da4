// What was typed in the last moment before a page went. The phone's database writes when the page
// is gone already; this store writes at once, and what it holds goes into the database next.

import { draft as draftOf, keepDraft } from "./store.js";

const PREFIX = "field-draft:";

// A browser may refuse to keep anything here; the database is what counts.
const withStore = (use) => {
  try {
    return use(window.localStorage);
  } catch {
    return [];
  }
};

export const spare = (draft) =>
  withStore((store) => store.setItem(PREFIX + draft.number, JSON.stringify(draft)));

const takeAll = () =>
  withStore((store) => {
    const keys = Object.keys(store).filter((key) => key.startsWith(PREFIX));
    const found = keys.map((key) => JSON.parse(store.getItem(key)));
    keys.forEach((key) => store.removeItem(key));
    return found;
  });

// Puts it into the drafts. What was sent or discarded meanwhile stays so.
export const takeUp = async () => {
  for (const last of takeAll()) {
    const known = await draftOf(last.number);
    if (known && known.at < last.at) await keepDraft(last);
  }
};
