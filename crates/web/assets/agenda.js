// Moving appointments in the agenda by hand: drag with a mouse, hold and drag with a finger, or Space and the arrow keys.
// The server decides: what stands in the way is told and nothing is changed. Without script the form of the appointment does it.
"use strict";

(() => {
  const page = document.querySelector("[data-agenda-words]");
  if (page === null) {
    return;
  }
  const words = JSON.parse(page.dataset.agendaWords);
  const by = new URL(location.href).searchParams.get("by") ?? "";
  const holdMs = 400;
  const slackPx = 6;

  const said = document.createElement("p");
  said.className = "agenda-said";
  said.setAttribute("role", "status");
  said.textContent = words.hint;
  const agendas = [...document.querySelectorAll("[data-agenda]")];
  if (document.querySelector("[data-movable]") === null) {
    return;
  }
  agendas[0].before(said);

  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

  // A column with what is needed to place something in it.
  function columnOf(element) {
    const agenda = element.closest("[data-agenda]");
    const rows = Number(/\brows-(\d+)/.exec(element.className)[1]);
    const step = Number(agenda.dataset.agendaStep);
    const from = Number(agenda.dataset.agendaFrom);
    return { element, agenda, rows, step, from, to: from + rows * step, name: element.getAttribute("aria-label") };
  }

  // ---- Something that is being moved ---------------------------------------------------------------------------------

  let moving = null;

  class Moving {
    constructor(entry) {
      this.entry = entry;
      this.column = columnOf(entry.closest("[data-column]"));
      this.home = this.column.element;
      this.start = Number(entry.dataset.start);
      this.first = this.start;
      this.length = Number(entry.dataset.end) - this.start;
      this.ghost = document.createElement("li");
      this.ghost.className = "agenda-entry agenda-ghost";
      this.ghost.setAttribute("aria-hidden", "true");
      const box = document.createElement("div");
      box.textContent = entry.querySelector(".agenda-title").textContent;
      this.time = document.createElement("span");
      box.append(document.createElement("br"), this.time);
      this.ghost.append(box);
      entry.classList.add("is-moving");
      this.show();
    }

    // Whatever else stands there already.
    conflicts() {
      const others = [...this.column.element.querySelectorAll("[data-entry]")].filter((other) => other !== this.entry);
      return others.some((other) => Number(other.dataset.start) < this.start + this.length && this.start < Number(other.dataset.end));
    }

    to(column, start) {
      const last = Math.max(column.from, column.to - this.length);
      this.column = column;
      this.start = Math.min(last, Math.max(column.from, start));
      this.show();
    }

    show() {
      const { from, step, rows } = this.column;
      const row = Math.round((this.start - from) / step);
      const span = Math.max(1, Math.min(rows - row, Math.round(this.length / step)));
      this.ghost.style.gridRow = `${row + 1} / span ${span}`;
      this.ghost.classList.toggle("is-taken", this.conflicts());
      this.time.textContent = `${clock(this.start)}\u2013${clock(this.start + this.length)}`;
      this.column.element.append(this.ghost);
      say(words.to.replace("{time}", clock(this.start)).replace("{place}", this.column.name));
    }

    isHome() {
      return this.start === this.first && this.column.element === this.home;
    }

    end() {
      this.entry.classList.remove("is-moving");
      this.ghost.remove();
      moving = null;
    }
  }

  function say(text) {
    said.replaceChildren(text);
    said.classList.remove("is-bad");
  }

  function complain(why, lines, link) {
    said.classList.add("is-bad");
    const strong = document.createElement("strong");
    strong.textContent = why;
    said.replaceChildren(strong);
    for (const line of lines) {
      said.append(document.createElement("br"), line);
    }
    if (link !== undefined) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.words;
      said.append(" ", anchor);
    }
    said.scrollIntoView({ block: "nearest" });
  }

  function giveUp() {
    moving.end();
    say(words.given_up);
  }

  async function drop() {
    if (moving.isHome()) {
      giveUp();
      return;
    }
    const { entry, column, start } = moving;
    const body = new URLSearchParams({
      version: entry.dataset.version, day: page.dataset.day, time: clock(start), column: column.element.dataset.column, by,
    });
    const held = moving;
    moving = null;
    try {
      const answer = await fetch(`/today/appointments/${encodeURIComponent(entry.dataset.entry)}/move`, {
        method: "POST", body, credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      if (answer.ok) {
        location.assign(told.next);
        return;
      }
      complain(told.why, told.lines, told.page === undefined ? undefined : { href: told.page, words: told.page_words });
    } catch {
      complain(words.failed, []);
    }
    held.end();
  }

  // ---- By hand -------------------------------------------------------------------------------------------------------

  let grip = null;

  function columnAt(x, y) {
    const under = document.elementsFromPoint(x, y).find((element) => element.closest("[data-column]") !== null);
    return under === undefined ? null : columnOf(under.closest("[data-column]"));
  }

  function follow(event) {
    const column = columnAt(event.clientX, event.clientY) ?? moving.column;
    const box = column.element.getBoundingClientRect();
    const row = Math.round((event.clientY - grip.inside - box.top) / (box.height / column.rows));
    if (column.element.dataset.column !== "") {
      moving.to(column, column.from + row * column.step);
    }
    const view = column.agenda.getBoundingClientRect();
    if (event.clientY < view.top + 60) {
      column.agenda.scrollBy(0, -12);
    } else if (view.bottom - 40 < event.clientY) {
      column.agenda.scrollBy(0, 12);
    }
  }

  function begin(event) {
    moving = new Moving(grip.entry);
    follow(event);
  }

  function letGo() {
    clearTimeout(grip?.timer);
    grip = null;
  }

  document.addEventListener("pointerdown", (event) => {
    const entry = event.target.closest?.("[data-movable]");
    if (!entry || event.button !== 0 || moving !== null) {
      return;
    }
    grip = { entry, id: event.pointerId, x: event.clientX, y: event.clientY, inside: event.clientY - entry.getBoundingClientRect().top };
    if (event.pointerType !== "mouse") {
      // A finger that moves at once scrolls; one that rests takes hold.
      grip.timer = setTimeout(() => begin(event), holdMs);
    }
  });

  document.addEventListener("pointermove", (event) => {
    if (grip === null || event.pointerId !== grip.id) {
      return;
    }
    const isFar = Math.hypot(event.clientX - grip.x, event.clientY - grip.y) > slackPx;
    if (moving !== null) {
      follow(event);
    } else if (isFar && event.pointerType === "mouse") {
      begin(event);
    } else if (isFar) {
      letGo();
    }
  });

  document.addEventListener("pointerup", (event) => {
    if (grip === null || event.pointerId !== grip.id) {
      return;
    }
    letGo();
    if (moving !== null) {
      // The press that moved it is no press on its link.
      const stop = (click) => click.preventDefault();
      addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", stop, true), 0);
      drop();
    }
  });

  document.addEventListener("pointercancel", () => {
    letGo();
    if (moving !== null) {
      giveUp();
    }
  });

  for (const agenda of agendas) {
    agenda.addEventListener("dragstart", (event) => event.preventDefault());
    agenda.addEventListener("touchmove", (event) => moving !== null && event.cancelable && event.preventDefault(), { passive: false });
    agenda.addEventListener("contextmenu", (event) => (grip !== null || moving !== null) && event.preventDefault());
  }

  // ---- By keyboard ---------------------------------------------------------------------------------------------------

  function neighbour(column, by) {
    const all = [...column.agenda.querySelectorAll("[data-column]")].filter((one) => one.dataset.column !== "");
    const other = all[all.indexOf(column.element) + by];
    return other === undefined ? column : columnOf(other);
  }

  document.addEventListener("keydown", (event) => {
    const entry = event.target.closest?.("[data-movable]");
    if (moving === null) {
      if (entry && event.key === " ") {
        event.preventDefault();
        moving = new Moving(entry);
        say(words.how);
      }
      return;
    }
    const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -12, PageDown: 12 };
    const sides = { ArrowLeft: -1, ArrowRight: 1 };
    if (event.key in steps) {
      moving.to(moving.column, moving.start + steps[event.key] * moving.column.step);
    } else if (event.key in sides) {
      moving.to(neighbour(moving.column, sides[event.key]), moving.start);
    } else if (event.key === "Enter" || event.key === " ") {
      drop();
    } else if (event.key === "Escape") {
      giveUp();
    } else if (event.key === "Tab") {
      giveUp();
      return;
    } else {
      return;
    }
    event.preventDefault();
    moving?.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
