// Charting: each mark is saved on the server at once, with the edit that it was made on. While the server cannot be reached the
// chart stays on this device under the same key as a draft, so that it is found again and cleared at sign-out.
"use strict";

(() => {
  const page = document.documentElement;
  const box = document.querySelector("[data-session-chart]");
  const form = box?.closest("form");
  const field = form?.elements.points;
  const edit = form?.elements.edit;
  if (!field || !edit) {
    return;
  }
  const address = box.dataset.sessionChart;
  const key = `draft:${page.dataset.person ?? ""}:${box.dataset.key}`;
  const line = form.querySelector("[data-save-line]");
  const sendAfterMs = 250;
  const retryAfterMs = 15000;
  let saved = field.value;
  let queue = Promise.resolve();
  let timer = 0;
  let retry = 0;
  let leaving = false;

  const store = {
    get() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    keep(points) {
      try {
        const fields = [["edit", edit.value], ["points", points]];
        localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), version: edit.value, fields, sent: false }));
      } catch {
        // Full or forbidden: the line below says that nothing is kept.
      }
    },
    forget() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing is kept, so nothing has to go.
      }
    },
  };

  function clock() {
    return new Intl.DateTimeFormat(page.lang || undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
  }

  function say(what, time) {
    line?.classList.toggle("is-bad", what !== "saved");
    const words = line?.querySelector("[data-save-words]");
    if (words) {
      words.textContent = line.dataset[what].replace("{time}", time ?? clock());
    }
  }

  // Why the server did not take it, where it can be read before the next mark.
  function tell(why) {
    let notice = form.querySelector("[data-chart-refused]");
    if (why.length === 0) {
      notice?.remove();
      return;
    }
    if (notice === null) {
      notice = document.createElement("div");
      notice.className = "notice is-excluded";
      notice.dataset.chartRefused = "";
      notice.setAttribute("role", "alert");
      form.prepend(notice);
    }
    notice.replaceChildren(...why.map((text) => {
      const p = document.createElement("p");
      p.textContent = text;
      return p;
    }));
  }

  async function send(points) {
    const body = new URLSearchParams({ as: "json", edit: edit.value, points });
    try {
      const answer = await fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(10000) });
      const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
      if (answer.ok && told !== null) {
        edit.value = told.edit;
        saved = points;
        if (field.value === points) {
          store.forget();
        } else {
          store.keep(field.value);
        }
        tell([]);
        say("saved", told.saved);
        return;
      }
      if (answer.status >= 500) {
        throw new Error(String(answer.status));
      }
      tell(told?.why ?? []);
      say("refused");
    } catch {
      say("keptHere");
      clearTimeout(retry);
      retry = setTimeout(save, retryAfterMs);
    }
  }

  // One after the other, so that each goes with the edit that the one before it made; what was marked meanwhile goes in one.
  function save() {
    clearTimeout(timer);
    clearTimeout(retry);
    if (field.value === saved || leaving) {
      return;
    }
    store.keep(field.value);
    queue = queue.then(() => (field.value === saved || leaving ? undefined : send(field.value)));
  }

  field.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(save, sendAfterMs);
  });
  addEventListener("online", save);
  addEventListener("pagehide", () => {
    if (field.value !== saved && !leaving) {
      store.keep(field.value);
    }
  });
  form.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    clearTimeout(retry);
    if (event.submitter?.name !== "chart" || field.value !== saved) {
      store.keep(field.value);
    }
    // What is on its way makes a new edit: the form goes after it, with that edit.
    if (event.submitter && !form.dataset.sent) {
      event.preventDefault();
      form.dataset.sent = "1";
      // Not before this event is over: while it is, a browser takes no other submission of the form.
      queue.then(() => setTimeout(() => {
        if (field.value === saved) {
          store.forget();
        }
        event.submitter.click();
      }));
    }
  });

  // A chart that did not reach the server the last time.
  const kept = store.get();
  const points = kept?.fields?.find(([name]) => name === "points")?.[1];
  const madeOn = kept?.fields?.find(([name]) => name === "edit")?.[1];
  if (typeof points === "string" && points !== field.value) {
    const put = () => {
      field.value = points;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    if (madeOn === edit.value) {
      // Nobody charted since: it goes on where it stopped, once the map has read its own field.
      addEventListener("load", put, { once: true });
    } else {
      const offer = document.createElement("div");
      offer.className = "save-found";
      offer.setAttribute("role", "status");
      const words = document.createElement("p");
      words.textContent = line?.dataset.found.replace("{time}", new Date(kept.at).toLocaleTimeString(page.lang || undefined)) ?? "";
      const button = (text, action) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "button";
        made.textContent = text;
        made.addEventListener("click", () => {
          action();
          offer.remove();
        });
        return made;
      };
      offer.append(words, button(line?.dataset.restore ?? "", put), button(line?.dataset.discard ?? "", store.forget));
      form.prepend(offer);
    }
  } else if (kept !== null) {
    store.forget();
  }
})();
