// Fetches what the device keeps of a mission: the team's day, the stations, the pages.

import { ask } from "./network.js";
import { keep, kept } from "./store.js";

const OFTEN = 60_000;
let last = 0;

const askWorker = async (pages) => {
  const { active } = await navigator.serviceWorker.ready;
  const channel = new MessageChannel();
  const answered = new Promise((resolve) => {
    channel.port1.onmessage = (message) => resolve(message.data);
  });
  active.postMessage({ keep: pages }, [channel.port2]);
  return answered;
};

const refreshStations = async (mission, { address, version }) => {
  const name = `stations:${mission}`;
  if ((await kept(name))?.version === version) return true;
  const told = (await ask(address, {}, 120_000))?.told;
  if (!Array.isArray(told?.stations)) return false;
  await keep(name, told);
  return true;
};

// {day, stations, missed} where the day could be fetched, "sign-in" where nobody is signed in, else
// null. What fails is left as it was: the next opening tries again.
const refresh = async ({ mission, day }) => {
  const answer = await ask(day);
  if (answer?.status === 401) return "sign-in";
  const told = answer?.told;
  // Whoever is signed in has no day here: the one on the phone is somebody else's, or over.
  if ([403, 404].includes(answer?.status) && told?.error) await keep(`day:${mission}`, null);
  if (answer?.status !== 200 || told?.mission !== mission) return null;
  await keep(`day:${mission}`, { ...told, fetched_at: new Date().toISOString() });
  await keep(`account:${told.account}`, told.name);
  const stations = await refreshStations(mission, told.stations);
  const missed = navigator.serviceWorker ? (await askWorker(told.pages)).missed : told.pages;
  await keep(`ready:${mission}`, { at: Date.now(), stations, missed: missed.length });
  return { stations, missed };
};

export const refreshDay = async (app) => {
  if (Date.now() - last < OFTEN) return null;
  last = Date.now();
  try {
    return await refresh(app);
  } catch {
    // A device that is full, or a worker that is just being exchanged.
    return null;
  }
};
