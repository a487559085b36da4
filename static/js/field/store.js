// What an observer logs, on the device: drafts, the outbox, photos, and what is kept of the day.
// Nothing removes a draft, an item or a photo but the functions here that say so; an item becomes
// "received" by its receipt alone.

import { tellChanged, whenChanged } from "./changes.js";
import { isThere, reading, writing } from "./database.js";

export { isThere, whenChanged };

const isOf = ({ account, mission } = {}) => (each) =>
  (account === undefined || each.account === account) &&
  (mission === undefined || each.mission === mission);

const hexOf = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// The hash of a text's UTF-8 bytes, of bytes or of a blob, in hexadecimal.
export const sha256Of = async (told) => {
  const bytes = typeof told === "string" ? new TextEncoder().encode(told) : told;
  const buffer = bytes instanceof Blob ? await bytes.arrayBuffer() : bytes;
  return hexOf(await crypto.subtle.digest("SHA-256", buffer));
};

// -- kept: what can be fetched again, and the device's own name --

export const kept = (name) =>
  reading(["kept"], async ({ kept }) => (await kept.get(name))?.value);

export const keep = async (name, value) => {
  await writing(["kept"], ({ kept }) => kept.put({ name, value }));
  tellChanged("kept");
};

// Made once: two tabs that ask at the same time are told the same.
export const device = () =>
  writing(["kept"], async ({ kept }) => {
    const known = await kept.get("device");
    if (known) return known.value;
    const value = crypto.randomUUID();
    await kept.put({ name: "device", value });
    return value;
  });

const FETCHED = ["day:", "stations:", "ready:", "account:", "sender"];

// At signing out: the day, the stations and the names go. The device's name stays.
// `butNames`: whom what waits here belongs to is still said.
export const forgetKept = async ({ butNames = false } = {}) => {
  await writing(["kept"], async ({ kept }) => {
    const names = await kept.getAllKeys();
    const starts = FETCHED.filter((start) => !(butNames && start === "account:"));
    const fetched = names.filter((name) => starts.some((start) => name.startsWith(start)));
    await Promise.all(fetched.map((name) => kept.delete(name)));
  });
  tellChanged("kept");
};

// -- drafts --

export const drafts = (whose) =>
  reading(["drafts"], async ({ drafts }) => {
    const found = (await drafts.getAll()).filter(isOf(whose));
    return found.sort((one, other) => (one.at < other.at ? 1 : -1));
  });

export const draft = (number) => reading(["drafts"], ({ drafts }) => drafts.get(number));

export const keepDraft = async (draft) => {
  await writing(["drafts"], ({ drafts }) => drafts.put(draft));
  tellChanged("drafts");
};

// Keeps a draft that is there still: sent or discarded meanwhile, it must not come back to life.
// `ifLater`: only over what was typed before it.
export const changeDraft = async (draft, { ifLater = false } = {}) => {
  const changed = await writing(["drafts"], async ({ drafts }) => {
    const known = await drafts.get(draft.number);
    if (!known || (ifLater && known.at >= draft.at)) return false;
    await drafts.put(draft);
    return true;
  });
  if (changed) tellChanged("drafts");
};

// Somebody throws a draft away: its photos go with it, unless they are on their way already.
export const dropDraft = async (number) => {
  await writing(["drafts", "photos"], async ({ drafts, photos }) => {
    await drafts.delete(number);
    const own = await photos.index("number").getAll(number);
    const begun = own.filter((photo) => photo.state === "draft");
    await Promise.all(begun.map((photo) => photos.delete(photo.id)));
  });
  tellChanged("drafts", "photos");
};

// -- the outbox --

// The item of a body, with the hash that its receipt must tell. `about`: kind, number, account,
// mission, title, address, body, draft.
export const itemOf = async (about) => {
  const sha256 = await sha256Of(about.body);
  const size = new TextEncoder().encode(about.body).length;
  return { ...about, id: `${about.number}:${sha256}`, sha256, size };
};

const BEGIN = { state: "ready", tries: 0, last_try: "", next_try: 0, why: "", receipt: null };

// In one transaction: the item waits to be sent, its photos too, and the draft is gone. The same
// bytes queued again change nothing: they may be on their way, or received. Where there is a photo
// of which the item does not tell, taken this moment, nothing is done and false returned.
export const queue = async (item, photoIds = []) => {
  const isWhole = await writing(["drafts", "outbox", "photos"], async (stores) => {
    const { drafts, outbox, photos } = stores;
    const own = await photos.index("number").getAll(item.number);
    if (own.some(({ id, state }) => state === "draft" && !photoIds.includes(id))) return false;
    const others = await outbox.getAll();
    if (!others.some((other) => other.id === item.id)) {
      // Their order on this device: its clock may be put back between two of them.
      const order = 1 + Math.max(0, ...others.map((other) => other.order));
      const queued_at = new Date().toISOString();
      await outbox.put({ queued_at, ...BEGIN, ...item, order, photos: photoIds });
    }
    for (const id of photoIds) {
      const photo = await photos.get(id);
      if (photo?.state === "draft") await photos.put({ ...photo, state: "ready", why: "" });
    }
    await drafts.delete(item.number);
    return true;
  });
  if (isWhole) tellChanged("outbox", "photos", "drafts");
  return isWhole;
};

