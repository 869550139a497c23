// Marking patches on the head: a touch puts a circle there, a touch on its mark takes it away.
// The hidden field holds [{ angle_deg, u, diameter_mm }, ...]; without this script zones are told and no patch is marked.
"use strict";

for (const map of document.querySelectorAll("[data-patch-map]")) {
  const field = map.querySelector("[data-patch-field]");
  const tools = map.querySelector("[data-patch-tools]");
  const list = map.querySelector("[data-patch-list]");
  const size = tools.querySelector("input");
  const views = [...map.querySelectorAll("svg[data-view]")];
  const radius = Number(map.dataset.frameRadius);
  const tilt = (Number(map.dataset.frameTilt) * Math.PI) / 180;
  const headRadiusMm = (Number(map.dataset.headCm) * 10) / (2 * Math.PI);
  const SVG = "http://www.w3.org/2000/svg";
  let patches = [];
  try {
    patches = JSON.parse(field.value || "[]");
  } catch {
    patches = [];
  }

  // The sides are drawn with the head tilted; the same turn forth and back.
  const turned = (view, [x, y], back) => {
    const sign = { left: 1, right: -1 }[view] || 0;
    const angle = sign * tilt * (back ? -1 : 1);
    return [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
  };
  // A place of the picture (radius 1, y up) on the half sphere; nothing beside the head or below its rim.
  const placeAt = (view, seen) => {
    const [x, y] = turned(view, seen, true);
    const off = x * x + y * y;
    if (off > 1) return null;
    const near = Math.sqrt(1 - off);
    const [X, Y, Z] = { front: [-x, near, y], top: [x, y, near], back: [x, -near, y], left: [-near, -x, y], right: [near, x, y] }[view];
    if (Z < 0) return null;
    return { angle_deg: ((Math.atan2(Y, X) * 180) / Math.PI + 360) % 360, u: 1 - Z };
  };
  // Where a place is seen, and how much it faces the viewer; nothing behind the head.
  const seenAt = (view, place) => {
    const angle = (place.angle_deg * Math.PI) / 180;
    const off = Math.sqrt(Math.max(place.u * (2 - place.u), 0));
    const [X, Y, Z] = [off * Math.cos(angle), off * Math.sin(angle), 1 - place.u];
    const [x, y, near] = { front: [-X, Z, Y], top: [X, Y, Z], back: [X, Z, -Y], left: [-Y, Z, -X], right: [Y, Z, X] }[view];
    if (near < -1e-9) return null;
    const [px, py] = turned(view, [x, y], false);
    return { x: px * radius, y: -py * radius, facing: Math.max(near, 1 / 3) };
  };

  const draw = () => {
    for (const svg of views) {
      for (const mark of svg.querySelectorAll(".is-patch")) mark.remove();
      patches.forEach((patch, number) => {
        const seen = seenAt(svg.dataset.view, patch);
        if (!seen) return;
        const mark = document.createElementNS(SVG, "ellipse");
        const size = (patch.diameter_mm / 2 / headRadiusMm) * radius;
        const turn = (Math.atan2(seen.y, seen.x) * 180) / Math.PI;
        mark.setAttribute("class", "point is-patch");
        mark.setAttribute("cx", seen.x);
        mark.setAttribute("cy", seen.y);
        mark.setAttribute("rx", size * seen.facing);
        mark.setAttribute("ry", size);
        mark.setAttribute("transform", `rotate(${turn} ${seen.x} ${seen.y})`);
        mark.dataset.patch = number;
        svg.querySelector(".points").append(mark);
      });
    }
    list.replaceChildren(
      ...patches.map((patch, number) => {
        const line = document.createElement("li");
        const words = document.createElement("span");
        words.textContent = `${map.dataset.wordsPatch} ${number + 1}: ${patch.diameter_mm}\u00a0mm`;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button is-quiet";
        const label = document.createElement("span");
        label.textContent = map.dataset.wordsRemove;
        const which = document.createElement("span");
        which.className = "unseen";
        which.textContent = ` ${words.textContent}`;
        button.append(label, which);
        button.addEventListener("click", () => remove(number));
        line.append(words, button);
        return line;
      }),
    );
  };
  const keep = () => {
    field.value = patches.length ? JSON.stringify(patches) : "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  };
  const remove = (number) => {
    patches.splice(number, 1);
    keep();
  };

  for (const svg of views) {
    svg.addEventListener("click", (event) => {
      const touched = event.target.closest("[data-patch]");
      if (touched) return remove(Number(touched.dataset.patch));
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const place = placeAt(svg.dataset.view, [at.x / radius, -at.y / radius]);
      const diameter = Number(String(size.value).replace(",", "."));
      if (!place || !(diameter > 0)) return undefined;
      const round = (number) => Math.round(number * 1e6) / 1e6;
      patches.push({ angle_deg: round(place.angle_deg), u: round(place.u), diameter_mm: diameter });
      return keep();
    });
  }
  tools.hidden = false;
  map.classList.add("is-marking");
  draw();
}
