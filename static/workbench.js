// Keys of the workbench of uploads: j for the next file and k for the one before, in the list and
// on the page of a file. They can be turned off on the page; that is remembered in the browser.
(function () {
  "use strict";
  const STORED = "workbench-keys";
  const bench = document.querySelector("[data-keys]");
  const files = [...document.querySelectorAll("a.bench-file")];

  function isOn() {
    try {
      return localStorage.getItem(STORED) !== "off";
    } catch {
      return true;
    }
  }

  function remember(on) {
    try {
      localStorage.setItem(STORED, on ? "on" : "off");
    } catch {
      // a browser that keeps nothing asks again
    }
  }

  function step(by) {
    if (bench.dataset.keys === "file") {
      const link = document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]");
      if (link) link.click();
    } else {
      const row = document.activeElement.closest("tr");
      const at = files.findIndex((file) => row && row.contains(file));
      const to = at < 0 ? (by > 0 ? 0 : files.length - 1) : at + by;
      if (files[to]) files[to].focus();
    }
  }

  function press(event) {
    const busy = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    const by = { j: 1, k: -1 }[event.key];
    if (by && !busy && !typing && box.checked) step(by);
  }

  function tickAll(head) {
    const boxes = [...document.querySelectorAll("tbody input[name=file]")];
    if (!boxes.length) return;
    const label = document.createElement("label");
    const all = document.createElement("input");
    const words = document.createElement("span");
    all.type = "checkbox";
    words.className = "visually-hidden";
    words.textContent = "Kies alle bestanden op deze bladzijde";
    all.addEventListener("change", () => boxes.forEach((one) => { one.checked = all.checked; }));
    label.append(all, words);
    head.replaceChildren(label);
  }

  const box = document.createElement("input");
  const told = document.createElement("label");
  const place = document.createElement("p");
  box.type = "checkbox";
  box.checked = isOn();
  box.addEventListener("change", () => remember(box.checked));
  told.append(box, " Toetsen: j is het volgende bestand, k het vorige");
  place.className = "bench-keys";
  place.append(told);
  bench.prepend(place);
  document.addEventListener("keydown", press);
  const head = document.querySelector(".bench-table thead .bench-tick");
  if (head) tickAll(head);
})();
