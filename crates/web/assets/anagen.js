// What every page can do more with script: theme, menus, drafts kept as typed, idle lock, live search.
// Every page works without it. Nothing leaves the clinic's own address.
"use strict";

(() => {
  const page = document.documentElement;

  // ---- Storage that may be missing or full -------------------------------------------------------------------------

  const store = {
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing is kept, so nothing has to go.
      }
    },
    keys(prefix) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      } catch {
        return [];
      }
    },
  };

  // ---- Theme -------------------------------------------------------------------------------------------------------

  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (page.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";

  function showTheme() {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.classList.toggle("is-dark", isDark());
      button.setAttribute("aria-label", isDark() ? button.dataset.light : button.dataset.dark);
      button.title = button.getAttribute("aria-label");
    }
  }

  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.addEventListener("click", () => {
      page.dataset.theme = isDark() ? "light" : "dark";
      store.set("theme", page.dataset.theme);
      showTheme();
    });
  }
  systemIsDark.addEventListener("change", showTheme);
  showTheme();

  // ---- What opens over the page closes again -----------------------------------------------------------------------

  const overlays = "details.menu[open]";
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(overlays)) {
      if (!open.contains(event.target)) {
        open.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    for (const open of document.querySelectorAll(overlays)) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // ---- A form is sent once -----------------------------------------------------------------------------------------

  const sentForms = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (sentForms.has(form)) {
      event.preventDefault();
      return;
    }
    sentForms.add(form);
    setTimeout(() => sentForms.delete(form), 8000);
  });
  // The page came back from the browser's memory: it can be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.querySelectorAll("form").forEach((form) => sentForms.delete(form));
    }
  });

  // ---- Drafts: kept on the server as typed, on this device while the server cannot be reached ------------------------

  // A draft belongs to the person who typed it: on a shared tablet the next person neither sees nor sends it.
  const draftPrefix = `draft:${page.dataset.person ?? ""}:`;
  const retryAfterMs = 15000;
  const sendAfterMs = 600;

  // What can be typed, and the hidden values that tell which version it was typed on; never passwords or files.
  function fieldsOf(form) {
    const left = new Set([...form.elements].filter((field) => field.type === "password").map((field) => field.name));
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !left.has(name));
  }

  function storedDraft(key) {
    try {
      const draft = JSON.parse(store.get(draftPrefix + key));
      return draft !== null && Array.isArray(draft.fields) ? draft : null;
    } catch {
      return null;
    }
  }

  // Resolves to what came of it, "saved", "refused" (signed out, or changed by someone else) or "unreachable", and to
  // the time at which the server kept it, on the clinic's clock.
  async function sendDraft(key, draft, keepalive, to = "/drafts") {
    const body = new URLSearchParams(draft.fields);
    body.set("draft_version", draft.version);
    try {
      const answer = await fetch(`${to}/${encodeURIComponent(key)}`, {
        method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual", signal: keepalive ? undefined : AbortSignal.timeout(10000),
      });
      if (answer.ok) {
        const kept = await answer.json().catch(() => ({}));
        return { result: "saved", time: kept.saved };
      }
      return { result: answer.status >= 500 ? "unreachable" : "refused" };
    } catch {
      return { result: "unreachable" };
    }
  }

  function timeOf(iso) {
    const at = new Date(iso);
    const today = at.toDateString() === new Date().toDateString();
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const parts = today ? clock : { ...clock, day: "numeric", month: "long" };
    return new Intl.DateTimeFormat(page.lang || undefined, parts).format(at);
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  class DraftForm {
    constructor(form) {
      this.form = form;
      this.key = form.dataset.draft;
      this.to = form.dataset.draftsTo;
      this.line = form.querySelector("[data-save-line]") ?? document.querySelector("[data-save-line]");
      this.last = fieldsOf(form);
      this.queue = Promise.resolve();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("focusout", () => this.save());
      form.addEventListener("submit", () => this.submitted());
      this.offer();
    }

    changed() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), sendAfterMs);
    }

    draft(sent) {
      return { at: new Date().toISOString(), version: this.form.dataset.draftVersion ?? "", fields: fieldsOf(this.form), sent };
    }

    // Sends what was typed, one after the other, so that an older one never overtakes a newer one.
    save() {
      clearTimeout(this.timer);
      const draft = this.draft(false);
      if (this.submitting || same(draft.fields, this.last)) {
        return this.queue;
      }
      this.last = draft.fields;
      store.set(draftPrefix + this.key, JSON.stringify(draft));
      this.queue = this.queue.then(() => this.send(draft));
      return this.queue;
    }

    async send(draft) {
      const { result, time } = await sendDraft(this.key, draft, false, this.to);
      if (this.submitting) {
        return;
      }
      const newest = same(draft.fields, this.last);
      if (result === "saved") {
        if (newest) {
          store.remove(draftPrefix + this.key);
        }
        this.say("saved", time ?? timeOf(draft.at));
      } else {
        this.say(result === "refused" ? "refused" : "keptHere", timeOf(draft.at));
      }
      if (result === "unreachable" && newest) {
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.again(draft), retryAfterMs);
      }
    }

    again(draft) {
      if (same(draft.fields, this.last)) {
        this.queue = this.queue.then(() => this.send(draft));
      }
    }

    // The page goes away, perhaps for good: kept here too, because nobody hears the answer.
    leave() {
      const draft = this.draft(false);
      if (!this.submitting && !same(draft.fields, this.last)) {
        this.last = draft.fields;
        store.set(draftPrefix + this.key, JSON.stringify(draft));
        sendDraft(this.key, draft, true, this.to);
      }
    }

    // Kept until the next page shows that the sending arrived.
    submitted() {
      clearTimeout(this.timer);
      clearTimeout(this.retry);
      this.submitting = true;
      store.set(draftPrefix + this.key, JSON.stringify(this.draft(true)));
    }

    // Something on this device that the server does not have is offered, never put in by itself.
    offer() {
      const draft = storedDraft(this.key);
      if (draft === null) {
        return;
      }
      const answered = document.querySelector('.notice[role="alert"]') !== null;
      const newer = draft.version !== (this.form.dataset.draftVersion ?? "");
      const arrived = draft.sent && (cameByRedirect || answered || newer);
      if (arrived || same(draft.fields, fieldsOf(this.form)) || this.line === null) {
        if (this.line !== null) {
          store.remove(draftPrefix + this.key);
        }
        return;
      }
      const words = document.createElement("p");
      words.textContent = this.line.dataset.found.replace("{time}", timeOf(draft.at));
      const restore = offerButton(this.line.dataset.restore, () => {
        restoreFields(this.form, draft.fields);
        box.remove();
        this.changed();
      });
      const discard = offerButton(this.line.dataset.discard, () => {
        store.remove(draftPrefix + this.key);
        box.remove();
      });
      const box = document.createElement("div");
      box.className = "save-found";
      box.setAttribute("role", "status");
      box.append(words, restore, discard);
      this.form.prepend(box);
    }

    say(what, time) {
      if (this.line !== null) {
        this.line.classList.toggle("is-bad", what !== "saved");
        this.line.querySelector("[data-save-words]").textContent = this.line.dataset[what].replace("{time}", time);
      }
    }
  }

  function offerButton(words, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words;
    button.addEventListener("click", action);
    return button;
  }

  // Puts back every value, with the version that it was typed on, so that the server sees when it is stale.
  function restoreFields(form, fields) {
    const values = new Map();
    for (const [name, value] of fields) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    for (const field of form.elements) {
      if (!field.name || ["password", "file", "submit", "button"].includes(field.type)) {
        continue;
      }
      const kept = values.get(field.name) ?? [];
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = kept.includes(field.value);
      } else if (field.type === "select-multiple") {
        [...field.options].forEach((option) => (option.selected = kept.includes(option.value)));
      } else if (kept.length > 0) {
        field.value = kept.shift();
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const navigation = performance.getEntriesByType("navigation")[0];
  const cameByRedirect = navigation !== undefined && navigation.redirectCount > 0;
  const draftForms = new Map();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    draftForms.set(form.dataset.draft, new DraftForm(form));
  }

  // Drafts of other pages: what was sent and led on to this page has arrived; whatever else there is, is kept on the
  // server now.
  async function sendOthers() {
    for (const stored of store.keys(draftPrefix)) {
      const key = stored.slice(draftPrefix.length);
      const draft = draftForms.has(key) ? null : storedDraft(key);
      if (draft === null) {
        continue;
      }
      const arrived = draft.sent && cameByRedirect;
      if (arrived || (await sendDraft(key, draft, false)).result === "saved") {
        store.remove(stored);
      } else if (draft.sent) {
        store.set(stored, JSON.stringify({ ...draft, sent: false }));
      }
    }
  }

  if (page.dataset.person !== undefined) {
    store.set("last-person", page.dataset.person);
    sendOthers();
  } else {
    // Signed out or locked: a form that was sent and led here did not arrive.
    for (const stored of store.keys("draft:")) {
      store.set(stored, store.get(stored).replace(/"sent":true}$/, '"sent":false}'));
    }
  }
  addEventListener("online", () => {
    draftForms.forEach((draft) => draft.again(draft.draft(false)));
    sendOthers();
  });
  addEventListener("pagehide", () => draftForms.forEach((draft) => draft.leave()));
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      draftForms.forEach((draft) => (draft.submitting = false));
    }
  });

  // Signing out: what can still be saved is saved, then nothing of this person stays on the device.
  // A locked page does not name the person any more; it was the last one here.
  for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await Promise.all([...draftForms.values()].map((draft) => draft.save()));
      if (navigator.onLine) {
        const person = page.dataset.person ?? store.get("last-person") ?? "";
        store.keys(`draft:${person}:`).forEach(store.remove);
      }
      draftForms.forEach((draft) => (draft.submitting = true));
      form.submit();
    });
  }

  // The patient gives the tablet back: nothing that was typed on it stays on it.
  for (const form of document.querySelectorAll("form[data-forgets-drafts]")) {
    form.addEventListener("submit", () => {
      if (navigator.onLine) {
        store.keys(draftPrefix).forEach(store.remove);
      }
    });
  }

  // ---- Idle lock: the same in every tab ----------------------------------------------------------------------------

  const idleSeconds = Number(page.dataset.idleLockSeconds);
  const lockForm = document.getElementById("idle-lock");
  if (idleSeconds > 0 && lockForm !== null) {
    let touched = 0;
    let locking = false;
    const touch = () => {
      if (Date.now() - touched > 1000) {
        touched = Date.now();
        store.set("last-touch", String(touched));
      }
    };
    const check = async () => {
      const last = Math.max(touched, Number(store.get("last-touch")) || 0);
      if (locking || Date.now() - last < idleSeconds * 1000) {
        return;
      }
      locking = true;
      await Promise.all([...draftForms.values()].map((draft) => draft.save()));
      lockForm.submit();
    };
    touch();
    for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"]) {
      addEventListener(kind, touch, { passive: true });
    }
    document.addEventListener("visibilitychange", check);
    setInterval(check, 2000);
  }

  // ---- Days in words where this browser writes them in another order than the clinic's country ------------------------

  // A field of the browser shows 11/12 in the browser's own order: beside pages that mean the other one it would mislead.
  const order = new Intl.DateTimeFormat()
    .formatToParts(new Date())
    .filter((part) => ["day", "month", "year"].includes(part.type))
    .map((part) => part.type[0])
    .join("");
  if (page.dataset.dayOrder !== order) {
    const language = page.lang === "en" && page.dataset.dayOrder !== "mdy" ? "en-GB" : page.lang;
    const words = new Intl.DateTimeFormat(language, {
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
    for (const field of document.querySelectorAll(".input > input:is([type=date], [type=datetime-local])")) {
      const said = document.createElement("output");
      said.htmlFor = field.id;
      const say = () => {
        const day = new Date(`${field.value.slice(0, 10)}T00:00:00Z`);
        said.textContent = Number.isNaN(day.getTime()) ? "" : words.format(day);
      };
      field.after(said);
      field.addEventListener("input", say);
      field.form?.addEventListener("reset", () => setTimeout(say));
      say();
    }
  }

  // ---- Search as you type ------------------------------------------------------------------------------------------

  for (const box of document.querySelectorAll("input[data-live-search]")) {
    const target = document.getElementById(box.dataset.liveTarget);
    if (target === null) {
      continue;
    }
    let running = null;
    let timer = 0;
    const find = async () => {
      running?.abort();
      running = new AbortController();
      const address = new URL(box.dataset.liveSearch, location.href);
      address.searchParams.set(box.name, box.value);
      try {
        const answer = await fetch(address, { signal: running.signal, redirect: "error", headers: { Accept: "text/html" } });
        if (answer.ok) {
          target.innerHTML = await answer.text();
          const here = new URL(location.href);
          here.searchParams.set(box.name, box.value);
          history.replaceState(history.state, "", here);
        }
      } catch {
        // Typed on, or no connection: the form itself can still be sent.
      }
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, 120);
    });
    const links = () => [...target.querySelectorAll("a[href]")];
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && links().length > 0) {
        event.preventDefault();
        links()[0].focus();
      }
    });
    target.addEventListener("keydown", (event) => {
      const place = links().indexOf(document.activeElement);
      if (place < 0 || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) {
        return;
      }
      event.preventDefault();
      const next = event.key === "ArrowDown" ? links()[place + 1] : event.key === "ArrowUp" ? links()[place - 1] : undefined;
      (next ?? (event.key === "ArrowDown" ? links()[place] : box)).focus();
    });
  }
})();
