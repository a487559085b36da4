// Asks the browser not to throw away what is kept when the phone runs full, and warns before that.

const ASKED = "mushahid-persist";
const SHARE = 0.8;
const LITTLE = 50 * 1024 * 1024;

const isTight = async () => {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota > 0 && (usage > SHARE * quota || quota - usage < LITTLE);
};

// From now on asked.js asks no more.
const note = (how) => {
  try {
    localStorage.setItem(ASKED, how);
  } catch {
    // No room even for this word: it is asked again.
  }
  delete document.documentElement.dataset.askToKeep;
};

const offer = (notice) =>
  notice.querySelector("[data-persist]").addEventListener("click", async () => {
    const granted = await navigator.storage?.persist?.().catch(() => false);
    note(granted ? "granted" : "refused");
    document.getElementById(granted ? "field-persisted" : "field-not-persisted").hidden = false;
  });

// Some browsers give it without asking anybody; who was asked once is not asked on every page.
// The pages of forms have no room for it.
export const keepSafe = async () => {
  const notice = document.getElementById("field-persist");
  const isAsked = notice && document.documentElement.dataset.askToKeep !== undefined;
  if (isAsked) offer(notice);
  document.getElementById("field-full").hidden = !(await isTight().catch(() => false));
  if (!isAsked) return;
  if (!navigator.storage?.persist) note("unknown");
  else if (await navigator.storage.persisted()) note("granted");
};
