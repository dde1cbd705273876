// The slideshow works without this file, by scrolling; this adds arrows, dots, a timer and its pause button.

const SECONDS_PER_SLIDE = 7;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

function start(show) {
  show.dataset.slideshow = "on";
  const track = show.querySelector(".slides");
  const slides = [...track.children];
  const controls = show.querySelector(".slideshow-controls");
  const dots = slides.map((_, i) => controls.querySelector(`[data-slide="${i}"]`));
  const pause = controls.querySelector('[data-slide="pause"]');
  const labels = [pause.lastElementChild.textContent, pause.dataset.play];
  const rtl = getComputedStyle(show).direction === "rtl";
  let shown = 0;
  let stopped = false;
  controls.hidden = false;

  function mark(index) {
    shown = index;
    dots.forEach((dot, i) => (i === index ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current")));
    slides.forEach((slide, i) => (slide.inert = i !== index));
  }

  function go(index) {
    const target = (index + slides.length) % slides.length;
    const left = slides[target].offsetLeft - slides[0].offsetLeft;
    track.scrollTo({ left, behavior: stillness.matches ? "instant" : "smooth" });
    mark(target);
  }

  function stop(value) {
    stopped = value;
    pause.setAttribute("aria-pressed", String(value));
    pause.lastElementChild.textContent = labels[Number(value)];
  }

  controls.addEventListener("click", (event) => {
    const what = event.target.closest("[data-slide]")?.dataset.slide;
    if (what === undefined) return;
    if (what === "pause") return stop(!stopped);
    stop(true);
    go(what === "next" ? shown + 1 : what === "previous" ? shown - 1 : Number(what));
  });

  show.addEventListener("keydown", (event) => {
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stop(true);
    go(shown + step);
  });

  // Swiping: the slide that fills the view is the one that is shown.
  track.addEventListener("scrollend", () => mark(Math.round(Math.abs(track.scrollLeft) / track.clientWidth) % slides.length));

  const timer = setInterval(() => {
    if (!show.isConnected) return clearInterval(timer);
    const watched = show.matches(":hover") || show.contains(document.activeElement);
    if (!stopped && !watched && !document.hidden && !stillness.matches) go(shown + 1);
  }, SECONDS_PER_SLIDE * 1000);

  mark(0);
  stop(stillness.matches);
}

function find() {
  document.querySelectorAll('[data-slideshow=""]').forEach(start);
}

find();
document.addEventListener("htmx:after:swap", find);
