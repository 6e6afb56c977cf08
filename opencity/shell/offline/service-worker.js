// The service worker: keeps what was read, and one language as a whole, to be read without network.
//
// The server writes `const SITE = {…}` before this file: release, languages, sections, excluded,
// files, folders, zone. The network comes first, always; a kept copy is shown only where the site
// does not answer, and says from when it is. Nothing but public pages is kept: no office, no
// account, no forms, no interfaces.
"use strict";

const PREFIX = "opencity-";
const MINE = `${PREFIX}${SITE.release}-`;
const PAGES = `${MINE}pages`;
const FILES = `${MINE}files`;
const PACK = `${MINE}pack-`;
const STATE = "/offline/state.json";
const KEPT_AT = "x-kept-at";

const PATIENCE = 4000; // milliseconds until a kept page is shown in place of a slow one
const MOST_PAGES = 60;
const MOST_FILES = 60;
const MOST_IN_PACK = 500;
const MOST_BYTES = 40e6;
const AT_ONCE = 3;

const isPack = (name) => name.startsWith(PREFIX) && name.includes("-pack-");
const isOld = (name) => name.startsWith(PREFIX) && !name.startsWith(MINE);

// Addresses

const partsOf = (url) => url.pathname.split("/").slice(1);
const languageOf = (url) => partsOf(url)[0];
const isPage = (url) =>
  SITE.languages.includes(languageOf(url)) && !SITE.excluded.includes(partsOf(url)[1]);
const isKeptKind = (url) => isPage(url) && SITE.sections.includes(partsOf(url)[1]);
const isFile = (url) =>
  SITE.folders.some((folder) => url.pathname.startsWith(folder)) || SITE.files.includes(url.pathname);
const isNamedByContent = (url) => /\.[0-9a-f]{12}\.\w+$/.test(url.pathname);
const withoutFragment = (url) => url.href.split("#")[0];
const fallbackOf = (language) => `/${language}/offline/`;

// Life

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((cache) => cache.addAll(SITE.files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

// A kept language of an earlier release stays, with its files, until it is fetched anew.
async function dropOld() {
  const old = (await caches.keys()).filter(isOld);
  const needed = old.some(isPack);
  const stays = (name) => isPack(name) || (needed && name.endsWith("-files"));
  await Promise.all(old.filter((name) => !stays(name)).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url)) answerPage(event, url);
    else if (url.pathname === "/") event.respondWith(fetch(request).catch(entrance));
  } else if (isFile(url)) {
    event.respondWith(file(request, url));
  }
});

// Pages: the network first

function answerPage(event, url) {
  const answers = fetch(event.request).then((response) => [
    response,
    isKeptKind(url) ? response.clone() : null,
  ]);
  event.waitUntil(answers.then(([, copy]) => copy && remember(url, copy)).catch(() => {}));
  event.respondWith(page(answers.then(([response]) => response), url));
}

async function page(answer, url) {
  answer.catch(() => {}); // looked at below, maybe after the kept copy was read
  const kept = isKeptKind(url) ? await find(url) : undefined;
  try {
    if (!kept) return await answer;
    const response = await Promise.race([answer, later(PATIENCE)]);
    return response && response.status < 500 ? response : aged(kept, url);
  } catch {
    return kept ? aged(kept, url) : fallback(url);
  }
}

const later = (time) => new Promise((resolve) => setTimeout(resolve, time));

async function fallback(url) {
  const cache = await caches.open(FILES);
  return (await cache.match(fallbackOf(languageOf(url)), { ignoreVary: true })) || Response.error();
}

// Without a language, the one that was read last.
async function entrance() {
  const cache = await caches.open(FILES);
  const known = (await cache.keys()).filter(({ url }) => url.endsWith("/offline/"));
  return (known.length && (await cache.match(known[known.length - 1], { ignoreVary: true }))) || Response.error();
}

async function remember(url, response) {
  const cache = await caches.open(PAGES);
  if (response.status === 404 || response.status === 410) {
    await cache.delete(withoutFragment(url));
    return;
  }
  if (!mayBeKept(response)) return;
  await cache.put(withoutFragment(url), (await stamped(response)).response);
  await trim(cache, MOST_PAGES);
}

const mayBeKept = (response) =>
  response.status === 200 &&
  response.type === "basic" &&
  !response.redirected &&
  (response.headers.get("content-type") || "").startsWith("text/html") &&
  !(response.headers.get("cache-control") || "").includes("no-store");

async function stamped(response) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(KEPT_AT, new Date().toISOString());
  const body = await response.arrayBuffer();
  return { response: new Response(body, { headers }), bytes: body.byteLength };
}

async function trim(cache, most) {
  const oldest = await cache.keys();
  await Promise.all(oldest.slice(0, Math.max(0, oldest.length - most)).map((key) => cache.delete(key)));
}

