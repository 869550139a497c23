// The scalp map: points moved, added and taken away on a plan; marked as injected or skipped on a chart. By touch, mouse and keyboard.
//
// [data-scalp-map] holds the model (data-model), the words (data-words) and, as its first child, the hidden field that it reads
// and writes. Views are SVG pictures with data-view; a place of the scalp is { angle_deg, u } as in `anagen_care`.
(() => {
  "use strict";

  const TAU = 2 * Math.PI;
  const NEAR = 24;
  const SVG = "http://www.w3.org/2000/svg";

  const sphere = ({ angle_deg, u }) => {
    const out = Math.sqrt(Math.max(u * (2 - u), 0));
    const angle = (angle_deg * Math.PI) / 180;
    return [out * Math.cos(angle), out * Math.sin(angle), 1 - u];
  };
  const placeAt = ([x, y, z]) => ({
    angle_deg: Math.round((((Math.atan2(y, x) * 180) / Math.PI + 360) % 360) * 1e4) / 1e4,
    u: Math.round(Math.min(Math.max(1 - z, 0), 1) * 1e6) / 1e6,
  });
  const isIn = (place, sector) => {
    const turned = (((place.angle_deg - sector.from_deg) % 360) + 360) % 360;
    return sector.inner <= place.u && place.u <= sector.outer && turned <= sector.to_deg - sector.from_deg;
  };
  // What is seen from each side: across, up, towards the viewer; and back from it.
  const turns = {
    front: [([x, y, z]) => [-x, z, y], ([a, b, c]) => [-a, c, b]],
    top: [([x, y, z]) => [x, y, z], ([a, b, c]) => [a, b, c]],
    back: [([x, y, z]) => [x, z, -y], ([a, b, c]) => [a, -c, b]],
    left: [([x, y, z]) => [-y, z, -x], ([a, b, c]) => [-c, -a, b]],
    right: [([x, y, z]) => [y, z, x], ([a, b, c]) => [c, a, b]],
  };

  class ScalpMap {
    constructor(root) {
      this.root = root;
      this.purpose = root.dataset.purpose;
      this.words = JSON.parse(root.dataset.words);
      this.field = root.querySelector('input[type="hidden"]');
      this.stage = root.querySelector("[data-map-stage]");
      this.said = root.querySelector("[data-map-said]");
      this.views = [...root.querySelectorAll("[data-map-view]")].map((figure) => ({
        figure,
        svg: figure.querySelector("svg"),
        name: figure.querySelector("svg").dataset.view,
      }));
      this.active = this.views[0];
      this.tool = { plan: "move", chart: "mark", look: "move" }[this.purpose];
      this.chosen = null;
      this.drag = null;
      this.history = [];
      this.last = root.dataset.last ?? null;
      this.form = root.closest("form");
      root.classList.add("is-live");
      this.take(JSON.parse(root.dataset.model));
      // Zones come first: without one there is no point to move.
      if (this.purpose === "plan" && !this.model.zones.some((zone) => zone.treated)) {
        this.tool = "zone";
      }
      this.listen();
      this.choose(this.views[0]);
      this.draw();
    }

    // ---- What is known -------------------------------------------------------------------------------------------------

    take(model) {
      this.model = model;
      this.letter();
      this.base = new Map(model.points.map((point) => [point.id, point]));
      this.read();
    }

    // The field's changes over the points of the model.
    read() {
      let stored = null;
      try {
        stored = JSON.parse(this.field.value);
      } catch {
        // Nothing was changed yet.
      }
      this.points = new Map([...this.base].map(([id, point]) => [id, { ...point, state: point.state ?? "planned" }]));
      if (this.purpose === "plan") {
        this.foreign = stored !== null && stored.grid !== this.model.grid && this.model.grid !== "";
        const edits = stored !== null && !this.foreign ? stored : {};
        for (const id of edits.removed ?? []) {
          this.points.delete(id);
        }
        for (const [id, place] of Object.entries(edits.moved ?? {})) {
          if (this.points.has(id)) {
            Object.assign(this.points.get(id), place, { by_hand: true });
          }
        }
        for (const [id, place] of Object.entries(edits.added ?? {})) {
          this.points.set(id, this.newPoint(id, place));
        }
      } else if (this.purpose === "chart" && Array.isArray(stored?.points)) {
        for (const done of stored.points) {
          this.points.set(done.id, { ...(this.points.get(done.id) ?? {}), ...done, by_hand: done.extra === true });
        }
      }
      if (!this.points.has(this.chosen)) {
        this.chosen = null;
      }
    }

    newPoint(id, place) {
      return {
        id, ...place, zone: this.zoneAt(place)?.id ?? "", volume_ml: this.model.volume_ml ?? 0, depth_mm: this.model.depth_mm,
        state: "planned", by_hand: true,
      };
    }

    // What is written into the field: nothing where nothing was changed.
    value() {
      if (this.purpose === "chart") {
        const points = [...this.points.values()]
          .filter((point) => point.state !== "planned")
          .map(({ id, zone, angle_deg, u, state, volume_ml, depth_mm, mixture, extra }) => ({
            id, zone, angle_deg, u, state, volume_ml, depth_mm: depth_mm ?? null, mixture: mixture ?? null, ...(extra ? { extra } : {}),
          }));
        return points.length > 0 ? JSON.stringify({ points }) : "";
      }
      const edits = { grid: this.model.grid, moved: {}, added: {}, removed: [] };
      for (const id of this.base.keys()) {
        if (!this.points.has(id)) {
          edits.removed.push(id);
        }
      }
      for (const [id, point] of this.points) {
        const laid = this.base.get(id);
        const place = { angle_deg: point.angle_deg, u: point.u };
        if (laid === undefined) {
          edits.added[id] = place;
        } else if (laid.angle_deg !== point.angle_deg || laid.u !== point.u) {
          edits.moved[id] = place;
        }
      }
      const changed = edits.removed.length + Object.keys(edits.moved).length + Object.keys(edits.added).length;
      return changed > 0 ? JSON.stringify(edits) : "";
    }

    // Keeps the state before a change, so that it can be taken back.
    remember() {
      this.history.push(this.field.value);
      if (this.history.length > 200) {
        this.history.shift();
      }
    }

    write() {
      this.field.value = this.value();
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
      this.field.dispatchEvent(new Event("change", { bubbles: true }));
      this.draw();
    }

    undo() {
      const before = this.history.pop();
      if (before === undefined) {
        this.say("nothing-to-undo");
        return;
      }
      this.field.value = before;
      this.read();
      this.write();
      this.say("undone");
    }

    // ---- Places --------------------------------------------------------------------------------------------------------

    seen(place, view) {
      const [across, up, towards] = turns[view.name][0](sphere(place));
      if (towards < -1e-9) {
        return null;
      }
      const { radius, tilt_deg } = this.model.frame;
      const tilt = (tilt_deg * Math.PI) / 180;
      const [sine, cosine] = [Math.sin(tilt), Math.cos(tilt)];
      let [x, y] = [across, up];
      if (view.name === "left") {
        [x, y] = [x * cosine + y * sine, y * cosine - x * sine];
      } else if (view.name === "right") {
        [x, y] = [x * cosine - y * sine, y * cosine + x * sine];
      }
      return { x: x * radius, y: -y * radius, towards: Math.sqrt(Math.max(1 - across * across - up * up, 0)) };
    }

    // The place of the scalp under a place of the picture; nothing beside the scalp.
    under(x, y, view) {
      const { radius, tilt_deg } = this.model.frame;
      const tilt = (tilt_deg * Math.PI) / 180;
      const [sine, cosine] = [Math.sin(tilt), Math.cos(tilt)];
      let [across, up] = [x / radius, -y / radius];
      if (view.name === "left") {
        [across, up] = [across * cosine - up * sine, up * cosine + across * sine];
      } else if (view.name === "right") {
        [across, up] = [across * cosine + up * sine, up * cosine - across * sine];
      }
      const beside = 1 - across * across - up * up;
      if (beside < 0) {
        return null;
      }
      const found = turns[view.name][1]([across, up, Math.sqrt(beside)]);
      return found[2] < 0 ? null : placeAt(found);
    }

    inPicture(event, view) {
      const matrix = view.svg.getScreenCTM();
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      return { x: point.x, y: point.y, pixel: 1 / matrix.a };
    }

    nearest({ x, y, pixel }, view) {
      let best = null;
      for (const point of this.points.values()) {
        const seen = this.seen(point, view);
        const far = seen === null ? Infinity : Math.hypot(seen.x - x, seen.y - y) / pixel;
        if (far <= NEAR && (best === null || far < best.far)) {
          best = { far, point };
        }
      }
      return best?.point ?? null;
    }

    zoneAt(place, treated = true) {
      return this.model.zones.find((zone) => (!treated || zone.treated) && isIn(place, zone.sector));
    }

    dangerAt(place) {
      return this.model.dangers.find((danger) => isIn(place, danger.sector));
    }

    // Where a planned point may lie: in a treated zone, in no danger area. The server holds the same.
    mayLie(place) {
      const danger = this.dangerAt(place);
      if (danger !== undefined) {
        this.say("in-danger", { area: danger.name });
        return false;
      }
      if (this.zoneAt(place) === undefined) {
        this.say("outside");
        return false;
      }
      return true;
    }

    inWords(place) {
      const parts = [];
      if (this.model.head_cm !== null) {
        const cm = (Math.acos(Math.min(Math.max(1 - place.u, -1), 1)) * this.model.head_cm) / TAU;
        parts.push(`${cm.toFixed(1)} cm ${this.words["from-top"]}`);
      }
      let turn = (((place.angle_deg - 90) % 360) + 360) % 360;
      turn = turn > 180 ? turn - 360 : turn;
      const whole = Math.round(Math.abs(turn));
      parts.push(whole < 1 ? this.words.front : whole > 179 ? this.words.back : `${whole}° ${turn > 0 ? this.words.left : this.words.right}`);
      return parts.join(", ");
    }

    // ---- Changes -------------------------------------------------------------------------------------------------------

    moveTo(point, place) {
      if (!this.mayLie(place)) {
        return false;
      }
      this.remember();
      Object.assign(point, place, { by_hand: true, zone: this.zoneAt(place).id });
      this.write();
      this.say("moved", { point: point.id, place: this.inWords(place) });
      return true;
    }

    add(place) {
      const charts = this.purpose === "chart";
      if (!charts && !this.mayLie(place)) {
        return;
      }
      this.remember();
      const stem = charts ? "extra" : "added";
      let number = 1;
      while (this.points.has(`${stem}-${number}`) || this.base.has(`${stem}-${number}`)) {
        number += 1;
      }
      const point = this.newPoint(`${stem}-${number}`, place);
      if (charts) {
        // What was done is written down as it was, wherever it was.
        point.zone = this.zoneAt(place, false)?.id ?? "";
        Object.assign(point, this.nextMark(), { state: "injected", extra: true });
      }
      this.points.set(point.id, point);
      this.chosen = point.id;
      this.write();
      this.say("added", { point: point.id, place: this.inWords(place) });
    }

    remove(point) {
      this.remember();
      const order = this.inOrder();
      const next = order[order.indexOf(point) + 1] ?? order[order.indexOf(point) - 1];
      this.points.delete(point.id);
      this.chosen = next?.id ?? null;
      this.write();
      this.say("removed", { point: point.id });
    }

    nextMark() {
      const of = (name) => this.root.querySelector(`[data-next="${name}"]`)?.value ?? "";
      const number = (text, otherwise) => {
        const read = Number(text.replace(",", "."));
        return text.trim() !== "" && Number.isFinite(read) && read >= 0 ? read : otherwise;
      };
      return {
        volume_ml: number(of("volume_ml"), this.model.volume_ml ?? 0),
        depth_mm: number(of("depth_mm"), this.model.depth_mm),
        mixture: of("mixture") || this.model.mixtures[0]?.[0] || null,
      };
    }

    mark(point, state) {
      this.remember();
      const wanted = point.state === state ? "planned" : state;
      this.setState(point, wanted);
      this.write();
      this.say(wanted, { point: point.id });
    }

    setState(point, state) {
      if (state === "planned" && point.extra) {
        this.points.delete(point.id);
        return;
      }
      Object.assign(point, { state }, state === "injected" ? this.nextMark() : {});
    }

    markZone(zone) {
      const open = [...this.points.values()].filter((point) => point.zone === zone.id);
      const wanted = open.some((point) => point.state === "planned") ? "injected" : "planned";
      const touched = open.filter((point) => (wanted === "injected" ? point.state === "planned" : point.state === "injected"));
      if (touched.length === 0) {
        return;
      }
      this.remember();
      touched.forEach((point) => this.setState(point, wanted));
      this.write();
      this.say("zone-marked", { zone: zone.name, n: touched.length });
    }

    markAll() {
      this.remember();
      const open = [...this.points.values()].filter((point) => point.state === "planned");
      open.forEach((point) => this.setState(point, "injected"));
      this.write();
      this.say("points", { n: open.length });
    }

    repeatLast() {
      let before;
      try {
        before = JSON.parse(this.last).points;
      } catch {
        return;
      }
      this.remember();
      let marked = 0;
      for (const done of before) {
        const point = this.points.get(done.id);
        if (point !== undefined && point.state === "planned") {
          Object.assign(point, {
            state: done.state, volume_ml: done.volume_ml, depth_mm: done.depth_mm ?? point.depth_mm, mixture: this.nextMark().mixture,
          });
          marked += 1;
        }
      }
      this.write();
      this.say("repeated", { n: marked });
    }

    asLaid() {
      if (this.field.value !== "") {
        this.remember();
        this.field.value = "";
        this.read();
        this.write();
      }
      this.say("put-back");
    }

    // A tap on the drawing ticks the zone in the list, which the form sends.
    turnZone(zone) {
      const box = this.root.querySelector(`input[data-zone-choice][value="${CSS.escape(zone.id)}"]`);
      if (box !== null) {
        box.checked = !box.checked;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    zonesChanged() {
      for (const box of this.root.querySelectorAll("input[data-zone-choice]")) {
        const zone = this.model.zones.find((known) => known.id === box.value);
        if (zone !== undefined && zone.treated !== box.checked) {
          zone.treated = box.checked;
          this.say(box.checked ? "zone-on" : "zone-off", { zone: zone.name });
        }
        for (const path of this.root.querySelectorAll(`[data-zone="${CSS.escape(box.value)}"]`)) {
          path.classList.toggle("is-treated", box.checked);
        }
      }
    }

    // ---- By hand -------------------------------------------------------------------------------------------------------

    listen() {
      for (const view of this.views) {
        view.figure.querySelector("[data-choose-view]").addEventListener("click", () => this.choose(view));
        view.svg.addEventListener("pointerdown", (event) => this.down(event, view));
        view.svg.addEventListener("pointermove", (event) => this.move(event, view));
        view.svg.addEventListener("pointerup", (event) => this.up(event, view));
        view.svg.addEventListener("pointercancel", () => this.drop());
      }
      for (const button of this.root.querySelectorAll("[data-tool]")) {
        button.addEventListener("click", () => this.useTool(button.dataset.tool));
      }
      const acts = { undo: () => this.undo(), "as-laid": () => this.asLaid(), all: () => this.markAll(), last: () => this.repeatLast() };
      for (const button of this.root.querySelectorAll("[data-act]")) {
        button.addEventListener("click", acts[button.dataset.act]);
      }
      for (const button of this.root.querySelectorAll("[data-mark-zone]")) {
        button.addEventListener("click", (event) => {
          event.preventDefault();
          this.markZone(this.model.zones.find((zone) => zone.id === button.dataset.markZone));
        });
      }
      this.root.addEventListener("change", (event) => {
        if (event.target.matches("[data-zone-choice]")) {
          this.zonesChanged();
        }
      });
      if (this.purpose !== "look") {
        this.stage.tabIndex = 0;
        this.stage.setAttribute("role", "application");
        this.stage.setAttribute("aria-label", this.stage.dataset.label);
        this.stage.setAttribute("aria-describedby", this.stage.dataset.keys);
        this.stage.addEventListener("keydown", (event) => this.key(event));
        this.useTool(this.tool);
      }
      this.form?.addEventListener("map-model", (event) => {
        if (event.detail.name === this.field.name) {
          this.take(event.detail.model);
          this.draw();
        }
      });
      // A draft that is restored writes into the field.
      this.field.addEventListener("change", (event) => {
        if (event.isTrusted === false && this.field.value !== this.value()) {
          this.read();
          this.draw();
        }
      });
    }

    useTool(tool) {
      this.tool = tool;
      for (const button of this.root.querySelectorAll("[data-tool]")) {
        button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
      }
      this.stage.dataset.using = tool;
    }

    choose(view) {
      this.active = view;
      for (const other of this.views) {
        other.figure.classList.toggle("is-active", other === view);
        other.figure.querySelector("[data-choose-view]").setAttribute("aria-pressed", String(other === view));
      }
    }

    down(event, view) {
      if (this.purpose === "look" || event.button !== 0) {
        if (view !== this.active) {
          this.choose(view);
        }
        return;
      }
      if (view !== this.active) {
        this.choose(view);
        return;
      }
      const where = this.inPicture(event, view);
      const point = this.nearest(where, view);
      this.stage.focus({ preventScroll: true });
      if (this.tool === "move" && point !== null) {
        this.chosen = point.id;
        this.drag = { point, before: { angle_deg: point.angle_deg, u: point.u }, from: where, moved: false };
        view.svg.setPointerCapture(event.pointerId);
        event.preventDefault();
        this.draw();
        this.say("chosen", { point: point.id, zone: this.zoneName(point), place: this.inWords(point) });
      }
    }

    move(event, view) {
      if (this.drag === null) {
        return;
      }
      const where = this.inPicture(event, view);
      const far = Math.hypot(where.x - this.drag.from.x, where.y - this.drag.from.y) / where.pixel;
      const place = this.under(where.x, where.y, view);
      if ((this.drag.moved || far > 4) && place !== null) {
        this.drag.moved = true;
        Object.assign(this.drag.point, place);
        this.draw();
      }
    }

    drop() {
      if (this.drag !== null) {
        Object.assign(this.drag.point, this.drag.before);
        this.drag = null;
        this.draw();
      }
    }

    up(event, view) {
      if (this.drag !== null) {
        const { point, before, moved } = this.drag;
        const place = { angle_deg: point.angle_deg, u: point.u };
        this.drag = null;
        Object.assign(point, before);
        if (!moved || !this.moveTo(point, place)) {
          this.draw();
        }
        return;
      }
      if (this.purpose === "look" || view !== this.active || event.button !== 0) {
        return;
      }
      const where = this.inPicture(event, view);
      this.tap(where, view);
    }

    tap(where, view) {
      const point = this.nearest(where, view);
      const place = this.under(where.x, where.y, view);
      if (this.tool === "zone") {
        const zone = place === null ? undefined : this.zoneAt(place, this.purpose === "chart");
        if (zone !== undefined) {
          this.purpose === "chart" ? this.markZone(zone) : this.turnZone(zone);
        }
      } else if (this.tool === "add" || this.tool === "extra") {
        if (place !== null) {
          this.add(place);
        }
      } else if (point === null) {
        this.say("no-point");
      } else if (this.tool === "remove") {
        this.remove(point);
      } else if (this.tool === "mark" || this.tool === "skip") {
        this.chosen = point.id;
        this.mark(point, this.tool === "mark" ? "injected" : "skipped");
      }
    }

    // ---- By keyboard ---------------------------------------------------------------------------------------------------

    inOrder() {
      return [...this.points.values()];
    }

    step(by) {
      const order = this.inOrder();
      if (order.length === 0) {
        this.say("no-point");
        return;
      }
      const here = order.findIndex((point) => point.id === this.chosen);
      const next = order[here < 0 ? (by > 0 ? 0 : order.length - 1) : (here + by + order.length) % order.length];
      this.chosen = next.id;
      if (this.seen(next, this.active) === null) {
        this.choose(this.views.find((view) => this.seen(next, view) !== null) ?? this.active);
      }
      this.draw();
      const state = this.purpose === "chart" ? `, ${this.words[next.state].replace("{point}", "").trim()}` : "";
      this.say("chosen", { point: next.id, zone: this.zoneName(next), place: this.inWords(next) + state });
    }

    key(event) {
      if (event.target !== this.stage || event.altKey || event.metaKey) {
        return;
      }
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const point = this.points.get(this.chosen);
      const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const plans = this.purpose === "plan";
      const does = {
        n: () => this.step(1),
        p: () => this.step(-1),
        v: () => this.choose(this.views[(this.views.indexOf(this.active) + 1) % this.views.length]),
        z: () => this.undo(),
        Escape: () => {
          this.chosen = null;
          this.draw();
        },
      };
      if (event.ctrlKey && key !== "z") {
        return;
      }
      if (plans) {
        does.Insert = () => this.addByKey(point);
        does["+"] = does.Insert;
        does.Delete = () => point !== undefined && this.remove(point);
        does.Backspace = does.Delete;
        if (key in arrows) {
          does[key] = () => this.nudge(point, arrows[key], event.shiftKey);
        }
      } else {
        does[" "] = () => point !== undefined && this.mark(point, "injected");
        does.s = () => point !== undefined && this.mark(point, "skipped");
        does.a = () => this.markAll();
        does.ArrowRight = does.ArrowDown = () => this.step(1);
        does.ArrowLeft = does.ArrowUp = () => this.step(-1);
      }
      if (does[key] !== undefined) {
        event.preventDefault();
        does[key]();
      }
    }

    // 2 mm on the picture, or 1 cm with Shift; near the edge of the picture a little more on the scalp.
    nudge(point, [across, down], farther) {
      if (point === undefined) {
        this.step(1);
        return;
      }
      let view = this.active;
      if (this.seen(point, view) === null) {
        view = this.views.find((other) => this.seen(point, other) !== null) ?? view;
        this.choose(view);
      }
      const cm = farther ? 1 : 0.2;
      const units = (cm / ((this.model.head_cm ?? 57) / TAU)) * this.model.frame.radius;
      const seen = this.seen(point, view);
      const place = this.under(seen.x + across * units, seen.y + down * units, view);
      if (place !== null) {
        this.moveTo(point, place);
      }
    }

    // A point beside the chosen one, or in the middle of the first treated zone.
    addByKey(point) {
      const zone = this.model.zones.find((known) => known.treated);
      if (point !== undefined) {
        const step = ((this.model.spacing_cm ?? 1) / 2 / ((this.model.head_cm ?? 57) / TAU)) * this.model.frame.radius;
        const seen = this.seen(point, this.active) ?? { x: 0, y: 0 };
        const place = this.under(seen.x + step, seen.y, this.active);
        if (place !== null) {
          this.add(place);
        }
      } else if (zone !== undefined) {
        const { from_deg, to_deg, inner, outer } = zone.sector;
        this.add({ angle_deg: ((from_deg + to_deg) / 2) % 360, u: (inner + outer) / 2 });
      } else {
        this.say("outside");
      }
    }

    // ---- What is shown -------------------------------------------------------------------------------------------------

    zoneName(point) {
      return this.model.zones.find((zone) => zone.id === point.zone)?.name ?? "";
    }

    radius(point) {
      const wanted = 10.7 * Math.sqrt(Math.max(point.volume_ml, 0));
      const { spacing_cm, head_cm, frame } = this.model;
      const widest = spacing_cm !== null && head_cm !== null ? (spacing_cm / (head_cm / TAU)) * frame.radius * 0.4 : wanted;
      return Math.max(Math.min(wanted, widest), 1.4);
    }

    classes(point) {
      const classes = ["point", `is-${point.state}`];
      const mixture = this.model.mixtures.findIndex(([id]) => id === point.mixture);
      if (this.model.mixtures.length > 1 && mixture >= 0) {
        classes.push(`mixture-${mixture % 4}`);
      }
      if (point.by_hand) {
        classes.push("by-hand");
      }
      if (this.dangerAt(point) !== undefined || this.zoneAt(point) === undefined) {
        classes.push("is-wrong");
      }
      if (point.id === this.chosen) {
        classes.push("is-chosen");
      }
      return classes.join(" ");
    }

    // The letters of the treated zones: where they stand was worked out with the model, clear of its points.
    letter() {
      for (const view of this.views) {
        const drawn = [];
        for (const [letter, [x, y], leads] of this.model.letters[view.name] ?? []) {
          if (leads !== null) {
            const line = document.createElementNS(SVG, "path");
            line.setAttribute("class", "leader");
            line.setAttribute("d", `M${x.toFixed(1)} ${(y - 5.6).toFixed(1)}L${leads[0].toFixed(1)} ${leads[1].toFixed(1)}`);
            drawn.push(line);
          }
          const text = document.createElementNS(SVG, "text");
          text.setAttribute("class", "zone-letter");
          text.setAttribute("x", x.toFixed(1));
          text.setAttribute("y", y.toFixed(1));
          text.textContent = letter;
          drawn.push(text);
        }
        view.svg.querySelector(".letters").replaceChildren(...drawn);
      }
      let number = 0;
      for (const zone of this.model.zones) {
        const mark = this.root.querySelector(`[data-zone-mark="${CSS.escape(zone.id)}"]`);
        if (mark !== null) {
          mark.textContent = zone.treated ? (number < 26 ? String.fromCharCode(65 + number) : String(number + 1)) : "";
        }
        number += zone.treated ? 1 : 0;
      }
    }

    draw() {
      for (const view of this.views) {
        const group = view.svg.querySelector(".points");
        const drawn = [];
        for (const point of this.points.values()) {
          const seen = this.seen(point, view);
          if (seen === null) {
            continue;
          }
          const radius = this.radius(point);
          const turned = (Math.atan2(seen.y, seen.x) * 180) / Math.PI;
          const shape = document.createElementNS(SVG, "ellipse");
          shape.setAttribute("class", this.classes(point));
          shape.setAttribute("data-point", point.id);
          shape.setAttribute("cx", seen.x.toFixed(1));
          shape.setAttribute("cy", seen.y.toFixed(1));
          shape.setAttribute("rx", (radius * Math.max(seen.towards, 1 / 3)).toFixed(2));
          shape.setAttribute("ry", radius.toFixed(2));
          shape.setAttribute("transform", `rotate(${turned.toFixed(0)} ${seen.x.toFixed(1)} ${seen.y.toFixed(1)})`);
          drawn.push(shape);
          if (point.id === this.chosen) {
            const ring = document.createElementNS(SVG, "circle");
            ring.setAttribute("class", "chosen-ring");
            ring.setAttribute("cx", seen.x.toFixed(1));
            ring.setAttribute("cy", seen.y.toFixed(1));
            ring.setAttribute("r", (radius + 4).toFixed(2));
            drawn.push(ring);
          }
        }
        group.replaceChildren(...drawn);
      }
      this.count();
    }

    count() {
      const all = [...this.points.values()];
      const counted = this.purpose === "chart" ? all.filter((point) => point.state === "injected") : all;
      const volume = counted.reduce((sum, point) => sum + point.volume_ml, 0);
      const area = this.model.zones.filter((zone) => zone.treated).map((zone) => zone.area);
      const say = (name, text) => {
        const place = this.root.querySelector(`[data-count="${name}"]`);
        if (place !== null) {
          place.textContent = text;
        }
      };
      const unknown = this.words["not-known"];
      const known = area.length > 0 && area.every((square) => typeof square === "number");
      say("area", known ? `${area.reduce((sum, square) => sum + square, 0).toFixed(1)} cm²` : unknown);
      say("points", String(counted.length));
      say("volume", all.length > 0 ? `${volume.toFixed(2)} mL` : unknown);
      const minutes = (seconds) => {
        const number = (counted.length * seconds) / 60;
        return number < 10 ? String(Math.round(number * 10) / 10) : String(Math.round(number));
      };
      say("minutes", this.model.seconds ? `${minutes(this.model.seconds[0])} – ${minutes(this.model.seconds[1])} min` : unknown);
      const list = this.root.querySelector("[data-map-counts]");
      list.querySelectorAll("[data-dose]").forEach((dose) => dose.remove());
      this.model.doses.forEach((dose, place) => {
        const entry = document.createElement("div");
        entry.dataset.dose = "";
        const name = document.createElement("dt");
        name.textContent = dose.name;
        const value = document.createElement("dd");
        value.dataset.count = `dose-${place}`;
        entry.append(name, value);
        list.append(entry);
        say(`dose-${place}`, `${Number((dose.per_ml * volume).toPrecision(4))} ${dose.unit}`);
      });
    }

    say(key, values = {}) {
      const blank = { point: "", zone: "", place: "", area: "", n: "" };
      this.said.textContent = Object.entries({ ...blank, ...values }).reduce(
        (text, [name, value]) => text.replaceAll(`{${name}}`, value),
        this.words[key] ?? "",
      );
    }
  }

  for (const root of document.querySelectorAll("[data-scalp-map]")) {
    new ScalpMap(root);
  }
})();
