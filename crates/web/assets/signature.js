// A signature drawn on the screen. What is drawn goes into the hidden field as strokes: [[[x, y], ...], ...] in units of the frame.
(() => {
  "use strict";

  for (const frame of document.querySelectorAll("[data-signature]")) {
    const pad = frame.querySelector("[data-signature-pad]");
    const canvas = pad.querySelector("canvas");
    const field = frame.querySelector("[data-strokes]");
    const width = Number(frame.dataset.width);
    const height = Number(frame.dataset.height);
    const context = canvas.getContext("2d");
    let strokes = [];
    let stroke = null;
    pad.hidden = false;

    const read = () => {
      try {
        const found = JSON.parse(field.value);
        strokes = Array.isArray(found) ? found : [];
      } catch {
        strokes = [];
      }
      draw();
    };

    const draw = () => {
      context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
      context.clearRect(0, 0, width, height);
      context.strokeStyle = getComputedStyle(canvas).color;
      context.lineWidth = 2.5;
      context.lineCap = "round";
      context.lineJoin = "round";
      for (const line of stroke === null ? strokes : [...strokes, stroke]) {
        context.beginPath();
        line.forEach(([x, y], place) => (place === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
        if (line.length === 1) {
          context.lineTo(line[0][0], line[0][1]);
        }
        context.stroke();
      }
    };

    const write = () => {
      field.value = strokes.length > 0 ? JSON.stringify(strokes) : "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new CustomEvent("signature-drawn", { bubbles: true }));
    };

    const placeOf = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (share, most) => Math.round(Math.min(Math.max(share, 0), 1) * most * 10) / 10;
      return [within((event.clientX - box.left) / box.width, width), within((event.clientY - box.top) / box.height, height)];
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) {
        return;
      }
      canvas.setPointerCapture(event.pointerId);
      stroke = [placeOf(event)];
      event.preventDefault();
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (stroke === null) {
        return;
      }
      for (const moved of event.getCoalescedEvents?.() ?? [event]) {
        stroke.push(placeOf(moved));
      }
      draw();
    });
    const end = () => {
      if (stroke !== null) {
        strokes.push(stroke);
        stroke = null;
        write();
      }
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    pad.querySelector("[data-clear]").addEventListener("click", () => {
      strokes = [];
      write();
      draw();
    });
    // A draft that is restored puts its strokes into the field.
    field.addEventListener("change", read);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    read();
  }
})();
