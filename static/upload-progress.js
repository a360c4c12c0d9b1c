/* Tells how far the reading of an upload is without loading the page anew, and goes on to what was
   read once all of it was. Without this script the page loads itself anew. */
"use strict";

(() => {
  const shown = document.getElementById("voortgang");

  async function look() {
    let pause = 1000;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("voortgang");
      if (answer.ok && !found) {
        location.reload();
        return;
      }
      // only what changed is told again by a screen reader
      if (found && found.textContent !== shown.textContent) shown.replaceChildren(...found.children);
    } catch {
      pause = 5000;
    }
    setTimeout(look, pause);
  }

  setTimeout(look, 250);
})();
