// Which photos wait to be sent: those whose visit or finding was received, the oldest first.

import { markPhoto, outbox, photos } from "./store.js";

const isWaiting = ({ state }) => state === "ready" || state === "sending";

// The addresses of a mission's photos stand beside those of what is told of them.
const addressesBy = (item) => ({ photos: item.address.replace(/intake\/.*$/, "photos/") });

// Each with `addresses`. The server expects a photo only when it was told of it.
export const waitingPhotos = async () => {
  const waiting = (await photos()).filter(isWaiting);
  if (waiting.length === 0) return [];
  const received = (await outbox()).filter((item) => item.state === "received");
  const told = new Map(received.map((item) => [item.number, item]));
  return waiting
    .filter((photo) => told.has(photo.number))
    .map((photo) => ({ ...photo, addresses: addressesBy(told.get(photo.number)) }))
    .sort((one, other) => (one.made_at < other.made_at ? -1 : 1));
};

// A page that was killed while it sent one left "sending" behind: it goes on where the server says.
export const settlePhotos = async () => {
  const begun = (await photos()).filter((photo) => photo.state === "sending");
  for (const { id } of begun) await markPhoto(id, { state: "ready" });
};
