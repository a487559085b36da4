// What was typed in the last moment before a page went. The phone's database writes when the page
// is gone already; this store writes at once, and what it holds goes into the database next.

import { changeDraft } from "./store.js";

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

const all = () =>
  withStore((store) => {
    const keys = Object.keys(store).filter((key) => key.startsWith(PREFIX));
    return keys.map((key) => [key, store.getItem(key)]);
  });

const draftIn = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// Puts it into the drafts. What was sent or discarded meanwhile stays so; what the database has no
// room for waits here.
export const takeUp = async () => {
  for (const [key, text] of all()) {
    const last = draftIn(text);
    try {
      if (last?.number) await changeDraft(last, { ifLater: true });
      withStore((store) => store.getItem(key) === text && store.removeItem(key));
    } catch (trouble) {
      console.warn(trouble);
    }
  }
};
