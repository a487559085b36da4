// The service worker: keeps the field app's pages and files, so that they open with no network. It
// keeps nothing of a visit; those lie in the database, and only the sender touches them from here.

import { send } from "./sender.js";

const FORM = /\/field\/forms\//;
const SHELL = /^(.*\/missions\/[^/]+\/)field\/(forms\/[^/]+\/[^/]+\/[^/]+\/|finding\/|outbox\/)?$/;
const MISSION = /^(.*\/missions\/[^/]+\/)/;
const VERSION = "Field-App";
const PATIENCE = 120_000;
const ANYHOW = { ignoreSearch: true, ignoreVary: true };

export const work = ({ version, files, root, reach, words }) => {
  const FILES = `field-files-${version}`;
  const PAGES = `field-pages-${version}`;
  const isFile = (url) => url.pathname.startsWith(root);
  const isOurs = (answer) => answer.ok && answer.headers.get(VERSION) === version;
  const others = async (start) =>
    (await caches.keys()).filter((name) => name.startsWith(start) && name !== start + version);

  // -- a new version --

  // A network that answers in our stead, or a server half way to a newer version: the file is not
  // what was promised, and the fetch fails.
  const fetchFile = async ([address, integrity]) => {
    const answer = await fetch(address, { integrity, cache: "reload" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return [address, answer];
  };

  // Given up also while it is read: what stops half way must not hold up the rest.
  const fetchPage = (path) => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), PATIENCE);
    const { signal } = giveUp;
    return fetch(path, { cache: "no-cache", credentials: "same-origin", redirect: "manual", signal });
  };

  // A page that is no longer there for us is kept as it was, with the files of its own version: a
  // draft may need it.
  const fetchAgain = async ([path, before]) => {
    const answer = await fetchPage(path);
    if (isOurs(answer)) return [path, answer];
    if (answer.status === 403 || answer.status === 404) return [path, before];
    throw new Error(`${path}: ${answer.status}`);
  };

  const keptBefore = async () => {
    const found = new Map();
    for (const name of await others("field-pages-")) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.set(new URL(request.url).pathname, await cache.match(request));
      }
    }
    return [...found];
  };

  const putAll = async (name, answers) => {
    const cache = await caches.open(name);
    await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)));
  };

  // All or nothing: what fails leaves the version before in charge, with everything it has.
  const install = async () => {
    const found = await Promise.all(files.map(fetchFile));
    const pages = await Promise.all((await keptBefore()).map(fetchAgain));
    await putAll(FILES, found);
    await putAll(PAGES, pages);
    await self.skipWaiting();
  };

  // What the version before was given while this one was being fetched.
  const takeOver = async (cache) => {
    for (const [path, answer] of await keptBefore()) {
      if (!(await cache.match(path))) await cache.put(path, answer);
    }
  };

  // The version before stays one turn longer: a page that is loading now needs its files.
  const activate = async () => {
    const cache = await caches.open(PAGES);
    await takeOver(cache);
    const answers = await Promise.all((await cache.keys()).map((each) => cache.match(each)));
    const inUse = new Set(answers.map((answer) => answer.headers.get(VERSION)));
    const olderFiles = await others("field-files-");
    inUse.add(olderFiles.at(-1)?.slice("field-files-".length));
    const gone = olderFiles.filter((name) => !inUse.has(name.slice("field-files-".length)));
    await Promise.all([...gone, ...(await others("field-pages-"))].map((name) => caches.delete(name)));
    await self.clients.claim();
  };

  // -- answering --

  // "ours" when it is kept; "newer" where the server is further than this worker.
  const keepPage = async (path) => {
    const answer = await fetchPage(path);
    if (!isOurs(answer)) return answer.headers.get(VERSION) ? "newer" : "missed";
    await (await caches.open(PAGES)).put(path, answer);
    return "ours";
  };

  const update = () => self.registration.update().catch(() => {});

  const file = async (request) => {
    const own = await caches.open(FILES);
    return (await own.match(request, ANYHOW)) ?? (await caches.match(request)) ?? fetch(request);
  };

  const missing = (url) => {
    const [, mission] = MISSION.exec(url.pathname) ?? [];
    const told = words.missing.replace("%(home)s", `${mission}field/`);
    return new Response(told, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  };

  const refresh = async (path) => {
    if ((await keepPage(path).catch(() => "missed")) === "newer") await update();
  };

  // From the device at once; what may have changed is fetched behind it for the next time.
  const page = async (event, url) => {
    const known = await (await caches.open(PAGES)).match(url.pathname, ANYHOW);
    if (known) {
      if (!FORM.test(url.pathname)) event.waitUntil(refresh(url.pathname));
      return known;
    }
    try {
      const answer = await fetch(event.request);
      if (isOurs(answer)) {
        const copy = answer.clone();
        event.waitUntil(caches.open(PAGES).then((cache) => cache.put(url.pathname, copy)));
      }
      return answer;
    } catch {
      return missing(url);
    }
  };

  const homeOf = async (url) => {
    const cache = await caches.open(PAGES);
    const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
    const homes = paths.filter((path) => path.endsWith("/field/"));
    const [, mission] = MISSION.exec(url.pathname) ?? [];
    return homes.find((path) => path === `${mission}field/`) ?? (mission ? null : homes[0]);
  };

  // Any other page needs the network; without one, the way leads to what there is.
  const elsewhere = async (event, url) => {
    try {
      return await fetch(event.request);
    } catch (error) {
      const home = await homeOf(url);
      if (home) return Response.redirect(home, 302);
      throw error;
    }
  };

  const answer = (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
    if (isFile(url)) event.respondWith(file(event.request));
    else if (SHELL.test(url.pathname)) event.respondWith(page(event, url));
    else if (event.request.mode === "navigate") event.respondWith(elsewhere(event, url));
  };

  // -- asked by a page: keep these pages; answers which of them are missing --

  const keepPages = async (paths) => {
    const cache = await caches.open(PAGES);
    const missed = [];
    let isNewer = false;
    for (const path of paths) {
      if (await cache.match(path, ANYHOW)) continue;
      const became = await keepPage(path).catch(() => "missed");
      if (became !== "ours") missed.push(path);
      isNewer ||= became === "newer";
    }
    if (isNewer) await update();
    return { kept: paths.length - missed.length, missed };
  };

  // Asked again while it is at work, by a page that lost its patience or by another one, it goes on.
  const atWork = new Map();
  const keepOnce = (paths) => {
    const of = paths.join();
    if (!atWork.has(of)) atWork.set(of, keepPages(paths).finally(() => atWork.delete(of)));
    return atWork.get(of);
  };

  const told = (event) => {
    if (event.data?.keep) {
      event.waitUntil(keepOnce(event.data.keep).then((done) => event.ports[0].postMessage(done)));
    }
  };

  // What fails is told to the browser, which then calls again when there is a network.
  const sync = async () => {
    const { waiting, end } = await send({ by: "worker", reach, hurry: true });
    if (waiting && end === "no-network") throw new Error("There is no network.");
  };

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("fetch", answer);
  self.addEventListener("message", told);
  self.addEventListener("sync", (event) => {
    if (event.tag === "mushahid-send") event.waitUntil(sync());
  });
};
