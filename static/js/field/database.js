// The device's database. Whatever is logged lies here before anything is sent. Upgrades only add.

import { openDB } from "../../vendor/idb.js";

const NAME = "mushahid-field";
const VERSION = 1;
let opened = null;

const upgrade = (database, oldVersion) => {
  if (oldVersion < 1) {
    database.createObjectStore("drafts", { keyPath: "number" });
    database.createObjectStore("outbox", { keyPath: "id" }).createIndex("number", "number");
    database.createObjectStore("photos", { keyPath: "id" }).createIndex("number", "number");
    database.createObjectStore("kept", { keyPath: "name" });
  }
};

const forgetConnection = () => {
  opened = null;
};

// A connection that another tab's upgrade waits for is given up, and one that the browser ended is
// opened again by the next call.
const open = () => {
  opened ??= openDB(NAME, VERSION, {
    upgrade,
    blocking: (current, blocked, event) => {
      event.target.close();
      forgetConnection();
    },
    terminated: forgetConnection,
  }).catch((error) => {
    forgetConnection();
    throw error;
  });
  return opened;
};

// Whether this device ever kept anything; looking must not make a database where there is none.
export const isThere = async () => {
  if (!globalThis.indexedDB) return false;
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some((database) => database.name === NAME);
};

const begin = async (names, mode) => {
  // "strict": done means on the disk, also where the battery ends a second later.
  const options = mode === "readwrite" ? { durability: "strict" } : {};
  try {
    return (await open()).transaction(names, mode, options);
  } catch (error) {
    // The connection was closed between the two: once more with a new one.
    if (error.name !== "InvalidStateError") throw error;
    forgetConnection();
    return (await open()).transaction(names, mode, options);
  }
};

// Runs `use` with the named stores in one transaction: all of it is done, or none. `use` awaits
// nothing but requests to these stores.
const within = async (names, mode, use) => {
  const transaction = await begin(names, mode);
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  // Heard from the beginning: a transaction that is aborted meanwhile must not go unheard.
  const done = transaction.done.then(
    () => null,
    (error) => error ?? new DOMException("The device kept nothing of it.", "AbortError"),
  );
  let result;
  try {
    result = await use(stores);
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    // A full disk is told by the transaction; the request only says that it was aborted.
    const why = await done;
    throw why?.name === "QuotaExceededError" ? why : error;
  }
  const failed = await done;
  if (failed) throw failed;
  return result;
};

export const reading = (names, use) => within(names, "readonly", use);
export const writing = (names, use) => within(names, "readwrite", use);
