// Keeps what is ticked off on this device only. Without this script the boxes are plain ones.
(() => {
  "use strict";

  const KEY = "opencity.checklist";
  const list = document.querySelector("[data-checklist]");
  if (!list) return;
  const boxes = [...list.querySelectorAll(".checklist input[type=checkbox]")];
  const progress = list.querySelector("[data-progress]");

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      return new Set(Array.isArray(found) ? found : []);
    } catch {
      return new Set();
    }
  };

  const write = (ticked) => {
    try {
      if (ticked.size) localStorage.setItem(KEY, JSON.stringify([...ticked]));
      else localStorage.removeItem(KEY);
    } catch {
      // Private windows may keep nothing; the boxes work until the page is closed.
    }
  };

  const show = () => {
    const done = boxes.filter((box) => box.checked).length;
    progress.textContent = progress.dataset.words.replace("{done}", done).replace("{all}", boxes.length);
    progress.hidden = false;
  };

  const restore = () => {
    const ticked = read();
    for (const box of boxes) box.checked = ticked.has(box.value);
    show();
  };

  list.addEventListener("change", (event) => {
    if (!boxes.includes(event.target)) return;
    const ticked = read();
    if (event.target.checked) ticked.add(event.target.value);
    else ticked.delete(event.target.value);
    write(ticked);
    show();
  });

  document.querySelector("[data-forget]").addEventListener("click", () => {
    write(new Set());
    restore();
  });
  document.querySelector("[data-print]").addEventListener("click", () => window.print());
  // Another window with the same list, or the way back to this page.
  window.addEventListener("storage", (event) => event.key === KEY && restore());
  window.addEventListener("pageshow", restore);

  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  restore();
})();
