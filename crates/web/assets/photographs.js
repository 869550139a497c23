// Photographs: the camera with the earlier picture over it, and two pictures laid over each other.
// Without this script pictures are chosen as files, and two of them stand beside each other.
"use strict";

(() => {
  // ---- The camera. It fills the file field of its form, so the form is sent as if a file had been chosen.
  for (const camera of document.querySelectorAll("[data-camera]")) {
    const field = document.getElementById(camera.dataset.cameraField);
    const can = navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.DataTransfer;
    if (!field || !can) continue;
    camera.hidden = false;
    const part = (name) => camera.querySelector(`[data-camera-${name}]`);
    const [open, live, taken, failed] = ["open", "live", "taken", "failed"].map(part);
    const [video, ghost, preview, strength] = ["video", "ghost", "preview", "strength"].map(part);
    let stream = null;

    const show = (what) => {
      open.hidden = what !== open;
      live.hidden = what !== live;
      taken.hidden = what !== taken;
    };
    const stop = () => {
      for (const track of stream ? stream.getTracks() : []) track.stop();
      stream = null;
      video.srcObject = null;
    };
    const start = async () => {
      failed.hidden = true;
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: { facingMode: { ideal: "environment" }, width: { ideal: 3840 }, height: { ideal: 2160 } },
        });
        video.srcObject = stream;
        await video.play();
        show(live);
        part("take").focus();
      } catch {
        stop();
        failed.hidden = false;
        show(open);
      }
    };
    // The camera's own picture where the browser gives it (it has more pixels than the film), else a frame of the film.
    const picture = async () => {
      const track = stream.getVideoTracks()[0];
      if (window.ImageCapture) {
        try {
          const blob = await new ImageCapture(track).takePhoto();
          if (blob.type === "image/jpeg" || blob.type === "image/png") return blob;
        } catch {
          // Not every camera gives one.
        }
      }
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext("2d").drawImage(video, 0, 0);
      return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    };
    const keep = (blob) => {
      const files = new DataTransfer();
      if (blob) files.items.add(new File([blob], blob.type === "image/png" ? "camera.png" : "camera.jpg", { type: blob.type }));
      field.files = files.files;
      if (preview.src) URL.revokeObjectURL(preview.src);
      if (blob) preview.src = URL.createObjectURL(blob);
    };

    open.addEventListener("click", start);
    part("take").addEventListener("click", async () => {
      const blob = await picture();
      if (!blob) return;
      keep(blob);
      stop();
      show(taken);
      part("again").focus();
    });
    part("again").addEventListener("click", () => {
      keep(null);
      start();
    });
    part("close").addEventListener("click", () => {
      stop();
      show(open);
      open.focus();
    });
    // A file that is chosen by hand takes the place of the picture that was taken.
    field.addEventListener("change", () => {
      stop();
      show(open);
    });
    window.addEventListener("pagehide", stop);
    if (ghost && strength) {
      strength.addEventListener("input", () => {
        ghost.className = `camera-ghost ghost-${strength.value}`;
      });
    }
    // The browser holds required fields before the form is sent: a picture that was taken would be lost with a refusal.
    const form = field.form;
    if (form) form.noValidate = false;
  }

  // ---- Two pictures over each other.
  for (const frame of document.querySelectorAll("[data-compare-as]")) {
    const box = frame.querySelector("[data-compare]");
    const pair = box && box.querySelector(".compare-pair");
    const slider = box && box.querySelector("[data-compare-slider]");
    const earlier = box && box.querySelector("[data-compare-earlier] img");
    const later = box && box.querySelector("[data-compare-later] img");
    if (!pair || !slider || !earlier || !later) continue;
    const slides = frame.dataset.compareAs === "slider";
    const line = document.createElement("div");
    line.className = "compare-line";
    line.setAttribute("aria-hidden", "true");

    const draw = () => {
      const share = Number(slider.value);
      if (slides) {
        earlier.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
        line.style.insetInlineStart = `calc(${share}% - 1px)`;
      } else {
        earlier.style.opacity = String(1 - share / 100);
      }
    };
    const shape = () => {
      if (later.naturalWidth) box.style.setProperty("--shape", `${later.naturalWidth} / ${later.naturalHeight}`);
    };
    later.complete ? shape() : later.addEventListener("load", shape);
    // A link over the picture would open it with every stroke.
    for (const image of [earlier, later]) {
      image.draggable = false;
      if (image.parentElement.tagName === "A") image.parentElement.replaceWith(image);
    }
    box.classList.add("is-laid");
    box.querySelector(".compare-slider").hidden = false;
    slider.addEventListener("input", draw);
    if (slides) {
      pair.append(line);
      const follow = (event) => {
        const area = pair.getBoundingClientRect();
        slider.value = String(Math.round(((event.clientX - area.left) / area.width) * 100));
        draw();
      };
      pair.addEventListener("pointerdown", (event) => {
        pair.setPointerCapture(event.pointerId);
        follow(event);
      });
      pair.addEventListener("pointermove", (event) => {
        if (pair.hasPointerCapture(event.pointerId)) follow(event);
      });
    }
    draw();
  }
})();
