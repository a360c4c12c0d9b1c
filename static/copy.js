/* Copies an address or a text: a link with data-copy copies its address, and still leads there; a
   button, which is hidden without this script, copies the text of its data-copy. */
"use strict";

(() => {
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");

  async function copy(text, from) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      if (from.href) location.assign(from.href);
      return;
    }
    said.textContent = "";
    said.textContent = "Gekopieerd";
    from.dataset.copied = "";
    setTimeout(() => delete from.dataset.copied, 2000);
  }

  if (!navigator.clipboard) return;
  document.body.append(said);
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-copy]");
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // on a page with a search in its address the link would load it anew
    if (from.href && location.search) event.preventDefault();
    copy(from.href || from.dataset.copy, from);
  });
})();
