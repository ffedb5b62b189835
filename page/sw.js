/**
 * Keeps the whole page on the device: the files of this edition are fetched once and answered from there, with or
 * without a network. Edition and files are written in by tools/page; a new edition waits until the page says so.
 */
const edition = "EDITION";
const files = [["SHA-256", "FILE"]];
const name = `decklid-${edition}`;

/** A request for a file that fails if what comes has another digest. */
function exactly([digest, file]) {
  const bytes = digest.match(/../g).map((byte) => Number.parseInt(byte, 16));
  return new Request(file, {cache: "no-cache", integrity: `sha256-${btoa(String.fromCharCode(...bytes))}`});
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files.map(exactly))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((key) => key.startsWith("decklid-") && key !== name);
    await Promise.all(old.map((key) => caches.delete(key)));
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});

/** From the device first; what it does not have comes from the network. */
async function answer(request) {
  const cache = await caches.open(name);
  const found = await cache.match(request, {ignoreSearch: true});
  return found ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === location.origin) {
    event.respondWith(answer(event.request));
  }
});
