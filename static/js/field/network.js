// Asking the server, on a network that may answer nothing, late, or in its stead.

const PATIENCE = 30_000;

const objectIn = (text) => {
  try {
    const told = JSON.parse(text);
    return told && typeof told === "object" && !Array.isArray(told) ? told : null;
  } catch {
    return null;
  }
};

// {status, told: the JSON object answered or null}; null where nothing answered in time. A redirect
// is not followed: it would lead to a page, and no device's address leads anywhere.
export const ask = async (address, options = {}, patience = PATIENCE) => {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const answer = await fetch(address, {
      redirect: "manual",
      cache: "no-store",
      credentials: "same-origin",
      signal: giveUp.signal,
      ...options,
    });
    // Read within the same patience: a body may stop half way.
    return { status: answer.status, told: objectIn(await answer.text()) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
};

// Who answers: {account, token}, or null where it is not this installation. Only it can say our own
// word back; a hotel's page cannot.
export const probe = async (reach) => {
  const nonce = crypto.randomUUID();
  const told = (await ask(`${reach}?nonce=${nonce}`))?.told;
  return told?.mushahid === nonce ? { account: told.account, token: told.token } : null;
};

// How long what is sent may take: 500 bytes a second is a bad day.
export const patienceFor = (bytes) => PATIENCE + 2 * bytes;

const FIRST = 1000;
const LONGEST = 5 * 60_000;
export const LONGEST_WAIT = 1.25 * LONGEST;

// Milliseconds until the next try, after so many: 1 s to 5 min, a quarter more or less, so that a
// hundred phones that lost the network together do not come back together.
export const backOff = (tries) => {
  const wait = Math.min(FIRST * 2 ** Math.min(Math.max(tries - 1, 0), 20), LONGEST);
  return Math.round(wait * (0.75 + Math.random() / 2));
};