async function keepFallback(language) {
  const cache = await caches.open(FILES);
  if (!(await cache.match(fallbackOf(language), { ignoreVary: true })))
    await cache.add(fallbackOf(language));
}

// The newest copy of a page; without its parameters where only that one is kept. A checklist with
// other answers is another list and never stands in.
async function find(url) {
  const exact = await newest(withoutFragment(url));
  if (exact || !url.search || partsOf(url)[1] === "checklist") return exact;
  return newest(url.origin + url.pathname);
}

async function newest(address) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const copies = await Promise.all(
    names.map(async (name) => (await caches.open(name)).match(address, { ignoreVary: true })),
  );
  const dated = copies.filter((copy) => copy && copy.headers.has(KEPT_AT));
  return dated.sort((a, b) => (a.headers.get(KEPT_AT) < b.headers.get(KEPT_AT) ? 1 : -1))[0];
}

// The page's own notice, made visible and dated.
async function aged(kept, url) {
  const headers = new Headers(kept.headers);
  const when = new Intl.DateTimeFormat(`${languageOf(url)}-u-nu-latn`, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: SITE.zone,
  }).format(new Date(headers.get(KEPT_AT)));
  const text = (await kept.text())
    .replace('id="kept" hidden', 'id="kept"')
    .replace('id="kept-at">', `id="kept-at">${when}`);
  return new Response(text, { headers });
}

// Files: named by their content, so a kept one is never wrong

async function file(request, url) {
  const kept = await caches.match(request.url, { ignoreVary: true });
  if (kept && isNamedByContent(url)) return kept;
  try {
    const response = await fetch(request);
    if (response.status === 200 && response.type === "basic") {
      const cache = await caches.open(FILES);
      await cache.put(request.url, response.clone());
      await trim(cache, MOST_FILES);
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// What pages ask for

const TASKS = new Map([
  ["opened", opened],
  ["state", packState],
  ["keep", keepPack],
  ["forget", forget],
]);

self.addEventListener("message", (event) => {
  const port = event.ports[0];
  const report = (message) => port && port.postMessage(message);
  const task = TASKS.get(event.data.task);
  if (!task) return;
  event.waitUntil(
    task(event.data, report).then(
      (state) => report({ done: true, state }),
      () => report({ done: true, failed: true }),
    ),
  );
});

// A page is open. The one that brought this worker was not seen by it.
async function opened(message) {
  const url = new URL(message.url);
  if (url.origin !== self.location.origin || !isPage(url)) return;
  if (!message.seen && isKeptKind(url)) await remember(url, await fetch(withoutFragment(url)));
  await keepFallback(languageOf(url));
  await renewPack();
}

// One language as a whole

async function packState() {
  for (const name of (await caches.keys()).filter(isPack)) {
    const found = await (await caches.open(name)).match(STATE);
    if (found) return found.json();
  }
  return null;
}

let renewing = null;

// Once, however many windows are open.
async function renewPack() {
  const state = await packState();
  if (!state || state.release === SITE.release) return;
  renewing = renewing || keepPack(state, () => {}).finally(() => (renewing = null));
  await renewing;
}

async function keepPack({ language }, report) {
  if (!SITE.languages.includes(language)) throw new Error("unknown language");
  const list = await fetch(`/${language}/offline/pages.json`, { credentials: "omit" });
  const paths = (await list.json()).pages.slice(0, MOST_IN_PACK);
  const cache = await caches.open(PACK + language);
  const state = { language, release: SITE.release, pages: 0, bytes: 0, all: paths.length };
  const waiting = paths.slice();
  const fetchOne = async () => {
    while (waiting.length && state.bytes < MOST_BYTES) {
      const bytes = await keepOne(cache, waiting.shift());
      state.bytes += bytes;
      state.pages += 1;
      report({ state });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOne));
  state.at = new Date().toISOString();
  await cache.put(STATE, new Response(JSON.stringify(state)));
  await keepFallback(language);
  const others = (await caches.keys()).filter((name) => isPack(name) && name !== PACK + language);
  await Promise.all(others.map((name) => caches.delete(name)));
  await dropOld();
  return state;
}

async function keepOne(cache, path) {
  const response = await fetch(path, { credentials: "omit" });
  if (!mayBeKept(response)) return 0;
  const copy = await stamped(response);
  await cache.put(new URL(path, self.location.origin).href, copy.response);
  return copy.bytes;
}

async function forget() {
  const names = (await caches.keys()).filter(
    (name) => isPack(name) || (name.startsWith(PREFIX) && name.endsWith("-pages")),
  );
  await Promise.all(names.map((name) => caches.delete(name)));
  return null;
}
