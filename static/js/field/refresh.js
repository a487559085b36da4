// Fetches what the device keeps of a mission: the team's day, the stations, the pages; again and
// again until all of it is here.

import { ask, backOff } from "./network.js";
import { keep, kept } from "./store.js";

const OFTEN = 60_000;
// A worker of which one file cannot be fetched is never ready; one that is exchanged never answers.
const LONGEST = 60_000;
// Twenty thousand stations on a bad day; each further try is given longer.
const PATIENCE = 120_000;
let last = 0;
let tries = 0;
let timer = null;
let running = null;
let tellAsked = null;

// Settles once the server was asked for the first time, whatever came of it.
export const askedOnce = new Promise((resolve) => (tellAsked = resolve));

export const registerWorker = async ({ worker }) =>
  navigator.serviceWorker?.register(worker, { type: "module", updateViaCache: "none" });

const late = () => new Promise((_never, fail) => setTimeout(fail, LONGEST));

const failed = ({ installing }) =>
  new Promise((_never, fail) => {
    installing?.addEventListener("statechange", () => installing.state === "redundant" && fail());
  });

const askWorker = async (app, pages) => {
  const registration = await registerWorker(app);
  const ready = [navigator.serviceWorker.ready, failed(registration), late()];
  const { active } = await Promise.race(ready);
  const channel = new MessageChannel();
  const answered = new Promise((resolve) => {
    channel.port1.onmessage = (message) => resolve(message.data);
  });
  active.postMessage({ keep: pages }, [channel.port2]);
  return Promise.race([answered, late()]);
};

const refreshStations = async (mission, { address, version }) => {
  const name = `stations:${mission}`;
  if ((await kept(name))?.version === version) return true;
  const told = (await ask(address, {}, PATIENCE * Math.min(tries + 1, 5)))?.told;
  if (!Array.isArray(told?.stations)) return false;
  await keep(name, told);
  return true;
};

// Whether everything is here, or nothing more can be done here. What fails is left as it was.
const refresh = async (app) => {
  const { mission, day } = app;
  const answer = await ask(day);
  if (answer?.status === 401) return true;
  const told = answer?.told;
  // Whoever is signed in has no day here: the one on the phone is somebody else's, or over.
  if ([403, 404].includes(answer?.status) && told?.error) {
    await keep(`ready:${mission}`, null);
    await keep(`day:${mission}`, null);
    return true;
  }
  if (answer?.status !== 200 || told?.mission !== mission) return false;
  const of = told.pages.join();
  // Other pages are not here because those before were.
  if ((await kept(`ready:${mission}`))?.of !== of) {
    const missed = told.pages.length;
    await keep(`ready:${mission}`, { of, at: Date.now(), stations: false, missed });
  }
  await keep(`day:${mission}`, { ...told, fetched_at: new Date().toISOString() });
  await keep(`account:${told.account}`, told.name);
  const stations = await refreshStations(mission, told.stations);
  const missed = navigator.serviceWorker ? (await askWorker(app, told.pages)).missed : told.pages;
  await keep(`ready:${mission}`, { of, at: Date.now(), stations, missed: missed.length });
  return stations && (missed.length === 0 || !navigator.serviceWorker);
};

// A device that is full, or a worker that is just being exchanged, fails too.
const isWhole = (app) => refresh(app).catch(() => false);

// At a network that drops one file of sixty nobody should have to open the page anew.
const run = async (app) => {
  last = Date.now();
  clearTimeout(timer);
  const whole = await isWhole(app);
  tellAsked();
  if (whole) {
    tries = 0;
    return;
  }
  last = 0;
  tries += 1;
  timer = setTimeout(() => again(app), backOff(tries + 2));
};

const again = (app) => {
  running ??= run(app).finally(() => {
    running = null;
  });
  return running;
};

// Somebody opened a page, came back to it, found a network or pressed the button.
export const refreshDay = async (app) => {
  tries = 0;
  if (Date.now() - last >= OFTEN) await again(app);
};

// Once what is under way is done, which may have been asked too early: again, where it is needed.
export const refreshWhere = async (app, isNeeded) => {
  await running;
  if (await isNeeded()) await again(app);
};
