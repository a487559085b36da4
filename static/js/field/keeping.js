// Asks the browser not to throw away what is kept when the phone runs full, and warns before that.

import { keep, kept } from "./store.js";

const SHARE = 0.8;
const LITTLE = 50 * 1024 * 1024;

const isTight = async () => {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota > 0 && (usage > SHARE * quota || quota - usage < LITTLE);
};

const offer = (notice) => {
  notice.hidden = false;
  notice.querySelector("[data-persist]").addEventListener("click", async () => {
    const granted = await navigator.storage.persist();
    await keep("persist", granted ? "granted" : "refused");
    notice.hidden = true;
    document.getElementById(granted ? "field-persisted" : "field-not-persisted").hidden = false;
  });
};

// Some browsers give it without asking anybody; who was asked once is not asked on every page.
// The pages of forms have no room for it.
export const keepSafe = async ({ home, outbox }) => {
  document.getElementById("field-full").hidden = !(await isTight());
  if (![home, outbox].includes(window.location.pathname)) return;
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  if ((await kept("persist")) === undefined) offer(document.getElementById("field-persist"));
};