export const outbox = (whose) =>
  reading(["outbox"], async ({ outbox }) => {
    const found = (await outbox.getAll()).filter(isOf(whose));
    return found.sort((one, other) => one.order - other.order);
  });

export const item = (id) => reading(["outbox"], ({ outbox }) => outbox.get(id));

const isReceipt = (receipt, item) =>
  receipt?.sha256 === item.sha256 && (receipt.visit ?? receipt.finding) === item.number;

// What the first screen has to know of a visit that was received, until the day tells of it.
const whereOf = ({ stage, station, parent } = {}) => ({ stage, station, parent });

// Changes an item and returns it as it then is. What was received stays so; it takes the receipt of
// these very bytes, after which the words themselves need not be kept.
export const mark = async (id, changes) => {
  const marked = await writing(["outbox"], async ({ outbox }) => {
    const known = await outbox.get(id);
    if (!known || known.state === "received") return known;
    const next = { ...known, ...changes, id };
    if (next.state === "received") {
      if (!isReceipt(next.receipt, known)) throw new Error("This is not the receipt of this item.");
      next.logged = whereOf(known.draft ?? {});
      next.body = next.draft = null;
    }
    await outbox.put(next);
    return next;
  });
  tellChanged("outbox");
  return marked;
};

// A refused item becomes a draft again; where one of its number was begun meanwhile, that stays
// and so does the item. Photos that another item tells of stay on their way: that one's visit is to
// have them, whatever becomes of the draft. Returns the draft to go on with.
export const reopen = async (id) => {
  const begun = await writing(["drafts", "outbox", "photos"], async (stores) => {
    const refused = await stores.outbox.get(id);
    if (refused?.state !== "refused" || !refused.draft) return undefined;
    const known = await stores.drafts.get(refused.number);
    if (known) return known;
    await stores.drafts.put(refused.draft);
    await stores.outbox.delete(id);
    const others = await stores.outbox.index("number").getAll(refused.number);
    const elsewhere = new Set(others.flatMap((other) => other.photos ?? []));
    const own = (await stores.photos.index("number").getAll(refused.number)).filter(
      (photo) => !elsewhere.has(photo.id),
    );
    for (const photo of own.filter((each) => ["ready", "refused"].includes(each.state))) {
      await stores.photos.put({ ...photo, state: "draft" });
    }
    return refused.draft;
  });
  tellChanged("outbox", "drafts", "photos");
  return begun;
};

// At signing out: the titles and small pictures of what the server has need this device no longer.
// What anything is still to be sent of stays whole.
export const forgetReceived = async () => {
  const names = ["drafts", "outbox", "photos"];
  await writing(names, async ({ drafts, outbox, photos }) => {
    const told = [...(await outbox.getAll()), ...(await photos.getAll())];
    const left = told.filter((each) => each.state !== "received").map((each) => each.number);
    const needed = new Set([...left, ...(await drafts.getAllKeys())]);
    for (const { id, number, blob } of told.filter((each) => !needed.has(each.number))) {
      await (blob === undefined ? outbox : photos).delete(id);
    }
  });
  tellChanged(...names);
};

// -- photos --

// Keeps a photo with the draft it is of, and says so: "draft". Of a visit that another tab handed
// over it is kept for the next correction: "sent". Of what was discarded it would never be sent, and
// is not kept: "".
export const addPhoto = async (photo) => {
  const added = await writing(["drafts", "outbox", "photos"], async ({ drafts, outbox, photos }) => {
    const isBegun = Boolean(await drafts.get(photo.number));
    const sent = photo.kind === "visit" ? await outbox.index("number").getAll(photo.number) : [];
    if (!isBegun && sent.length === 0) return "";
    await photos.add({ state: "draft", sent: 0, why: "", ...photo });
    return isBegun ? "draft" : "sent";
  });
  if (added) tellChanged("photos");
  return added;
};

export const photos = (whose) =>
  reading(["photos"], async ({ photos }) => (await photos.getAll()).filter(isOf(whose)));

export const photosOf = (number) =>
  reading(["photos"], ({ photos }) => photos.index("number").getAll(number));

// Only what was never queued, or was refused, can be taken away; returns whether it was.
export const dropPhoto = async (id) => {
  const dropped = await writing(["photos"], async ({ photos }) => {
    const known = await photos.get(id);
    if (!["draft", "refused"].includes(known?.state)) return false;
    await photos.delete(id);
    return true;
  });
  tellChanged("photos");
  return dropped;
};

// Changes a photo and returns it as it then is; what was received stays so.
export const markPhoto = async (id, changes) => {
  const marked = await writing(["photos"], async ({ photos }) => {
    const known = await photos.get(id);
    if (!known || known.state === "received") return known;
    const next = { ...known, ...changes, id };
    await photos.put(next);
    return next;
  });
  tellChanged("photos");
  return marked;
};
