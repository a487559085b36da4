// The one text of what is sent: the same keys always give the same bytes, here and on the server.

const isEmpty = (value) =>
  value === "" ||
  value === null ||
  value === undefined ||
  (typeof value === "object" && Object.keys(value).length === 0);

// An object without its empty parts.
export const filled = (told) =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => !isEmpty(value)));

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
};

// JSON with its keys in order and nothing empty at the top.
export const canonical = (told) => JSON.stringify(sorted(filled(told)));

export const same = (one, other) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// The number that follows from another and a name (UUID, version 5).
export const numberFrom = async (number, name) => {
  const space = number.replaceAll("-", "").match(/../g).map((pair) => parseInt(pair, 16));
  const words = new TextEncoder().encode(name);
  const digest = await crypto.subtle.digest("SHA-1", Uint8Array.from([...space, ...words]));
  const bytes = new Uint8Array(digest).slice(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
