// Keeps what is typed into a form on the phone, as it is typed, and hands it over to be sent.

import { putBack, typedIn } from "../typed_fields.js";
import { device, draft as draftOf, itemOf, keepDraft, photosOf, queue } from "./store.js";

const SOON = 200;

// The draft that the address names after #, if this phone holds it.
export const draftNamed = (kind) => {
  const number = new URLSearchParams(location.hash.slice(1)).get(kind);
  return number ? draftOf(number) : undefined;
};

export const showNothing = () => {
  document.getElementById("no-visit").hidden = false;
};

// Shows that the phone refuses to keep what is typed; the words are the page's.
const tellTrouble = (trouble) => {
  document.getElementById("not-kept").hidden = !trouble;
};

// Fills the form and keeps every change of it. Returns how to change the draft beyond its fields,
// and how to hand it over.
export const keepTyping = (form, begun, { place }) => {
  let draft = begun;
  let timer = 0;
  let ended = false;
  let writing = Promise.resolve();

  const write = async () => {
    // Sent or discarded in another tab: it must not come back to life by this one.
    if (ended || !(await draftOf(draft.number))) return;
    draft = { ...draft, typed: typedIn(form), ...place(), at: new Date().toISOString() };
    await keepDraft(draft);
  };
  const save = () => {
    clearTimeout(timer);
    writing = writing.then(write).then(
      () => tellTrouble(false),
      () => tellTrouble(true),
    );
    return writing;
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SOON);
  };

  form.addEventListener("input", saveSoon);
  form.addEventListener("change", (event) => event.isTrusted && save());
  form.addEventListener("step", save);
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "hidden") return save();
    // Another tab went on with it meanwhile, or sent it.
    const known = ended ? draft : await draftOf(draft.number);
    if (known?.at !== draft.at) location.reload();
  });
  // Come back to by the browser's Back: as it is on the phone now.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  return {
    current: () => draft,
    put: (typed) => putBack(form, typed),
    change: (changes) => {
      draft = { ...draft, ...changes };
      return save();
    },
    end: async () => {
      ended = true;
      clearTimeout(timer);
      await writing;
    },
    // `bodyOf` makes the text that is sent. In one step the draft becomes what waits to be sent.
    handOver: async (bodyOf) => {
      await save();
      const known = await draftOf(draft.number);
      if (!known) return location.reload();
      const photos = await photosOf(draft.number);
      const own = { photos, device: await device(), at: new Date().toISOString() };
      const body = await bodyOf({ draft: known, ...own });
      const { number, kind, account, mission, title, address } = known;
      const about = { number, kind, account, mission, title, address, body, draft: known };
      await queue(await itemOf(about), photos.map((photo) => photo.id));
      ended = true;
      clearTimeout(timer);
      location.assign(`${known.home}#queued`);
    },
  };
};

// Handing over is done once: a second tap while it goes on does nothing. Where the phone refuses,
// all stays as it was.
export const whenSent = (form, hand) => {
  let going = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (going) return;
    going = true;
    try {
      await hand();
      tellTrouble(false);
    } catch (trouble) {
      console.warn(trouble);
      tellTrouble(true);
    } finally {
      going = false;
    }
  });
};
