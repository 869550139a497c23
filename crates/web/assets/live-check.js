// Shows what comes of a form while one works on it. The form's button "Check" does the same without script.
//
// An element [data-live-check=URL][data-live-target=ID] inside a form: a moment after a change the form is posted to URL, and
// the answer becomes the content of the element with that id. Parts of the answer with [data-swap=ID] become the content of
// others. A part with [data-map-model] is handed on as the event "map-model".
(() => {
  "use strict";

  const WAIT = 450;

  for (const marker of document.querySelectorAll("[data-live-check]")) {
    const form = marker.closest("form");
    const target = document.getElementById(marker.dataset.liveTarget);
    if (form === null || target === null) {
      continue;
    }
    let running = null;
    let timer = 0;

    const check = async () => {
      running?.abort();
      running = new AbortController();
      target.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(marker.dataset.liveCheck, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          signal: running.signal,
          redirect: "error",
        });
        if (answer.ok) {
          show(await answer.text());
        }
        target.removeAttribute("aria-busy");
      } catch (error) {
        // Typed on, or no connection: what was typed is kept, and the button still checks.
        if (error.name !== "AbortError") {
          target.removeAttribute("aria-busy");
        }
      }
    };

    const show = (html) => {
      const open = new Set([...target.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
      const part = document.createElement("template");
      part.innerHTML = html;
      for (const swap of part.content.querySelectorAll("[data-swap]")) {
        document.getElementById(swap.dataset.swap)?.replaceChildren(...swap.childNodes);
        swap.remove();
      }
      const model = part.content.querySelector("[data-map-model]");
      target.replaceChildren(part.content);
      for (const summary of target.querySelectorAll("details > summary")) {
        summary.parentElement.open = open.has(summary.textContent) || summary.parentElement.open;
      }
      if (model !== null) {
        form.dispatchEvent(new CustomEvent("map-model", { detail: { name: model.dataset.mapFor, model: JSON.parse(model.dataset.mapModel) } }));
      }
    };

    const soon = (event) => {
      if (event.target.closest("[data-not-checked]") === null) {
        clearTimeout(timer);
        timer = setTimeout(check, WAIT);
      }
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
  }
})();
