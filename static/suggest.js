/* Suggests names and titles while somebody types in a search box: a combobox with a list.
   Choosing one leads to its page; Enter without a choice searches, as without this script. */
"use strict";

(() => {
  const PAUSE = 120; // milliseconds without a key before anything is asked
  const LEAST = 2; // letters

  document.querySelectorAll("input[data-suggestions]").forEach((input, number) => {
    const list = document.createElement("ul");
    const status = document.createElement("span");
    const answers = new Map();
    let asking = null;
    let timer = 0;
    let active = -1;

    list.id = `voorstellen-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Voorstellen; een keuze opent de pagina ervan");
    status.className = "hidden";
    status.setAttribute("role", "status");
    input.type = "text"; // a box of the type search may not be a combobox
    input.inputMode = "search";
    input.enterKeyHint = "search";
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.parentNode.append(list, status);

    const isOpen = () => !list.hidden;

    function choose(place) {
      active = place;
      [...list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === place)));
      const line = list.children[place];
      if (line) {
        input.setAttribute("aria-activedescendant", line.id);
        line.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function close() {
      clearTimeout(timer);
      asking?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      status.textContent = "";
      choose(-1);
    }

    function piece(line, name, text) {
      const span = document.createElement("span");
      span.className = name;
      span.textContent = text;
      line.append(span, " ");
    }

    function option(found, i) {
      const line = document.createElement("li");
      line.id = `${list.id}-${i}`;
      line.setAttribute("role", "option");
      line.dataset.address = found.address;
      piece(line, "label", found.label);
      const count = found.count ? `${found.count.toLocaleString("nl-NL")} ${found.count === 1 ? "document" : "documenten"}` : "";
      piece(line, "about", [found.kind, found.about, count].filter(Boolean).join(" · "));
      return line;
    }

    function show(found) {
      if (!found.length) {
        close();
        return;
      }
      list.replaceChildren(...found.map(option));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(-1);
      const many = found.length === 1 ? "1 voorstel" : `${found.length} voorstellen`;
      status.textContent = `${many}. Kies met de pijlen; Enter opent de pagina ervan.`;
    }

    async function ask() {
      const typed = input.value.trimStart();
      asking?.abort();
      if (typed.trim().length < LEAST) {
        close();
        return;
      }
      asking = new AbortController();
      try {
        if (!answers.has(typed)) {
          const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
          const response = await fetch(address, { signal: asking.signal });
          if (!response.ok) return;
          answers.set(typed, (await response.json()).suggestions);
        }
      } catch {
        return; // another letter came, or the line is down: the box searches all the same
      }
      if (document.activeElement === input && input.value.trimStart() === typed) show(answers.get(typed));
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }

    function step(by) {
      const places = list.children.length + 1; // one more than the list has: the box itself
      choose(((active + 1 + by + places) % places) - 1);
    }

    function open(line) {
      close();
      location.assign(line.dataset.address);
    }

    input.addEventListener("input", soon);
    input.addEventListener("blur", close);
    addEventListener("pagehide", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen()) ask();
        else step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && isOpen()) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter") {
        if (isOpen() && active >= 0) {
          event.preventDefault();
          open(list.children[active]);
        } else {
          close();
        }
      }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box stays focused
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const line = event.target.closest("[role='option']");
      if (line) open(line);
    });
  });
})();
