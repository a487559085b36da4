// What is typed into the form of a visit or a finding, kept on the device until its receipt is shown: a session
// that ended or a phone that lost its page must not cost what was seen.

const PREFIX = "typed:";
const MOST_DAYS = 30;

// A browser may refuse to keep anything; then the form works as it does without this module.
const withStore = (use) => {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
};

export const keep = (kept) =>
  withStore((store) => store.setItem(PREFIX + kept.number, JSON.stringify(kept)));

export const forget = (number) => withStore((store) => store.removeItem(PREFIX + number));

const read = (store, key) => {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
};

// All that is kept, the newest first; what is too old goes.
export const everyKept = () =>
  withStore((store) => {
    const oldest = Date.now() - MOST_DAYS * 86_400_000;
    const keys = Object.keys(store).filter((key) => key.startsWith(PREFIX));
    const lasts = (key) => read(store, key)?.at > oldest;
    keys.filter((key) => !lasts(key)).forEach((key) => store.removeItem(key));
    const found = keys.filter(lasts).map((key) => read(store, key));
    return found.sort((one, other) => other.at - one.at);
  }) ?? [];
