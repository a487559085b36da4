// Photos of a visit or a finding: taken or chosen, made small, on the phone at once, and listed.

import { reduced } from "./reduced.js";
import { addPhoto, dropPhoto, photosOf, sha256Of, whenChanged } from "./store.js";
import { filled, sizeOf } from "./told_moments.js";

// As the server has it (visits/photos.py): what is larger or more it does not take in.
export const MOST_BYTES = 15 * 1024 * 1024;
export const MOST_PHOTOS = 100;

class Photos {
  constructor(container, whose) {
    this.container = container;
    this.whose = whose;
    this.words = container.dataset;
    this.part = (name) => container.querySelector(`[data-${name}]`);
    // Files in hand: not on the phone's disk yet.
    this.waiting = [];
    this.working = null;
    this.showing = Promise.resolve();
    this.failed = null;
  }

  // -- what is kept --

  // One after the other: what was read earlier must not be shown later.
  show() {
    const shown = this.showing.then(() => this.showNow());
    this.showing = shown.catch(() => {});
    return shown;
  }

  async showNow() {
    const found = await photosOf(this.whose.number);
    found.sort((one, other) => (one.made_at < other.made_at ? -1 : 1));
    const list = this.part("list");
    const lines = new Map([...list.children].map((line) => [line.dataset.photo, line]));
    found.forEach((photo, index) => {
      const line = lines.get(photo.id) ?? this.newLine(photo);
      lines.delete(photo.id);
      this.fill(line, photo, { number: index + 1, of: found.length });
      if (list.children[index] !== line) list.insertBefore(line, list.children[index] ?? null);
    });
    lines.forEach((line) => line.remove());
    list.hidden = found.length === 0;
    this.tell(found);
  }

  newLine(photo) {
    const line = this.container.querySelector("template").content.firstElementChild.cloneNode(true);
    line.dataset.photo = photo.id;
    const image = line.querySelector("img");
    if (photo.thumb) image.src = photo.thumb;
    else image.remove();
    line.querySelector("[data-remove]").addEventListener("click", () => this.remove(photo.id));
    return line;
  }

  fill(line, photo, place) {
    const alt = filled(this.words.wordsAlt, place);
    const image = line.querySelector("img");
    if (image) image.alt = alt;
    line.querySelector("[data-which]").textContent = alt;
    const key = `words${photo.state[0].toUpperCase()}${photo.state.slice(1)}`;
    line.querySelector("[data-told]").textContent = filled(this.words[key], {
      size: sizeOf(photo.size),
      sent: sizeOf(photo.sent),
      why: photo.why,
    });
    line.querySelector("[data-remove]").hidden = !["draft", "refused"].includes(photo.state);
  }

  tell(found) {
    const here = found.filter((photo) => photo.state === "received").length;
    const size = sizeOf(found.reduce((sum, photo) => sum + photo.size, 0));
    const told = [];
    if (found.length) told.push(filled(this.words.wordsCount, { count: found.length, size }));
    if (here) told.push(filled(this.words.wordsHere, { here, count: found.length }));
    if (this.working) {
      told.push(filled(this.words.wordsWorking, { count: this.waiting.length }));
    }
    this.part("count").textContent = told.join(" ");
  }

  async remove(id) {
    if (!window.confirm(this.words.wordsRemove)) return;
    await dropPhoto(id);
    this.container.querySelector(".photo-input input").focus();
    this.changed();
  }

  // -- what is new --

  take(files) {
    this.waiting.push(...files);
    this.goOn();
  }

  goOn() {
    this.tellBusy(true);
    this.working ??= this.work().finally(async () => {
      this.working = null;
      this.tellBusy(this.waiting.length > 0);
      await this.show().catch(() => {});
    });
    return this.working;
  }

  // A page that holds a picture in hand must not be loaded anew.
  tellBusy(isBusy) {
    this.container.toggleAttribute("data-busy", isBusy);
  }

  // One after the other: two large pictures at once are too much for a small phone.
  async work() {
    this.failed = null;
    this.part("failed").hidden = true;
    this.part("trouble").replaceChildren();
    await this.show().catch(() => {});
    while (this.waiting.length && !this.failed) {
      try {
        await this.keep(this.waiting[0]);
        this.waiting.shift();
        this.changed();
        await this.show();
      } catch (error) {
        this.failed = error;
      }
    }
    if (this.failed) this.tellFailed();
  }

  async keep(file) {
    const small = await reduced(file);
    const blob = small?.blob ?? file;
    const name = file.name;
    if (blob.size > MOST_BYTES) {
      return this.trouble("TooLarge", { name });
    }
    if ((await photosOf(this.whose.number)).length >= MOST_PHOTOS) {
      return this.trouble("TooMany", { name, most: MOST_PHOTOS });
    }
    // A picture of no bytes is none.
    if (blob.size === 0) return undefined;
    const kept = await addPhoto({
      id: crypto.randomUUID(),
      ...this.whose,
      // Of bytes in hand: a file that the camera's app deletes later is kept all the same.
      blob: small ? blob : new Blob([await file.arrayBuffer()], { type: file.type }),
      thumb: small?.thumb ?? "",
      sha256: await sha256Of(blob),
      size: blob.size,
      type: blob.type || "application/octet-stream",
      made_at: new Date().toISOString(),
    });
    if (!kept) this.trouble("Gone", { name });
    else if (kept === "sent") this.trouble("Later", { name });
    else if (!small) this.trouble("AsItIs", { name });
    return undefined;
  }

  trouble(what, told) {
    const line = document.createElement("p");
    line.className = "photo-trouble";
    line.textContent = filled(this.words[`words${what}`], told);
    this.part("trouble").append(line);
  }

  tellFailed() {
    const full = this.failed.name === "QuotaExceededError";
    this.trouble(full ? "Full" : "Trouble", { count: this.waiting.length });
    this.part("failed").hidden = false;
  }

  giveUp() {
    this.waiting = [];
    this.tellBusy(false);
    this.part("failed").hidden = true;
    this.part("trouble").replaceChildren();
    this.show().catch(() => {});
  }

  // A photo alone is worth keeping the form that it belongs to.
  changed() {
    this.container.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // -- the page --

  mount() {
    for (const input of this.container.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", (event) => {
        // Not the form's: nothing was typed.
        event.stopPropagation();
        this.take([...input.files]);
        input.value = "";
      });
      input.addEventListener("input", (event) => event.stopPropagation());
    }
    this.part("again").addEventListener("click", () => this.goOn());
    this.part("give-up").addEventListener("click", () => this.giveUp());
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault();
    });
    // Sent while a photo is not kept yet, the visit would go without it: first the photo.
    this.container.closest("form")?.addEventListener("submit", (event) => this.hold(event), true);
    const end = whenChanged((what) => what === "photos" && this.show().catch(() => {}));
    this.container.hidden = false;
    return { shown: this.show(), settled: () => this.settled(), end };
  }

  async settled() {
    await this.working;
    return this.waiting.length === 0;
  }

  async hold(event) {
    if (this.waiting.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target: form, submitter } = event;
    if (await this.settled()) form.requestSubmit(submitter);
    else this.part("again").focus();
  }
}

// Opens the photos of what has `number`: {number, kind, account, mission}. Returns {shown, settled,
// end}; `settled()` says, when all work is done, whether every photo taken is kept.
export const mountPhotos = (container, { number, kind, account, mission }) =>
  new Photos(container, { number, kind, account, mission }).mount();
