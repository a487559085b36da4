// Sends a photo piece by piece, from where the server says; a piece that was lost costs that piece.
// Only a receipt for the whole, by its hash, makes it received.

import { ask, backOff, patienceFor } from "./network.js";
import { markPhoto, sha256Of } from "./store.js";

const LARGEST = 128 * 1024;
const SMALLEST = 8 * 1024;
const SLOW = 8000;
const QUICK = 2000;
const MOST_RESTARTS = 2;
// An answer that brings nothing forward, so often, is none.
const MOST_IN_VAIN = 3;
const NOTED_EVERY = 3000;
const REFUSALS = [400, 403, 413];

// What the network carried last, for the photos after this one too.
let piece = LARGEST;

const smaller = () => {
  piece = Math.max(SMALLEST, piece / 2);
};

const adapt = (took) => {
  if (took > SLOW) smaller();
  else if (took < QUICK) piece = Math.min(LARGEST, piece * 2);
};

// Whether an answer is about this photo: a captive portal's is not.
const isAbout = (told, photo) =>
  told?.photo === photo.id && told.sha256 === photo.sha256 && Number.isInteger(told.received);

const isReceived = (told, photo) =>
  isAbout(told, photo) && told.complete === true && told.received === photo.size;

// How an answer ends the sending, as {end, why}; null where it goes on.
const endOf = (answer, photo) => {
  if (answer === null) return { end: "later", why: "no-answer" };
  if (isReceived(answer.told, photo)) return { end: "received", why: "" };
  if (answer.status === 401) return { end: "sign-in", why: "sign-in" };
  // The visit that tells of it has not come, or is with the server otherwise: asked again later.
  if (answer.status === 404 && answer.told?.error) return { end: "later", why: "not-expected" };
  if (REFUSALS.includes(answer.status) && answer.told?.error) {
    return { end: "refused", why: String(answer.told.error) };
  }
  if (isAbout(answer.told, photo)) return null;
  return { end: "later", why: answer.status >= 500 ? "server-error" : "strange-answer" };
};

const resume = (photo, { addresses }) => ask(`${addresses.photos}${photo.id}/`);

const put = async (photo, offset, { token, addresses }) => {
  const body = photo.blob.slice(offset, offset + piece);
  const began = performance.now();
  const answer = await ask(
    `${addresses.photos}${photo.id}/${photo.sha256}/${offset}/`,
    {
      method: "PUT",
      body,
      headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": token },
    },
    patienceFor(body.size),
  );
  if (answer === null) smaller();
  else if (body.size === piece) adapt(performance.now() - began);
  return answer;
};

const isWhole = async (photo) =>
  photo.blob.size === photo.size && (await sha256Of(photo.blob)) === photo.sha256;

// Sends until it ends; `progress` is told how much the server has.
const sendPieces = async (photo, options, progress) => {
  let restarts = 0;
  let inVain = 0;
  let before = -1;
  for (let answer = await resume(photo, options); ; ) {
    const ended = endOf(answer, photo);
    if (ended) return ended;
    const { received } = answer.told;
    inVain = received > before ? 0 : inVain + 1;
    if (inVain > MOST_IN_VAIN) return { end: "later", why: "strange-answer" };
    before = received;
    await progress(received);
    // What came was not what was told. Is it this phone's, or was it spoilt on the way?
    if (answer.status === 409 && received === 0 && ++restarts > MOST_RESTARTS) {
      return (await isWhole(photo))
        ? { end: "later", why: "strange-answer" }
        : { end: "refused", why: "damaged" };
    }
    if (!(await options.keepGoing())) return { end: "paused", why: "" };
    answer = await put(photo, received, options);
  }
};

const STATES = { received: "received", refused: "refused" };

// When it is tried again: soon where something of it came this time.
const nextTry = (photo, sent) => {
  const tries = sent > photo.sent ? 1 : (photo.tries ?? 0) + 1;
  return { tries, next_try: Date.now() + backOff(tries) };
};

// Sends a photo whose visit or finding was received, and marks it. Returns how it ended: received,
// refused, sign-in, later or paused. `keepGoing` is asked before each piece.
export const sendPhoto = async (photo, { token, addresses, keepGoing = () => true }) => {
  let sent = photo.sent;
  // A phone that is full can note nothing and still send.
  const note = (changes) => markPhoto(photo.id, changes).catch(() => {});
  await note({ state: "sending", why: "" });
  let noted = Date.now();
  const progress = async (received) => {
    sent = received;
    if (Date.now() < noted + NOTED_EVERY) return;
    noted = Date.now();
    await note({ sent });
  };
  const { end, why } = await sendPieces(photo, { token, addresses, keepGoing }, progress);
  if (end === "received") {
    // The server has it on its disk: the phone needs its own no longer.
    await markPhoto(photo.id, { state: "received", why: "", sent: photo.size, blob: null });
  } else {
    const again = end === "later" ? nextTry(photo, sent) : {};
    await note({ state: STATES[end] ?? "ready", why, sent, ...again });
  }
  return end;
};
