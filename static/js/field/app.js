// On every page of the field app: the worker, the sender, the day, and the line that says where
// everything stands.

import { keepSafe } from "./keeping.js";
import { isBehind } from "./places.js";
import { refreshDay, refreshWhere, registerWorker } from "./refresh.js";
import { send } from "./sender.js";
import { showStatus } from "./status.js";
import { kept, outbox, whenChanged } from "./store.js";

const app = document.getElementById("field-app").dataset;
const TAG = "mushahid-send";
let timer = null;
let isSending = false;
let isAskedAgain = false;

const later = (wait) => {
  clearTimeout(timer);
  timer = wait === null ? null : setTimeout(() => wake({ by: "timer" }), wait);
};

// The browser calls the worker when there is a network, also with every page closed.
const askBrowser = async () => {
  const registration = await navigator.serviceWorker?.ready;
  await registration?.sync?.register(TAG).catch(() => {});
};

export const wake = async ({ by, hurry = false }) => {
  if (isSending) {
    isAskedAgain = true;
    return;
  }
  isSending = true;
  try {
    const { wait, waiting } = await send({ by, hurry, reach: app.reach });
    later(wait);
    if (waiting) askBrowser();
  } catch {
    later(60_000);
  } finally {
    isSending = false;
  }
  if (isAskedAgain) {
    isAskedAgain = false;
    await wake({ by: "queue" });
  }
};

// Something new to send, or told to go again; the sender's own notes wake nobody.
let known = new Set();
const wakeForNew = async () => {
  const ready = (await outbox()).filter((item) => item.state === "ready" && item.tries === 0);
  const isNew = ready.some((item) => !known.has(item.id));
  known = new Set(ready.map((item) => item.id));
  if (isNew) await wake({ by: "queue" });
};

// Whoever sent it: the day on this phone does not tell yet of what the server has now.
const isDayBehind = async () => {
  const { mission } = app;
  const day = await kept(`day:${mission}`);
  return Boolean(day) && isBehind(day, await outbox({ mission, account: day.account }));
};

// Once for all that goes in one batch: not while the next item is on its way.
const A_MOMENT = 1000;
let soon = null;
const refreshSoon = () => {
  clearTimeout(soon);
  soon = setTimeout(async () => {
    const isSending = (await outbox()).some(({ state }) => state === "sending");
    if (!isSending) await refreshWhere(app, isDayBehind);
  }, A_MOMENT);
};

const begin = (by) => {
  wake({ by, hurry: true });
  refreshDay(app);
};

whenChanged((what) => {
  if (what !== "outbox") return;
  wakeForNew();
  refreshSoon();
});
window.addEventListener("online", () => begin("online"));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") begin("visible");
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-send-now]")) begin("button");
});
showStatus(app);
keepSafe();
registerWorker(app).catch(() => {});
begin("opening");
