// The line that says, in words and on every page, where everything stands.

import { drafts, kept, outbox, photos, whenChanged } from "./store.js";

const WAITING = ["ready", "sending"];

// What waits, what was refused, and what is begun: counted over this mission's own.
export const standing = async (whose) => {
  const items = await outbox(whose);
  const pictures = await photos(whose);
  const count = (states) => (each) => states.includes(each.state);
  return {
    waiting: items.filter(count(WAITING)).length,
    pictures: pictures.filter(count(WAITING)).length,
    refused: [...items, ...pictures].filter(count(["refused"])).length,
    drafts: (await drafts(whose)).length,
    received: items.filter(count(["received"])).length,
  };
};

const wordsOf = ({ waiting, pictures, refused, received }, sender, words) => {
  const left = waiting + pictures;
  if (left === 0 && refused > 0) return words.refused;
  if (left === 0) return received ? words.sent : words.nothing;
  if (sender?.end === "sending") return words.sending;
  if (sender?.end === "sign-in") return words.signIn;
  if (sender?.end === "other-account") return words.otherAccount;
  return navigator.onLine && sender?.end !== "no-network" ? words.waiting : words.noNetwork;
};

const kindOf = ({ waiting, pictures, refused }, sender) => {
  if (refused || sender?.end === "sign-in") return "warning";
  return waiting + pictures ? "" : "success";
};

export const showStatus = (app) => {
  const line = document.getElementById("field-status");
  const words = line.dataset;
  const text = line.querySelector("[data-text]");
  const show = async () => {
    const now = await standing({ mission: app.mission });
    const sender = await kept("sender");
    const needsSignIn = now.waiting + now.pictures > 0 && sender?.end === "sign-in";
    const said = wordsOf(now, sender, words)
      .replace("%(count)s", now.waiting + now.pictures)
      .replace("%(refused)s", now.refused);
    // A line that says the same is not read out again.
    if (text.textContent !== said) text.textContent = said;
    line.dataset.kind = kindOf(now, needsSignIn ? sender : null);
    document.getElementById("field-sign-in").hidden = !needsSignIn;
    line.hidden = false;
  };
  let asked = null;
  const showSoon = () => {
    clearTimeout(asked);
    asked = setTimeout(() => show().catch(() => {}), 50);
  };
  whenChanged(showSoon);
  window.addEventListener("online", showSoon);
  window.addEventListener("offline", showSoon);
  showSoon();
};
