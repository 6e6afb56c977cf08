// Registers the service worker and runs what pages offer with it. Without it nothing is missing.
(() => {
  "use strict";

  if (!window.isSecureContext || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const language = document.documentElement.lang;

  const ask = async (message, report = () => {}) => {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (!data.done) report(data.state);
        else if (data.failed) reject(new Error("the service worker failed"));
        else resolve(data.state);
      };
      active.postMessage(message, [port2]);
    });
  };

  const megabytes = (bytes) =>
    new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 1 }).format(
      Math.max(bytes / 1e6, 0.1),
    );
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  const offer = async (panel) => {
    const words = panel.querySelector("[data-keep-words]");
    const bar = panel.querySelector("progress");
    const keep = panel.querySelector("[data-keep-now]");
    const remove = panel.querySelector("[data-keep-forget]");

    const show = (state) => {
      remove.hidden = !state;
      bar.hidden = true;
      keep.disabled = false;
      if (!state) return;
      const date = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "long" });
      const link = document.querySelector(`a[hreflang="${state.language}"]`);
      words.textContent = fill(panel.dataset.kept, {
        pages: state.pages,
        language: link ? link.textContent : state.language,
        size: megabytes(state.bytes),
        date: date.format(new Date(state.at)),
      });
    };

    const run = (state) => {
      bar.hidden = false;
      bar.value = state.pages / state.all;
      words.textContent = fill(panel.dataset.running, { ...state, size: megabytes(state.bytes) });
    };

    keep.addEventListener("click", () => {
      keep.disabled = true;
      ask({ task: "keep", language }, run).then(show, () => {
        bar.hidden = true;
        keep.disabled = false;
        words.textContent = panel.dataset.failed;
      });
    });
    remove.addEventListener("click", () =>
      ask({ task: "forget" }).then(() => {
        show(null);
        words.textContent = panel.dataset.removed;
      }),
    );

    const state = await ask({ task: "state" });
    panel.hidden = false;
    show(state);
    if (!state) await estimate(panel, words);
  };

  // How much it will be: as many pages as there are, each as large as this one.
  const estimate = async (panel, words) => {
    const [here] = performance.getEntriesByType("navigation");
    const answer = await fetch(`/${language}/offline/pages.json`);
    if (!answer.ok || !here) return;
    const pages = (await answer.json()).pages.length;
    words.textContent = fill(panel.dataset.offer, { pages, size: megabytes(pages * here.decodedBodySize) });
  };

  // The fallback page lists what is kept in its language.
  const listKept = async (section) => {
    const found = new Map();
    for (const name of await caches.keys()) {
      if (!/^opencity-.*-(pages$|pack-)/.test(name)) continue;
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        if (new URL(url).pathname.split("/")[1] !== language) continue;
        const markup = await (await cache.match(url, { ignoreVary: true })).text();
        const title = new DOMParser().parseFromString(markup, "text/html").title;
        found.set(url, title.split(" · ")[0]);
      }
    }
    const list = section.querySelector("ul");
    for (const [url, title] of [...found].sort((a, b) => a[1].localeCompare(b[1], language))) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = title;
      list.append(document.createElement("li"));
      list.lastChild.append(link);
    }
    section.hidden = !found.size;
  };

  const start = async () => {
    const section = document.querySelector("[data-kept-pages]");
    if (section) listKept(section).catch(() => {});
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    const seen = Boolean(navigator.serviceWorker.controller);
    ask({ task: "opened", url: location.href, seen }).catch(() => {});
    for (const panel of document.querySelectorAll("[data-keep]")) offer(panel).catch(() => {});
  };

  // After the page itself, so that it never has to wait.
  if (document.readyState === "complete") start().catch(() => {});
  else window.addEventListener("load", () => start().catch(() => {}));
})();
