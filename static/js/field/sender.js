// Sends the outbox. Whoever wakes it (a page, the worker, a button) and however often: one sends at
// a time, and only a receipt with the hash of what was sent clears an item.

import { LONGEST_WAIT, ask, backOff, patienceFor, probe } from "./network.js";
import { settlePhotos, waitingPhotos } from "./photo_queue.js";
import { sendPhoto } from "./photo_sender.js";
import { keep, kept, mark, outbox } from "./store.js";

const LOCK = "mushahid-send";
const STUCK = 5 * 60_000;
const WHEN_FULL = 60_000;
const HEARD_OF = 5000;
const REFUSALS = [400, 403, 404, 413];
const waits = (item) => item.state === "ready" || item.state === "sending";

// -- one at a time --

const held = (options, work) =>
  navigator.locks.request(LOCK, options, (lock) => (lock ? work() : null));

// Another tab that stopped in the middle (a phone puts tabs to sleep) must not hold the rest up. Two
// that send the same at once do no harm: the second is told what the first was told.
const isSilent = async () => {
  const { beat = 0 } = (await kept("sender")) ?? {};
  return Math.abs(Date.now() - beat) > STUCK;
};
const isStuck = async () => {
  if (!(await isSilent())) return false;
  // It may have taken the lock this very moment: a sender that runs is heard of by then.
  await new Promise((resolve) => setTimeout(resolve, HEARD_OF));
  return isSilent();
};

const alone = async (work) => {
  if (!navigator.locks) return work();
  try {
    const done = await held({ ifAvailable: true }, work);
    if (done !== null || !(await isStuck())) return done;
    return await held({ steal: true }, work);
  } catch (error) {
    // Ours was taken: somebody else goes on with it.
    if (error.name === "AbortError") return null;
    throw error;
  }
};

// -- what is next --

// A device that is full can note nothing and still send: what it could not note it sends again, now
// and then, and is told the same.
let isFull = false;
const unlessFull = (writing) =>
  writing.then(
    () => {
      isFull = false;
    },
    () => {
      isFull = true;
    },
  );
const noted = (id, changes) => unlessFull(mark(id, changes));

// A page that was killed while it sent left "sending" behind: nobody knows what arrived, so it is
// sent again, and the server answers with the same receipt.
const settle = async () => {
  await unlessFull(settlePhotos());
  for (const item of await outbox()) {
    if (item.state === "sending") await noted(item.id, { state: "ready" });
  }
};

// The first that waits of each number: a correction follows what it corrects.
const firsts = async () => {
  const waiting = (await outbox()).filter(waits);
  const numbers = new Set();
  return waiting.filter((item) => !numbers.has(item.number) && numbers.add(item.number));
};

// Words and photos, as far as they can go now.
const allWaiting = async () => [...(await firsts()), ...(await waitingPhotos())];

// A next try further away than any is: the clock was put back.
const isDue = ({ next_try = 0 }) => next_try <= Date.now() || next_try > Date.now() + LONGEST_WAIT;

// -- one item --

const isReceived = (told, item) =>
  told?.sha256 === item.sha256 && (told.visit ?? told.finding) === item.number;

const told = (answer) => {
  if (answer === null) return "no-answer";
  return answer.status >= 500 ? "server-error" : "strange-answer";
};

const put = (item, token) =>
  ask(
    item.address,
    {
      method: "PUT",
      body: item.body,
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": token,
        "Device-Clock": new Date().toISOString(),
      },
    },
    patienceFor(item.size),
  );

// Returns what became of it: received, refused, sign-in or later.
const sendItem = async (item, token) => {
  const tries = item.tries + 1;
  await noted(item.id, { state: "sending", tries, last_try: new Date().toISOString() });
  const answer = await put(item, token);
  if (isReceived(answer?.told, item)) {
    await noted(item.id, { state: "received", receipt: answer.told, why: "" });
    return "received";
  }
  if (answer?.status === 401) {
    await noted(item.id, { state: "ready", why: "sign-in" });
    return "sign-in";
  }
  if (answer?.told?.error && REFUSALS.includes(answer.status)) {
    await noted(item.id, { state: "refused", why: String(answer.told.error) });
    return "refused";
  }
  const next_try = Date.now() + backOff(tries);
  await noted(item.id, { state: "ready", why: told(answer), next_try });
  return "later";
};

// -- all of it --

// Sends what is due, each once; `hurry` sends what would wait for its next try too. Words go first:
// a photo that takes minutes pauses for them. Returns how it ended: sent, no-network, sign-in or
// other-account.
const sendAll = async ({ reach, hurry }) => {
  const tried = new Set();
  let met = null;
  let end = "sent";
  const isNext = (one) => !tried.has(one.id) && (hurry || isDue(one));
  const nextItem = async () => (await firsts()).find(isNext);
  const next = async () => (await nextItem()) ?? (await waitingPhotos()).find(isNext);
  const keepGoing = async () => {
    await beat();
    return !(await nextItem());
  };
  for (let item = await next(); item; item = await next()) {
    tried.add(item.id);
    met ??= await probe(reach);
    if (!met) return "no-network";
    if (!met.account) return "sign-in";
    if (met.account !== item.account) {
      end = "other-account";
      if (!item.blob && item.why !== end) await noted(item.id, { why: end });
      continue;
    }
    await beat();
    const { token } = met;
    const sending = item.blob
      ? sendPhoto(item, { token, addresses: item.addresses, keepGoing })
      : sendItem(item, token);
    // What this device cannot note holds nothing else up.
    const became = await sending.catch(() => "later");
    if (became === "paused") tried.delete(item.id);
    if (became === "sign-in") return "sign-in";
    // Is the network gone, or was it this one? Asked before the next is tried.
    if (became === "later") met = null;
  }
  return end;
};

const note = async (changes) =>
  unlessFull(keep("sender", { ...(await kept("sender")), ...changes }));
const beat = () => note({ beat: Date.now() });

// Milliseconds until somebody should try again; null where nothing waits.
const waitAfter = async (end, fails) => {
  const waiting = await allWaiting();
  if (waiting.length === 0) return null;
  if (isFull) return WHEN_FULL;
  if (end !== "sent") return backOff(fails);
  const until = Math.min(...waiting.map(({ next_try = 0 }) => next_try)) - Date.now();
  return Math.min(Math.max(until, 1000), LONGEST_WAIT);
};

const run = async ({ by = "opening", reach = "/reach/", hurry = false } = {}) => {
  await beat();
  await settle();
  if ((await allWaiting()).length === 0) {
    await note({ end: "sent", fails: 0, by });
    return { end: "sent", waiting: 0, wait: null };
  }
  await note({ end: "sending", by });
  let end = "failed";
  try {
    end = await sendAll({ reach, hurry });
  } finally {
    const { fails = 0 } = (await kept("sender")) ?? {};
    await note({ end, fails: end === "sent" ? 0 : fails + 1 });
  }
  const { fails = 0 } = (await kept("sender")) ?? {};
  return { end, waiting: (await allWaiting()).length, wait: await waitAfter(end, fails) };
};

// Sends what waits and says how that ended: {end, waiting, wait}; "busy" where another tab sends.
export const send = async (options) =>
  (await alone(() => run(options))) ?? { end: "busy", waiting: null, wait: 2000 };
