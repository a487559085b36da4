// Keeps what is typed into a form on the phone, as it is typed, and hands it over to be sent.

import { putBack, typedIn } from "../typed_fields.js";
import { spare, takeUp } from "./spare.js";
import { changeDraft, device, draft as draftOf, itemOf, kept, photosOf, queue } from "./store.js";

const A_MOMENT = 1000;

// The draft that the address names after #, if this phone holds it.
export const draftNamed = async (kind) => {
  await takeUp();
  const number = new URLSearchParams(location.hash.slice(1)).get(kind);
  const draft = number ? await draftOf(number) : undefined;
  // Another's, on a phone that changed hands: it stays for them, and is not shown.
  const account = draft && (await kept(`day:${draft.mission}`))?.account;
  return account && account !== draft.account ? undefined : draft;
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
  let ended = false;
  let changed = false;
  let writing = Promise.resolve();

  const asTyped = () => ({ ...draft, typed: typedIn(form), ...place(), at: new Date().toISOString() });
  const write = async () => {
    // One writing for all that was typed while the one before went on.
    if (!changed || ended) return;
    changed = false;
    draft = asTyped();
    await changeDraft(draft);
  };
  const save = () => {
    changed = true;
    writing = writing.then(write).then(
      () => tellTrouble(false),
      () => {
        changed = true;
        tellTrouble(true);
      },
    );
    return writing;
  };
  const typed = () => {
    draft = { ...draft, touched: true };
    return save();
  };

  form.addEventListener("input", typed);
  form.addEventListener("change", (event) => event.isTrusted && typed());
  form.addEventListener("step", save);
  // What the database may have no time for any more.
  const keepSpare = () => changed && !ended && spare(asTyped());
  window.addEventListener("pagehide", keepSpare);
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "hidden") return keepSpare();
    await writing;
    // A camera that closes hands its picture over a moment later.
    await new Promise((resolve) => setTimeout(resolve, A_MOMENT));
    if (form.querySelector("[data-photos][data-busy]")) return undefined;
    // Another tab went on with it meanwhile, or sent it.
    const known = ended ? draft : await draftOf(draft.number);
    if (!known || known.at > draft.at) location.reload();
    return undefined;
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
      await writing;
      ended = true;
    },
    // `bodyOf` makes the text that is sent. In one step the draft becomes what waits to be sent.
    handOver: async (bodyOf) => {
      await save();
      if (!(await draftOf(draft.number))) return location.reload();
      // As it is on the screen, also where the phone was too full to keep the last of it.
      const last = asTyped();
      const { number, kind, account, mission, title, address } = last;
      let isQueued = false;
      while (!isQueued) {
        const photos = await photosOf(number);
        const own = { photos, device: await device(), at: new Date().toISOString() };
        const body = await bodyOf({ draft: last, ...own });
        const about = { number, kind, account, mission, title, address, body, draft: last };
        isQueued = await queue(await itemOf(about), photos.map((photo) => photo.id));
      }
      ended = true;
      location.assign(`${last.home}#queued`);
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
