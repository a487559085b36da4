// Tells this tab, the other tabs and the worker that something on the device changed.

const NAME = "mushahid-field";
const listeners = new Set();
const channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;

const tellHere = (what) => listeners.forEach((callback) => callback(what));
if (channel) channel.onmessage = (message) => tellHere(message.data);

// `what` is the store that changed: drafts, outbox, photos or kept.
export const tellChanged = (...names) => {
  for (const what of names) {
    channel?.postMessage(what);
    tellHere(what);
  }
};

// Calls back with the name of the store, for every change; returns the way to end that.
export const whenChanged = (callback) => {
  listeners.add(callback);
  return () => listeners.delete(callback);
};
