/* Opens what stands beside a document where it has room; on a phone it folds under its line. */
"use strict";

(() => {
  const beside = document.querySelector(".beside");
  const wide = matchMedia("(min-width: 64rem)");
  if (!beside) return;
  const fit = () => { beside.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
})();
