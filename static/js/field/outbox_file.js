// Everything that lies on the device as one file: for the secretariat, where a phone cannot send.

import { device, drafts, kept, outbox, photos } from "./store.js";

const itemTold = ({ kind, number, account, sha256, body, queued_at, state, why }) => ({
  kind,
  number,
  account,
  sha256,
  body,
  queued_at,
  state,
  why,
});

const base64Of = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

// A picture that the device can no longer read costs itself, and not the rest of the file.
const pictureIn = (blob) => base64Of(blob).catch(() => "");

const photoTold = async ({ id, number, kind, account, sha256, size, type, blob }) => ({
  id,
  number,
  kind,
  account,
  sha256,
  size,
  type,
  base64: await pictureIn(blob),
});

const isUnsent = (each) => each.state !== "received";

// The file of a mission as a blob. A draft goes as it is kept: who brings the file in makes of it
// what its form would have sent.
const outboxFile = async ({ mission, account }) => {
  const whose = { mission };
  const head = {
    mushahid: "outbox",
    version: 1,
    mission,
    account: account ?? (await kept(`day:${mission}`))?.account ?? "",
    device: await device(),
    made_at: new Date().toISOString(),
    items: (await outbox(whose)).filter(isUnsent).map(itemTold),
    drafts: await drafts(whose),
  };
  const parts = [JSON.stringify(head).slice(0, -1), ',"photos":['];
  // One after the other: all photos at once may be more than a phone's memory holds.
  for (const photo of (await photos(whose)).filter(isUnsent)) {
    if (parts.length > 2) parts.push(",");
    parts.push(new Blob([JSON.stringify(await photoTold(photo))]));
  }
  return new Blob([...parts, "]}"], { type: "application/json" });
};

// Hands the file to the browser, which saves it.
export const saveOutbox = async (about) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await outboxFile(about));
  link.download = `mushahid-${about.mission}-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
