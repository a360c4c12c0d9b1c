/* Narrows a list of names while its filter is typed in; without this, the form does the same. */
"use strict";

(() => {
  const input = document.querySelector("input[data-filters]");
  if (!input) return;
  const lists = [...document.querySelectorAll(input.dataset.filters)];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  function narrow() {
    const words = plain(input.value).split(" ");
    for (const list of lists) {
      let shown = 0;
      for (const line of list.children) {
        line.hidden = !words.every((word) => ` ${line.dataset.text}`.includes(` ${word}`));
        shown += line.hidden ? 0 : 1;
      }
      (list.closest(".section") ?? list).hidden = shown === 0;
    }
  }

  input.addEventListener("input", narrow);
})();
