// Questions and lists: an answer that is touched again is taken back; names of the knowledge while one types.
"use strict";

(() => {
  // ---- An answer that is touched again is taken back: not asked stays not asked ---------------------------------------

  const chosen = new Map();
  const isAnswer = (field) => field instanceof HTMLInputElement && field.type === "radio" && field.closest("[data-question]") !== null;
  for (const field of document.querySelectorAll("[data-question] input[type=radio]:checked")) {
    chosen.set(field.name, field);
  }
  document.addEventListener("click", (event) => {
    const field = event.target;
    if (!isAnswer(field)) {
      return;
    }
    if (chosen.get(field.name) === field) {
      chosen.delete(field.name);
      field.checked = false;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      chosen.set(field.name, field);
    }
  });
  // What is put back from a draft is chosen too.
  document.addEventListener("change", (event) => {
    if (isAnswer(event.target) && event.target.checked) {
      chosen.set(event.target.name, event.target);
    }
  });
  for (const hint of document.querySelectorAll("[data-with-script]")) {
    hint.hidden = false;
  }

  // ---- Names while one types -------------------------------------------------------------------------------------------

  let running = null;
  let timer = 0;
  async function offerNames(field) {
    const list = document.getElementById(field.getAttribute("list"));
    if (list === null || field.value.trim() === "") {
      return;
    }
    running?.abort();
    running = new AbortController();
    const address = new URL(field.dataset.names, location.href);
    address.searchParams.set("q", field.value);
    try {
      const answer = await fetch(address, { signal: running.signal, redirect: "error", headers: { Accept: "text/html" } });
      if (answer.ok) {
        list.innerHTML = await answer.text();
      }
    } catch {
      // Typed on, or no connection: any name can be written, and the names that came with the page are offered.
    }
  }
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.names !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(() => offerNames(event.target), 120);
    }
  });
})();
