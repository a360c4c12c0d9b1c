/* Shows what is like a document when a reader comes near the end of it; without this, a link does. */
"use strict";

(() => {
  const section = document.querySelector("[data-related]");
  if (!section) return;

  async function show() {
    const answer = await fetch(section.dataset.related);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("verwant");
    if (found) section.querySelector("p").replaceWith(...found.children);
  }

  const near = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    near.disconnect();
    show().catch(() => {});
  }, { rootMargin: "600px" });
  near.observe(section);
})();
