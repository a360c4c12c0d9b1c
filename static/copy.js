/* Copies an address or a text: a link with data-copy keeps its address, and still leads there; a
   button with data-copy-from, hidden without this script, copies what stands in that element. */
"use strict";

(() => {
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");

  async function copy(text, from) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    said.textContent = "";
    said.textContent = "Gekopieerd";
    from.dataset.copied = "";
    setTimeout(() => delete from.dataset.copied, 2000);
  }

  if (!navigator.clipboard) return;
  document.body.append(said);
  for (const button of document.querySelectorAll("button[data-copy-from]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const from = event.target.closest("a[data-copy], button[data-copy-from]");
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const source = from.dataset.copyFrom && document.getElementById(from.dataset.copyFrom);
    if (source) copy(source.textContent.trim(), from);
    else if (from.href) {
      // on a page with a search in its address the link would load it anew
      if (location.search) event.preventDefault();
      copy(from.href, from);
    }
  });
})();
