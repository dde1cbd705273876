// Parts that keep themselves up to date. An element with data-poll="SECONDS" and hx-trigger="poll" is asked about while
// the tab is visible, with jitter, at once when the tab or the network comes back, and ever more rarely while it fails.

const LONGEST_SECONDS = 120;
const COMES_BACK_AFTER_MS = 3000;
const NEAR_END_PX = 160;
let timer = 0;
let failures = 0;
let lastPoll = Date.now();

const polled = () => [...document.querySelectorAll("[data-poll]")];
const notice = (name) => document.dispatchEvent(new CustomEvent("notice", { detail: name }));

function schedule() {
  clearTimeout(timer);
  timer = 0;
  const intervals = polled().map((part) => Number(part.dataset.poll));
  if (document.hidden || !intervals.length) return;
  const seconds = Math.min(Math.min(...intervals) * 2 ** failures, LONGEST_SECONDS);
  timer = setTimeout(poll, seconds * 1000 * (0.85 + Math.random() * 0.3));
}

function poll() {
  lastPoll = Date.now();
  for (const part of polled()) part.dispatchEvent(new CustomEvent("poll"));
  schedule();
}

function pollNow() {
  if (document.hidden) schedule();
  else if (failures || Date.now() - lastPoll > COMES_BACK_AFTER_MS) poll();
}

document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : (pollNow(), schedule())));
addEventListener("online", pollNow);
document.addEventListener("htmx:after:swap", () => timer || schedule());

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const { signal } = ctx.request;
  if (ctx.sourceEvent?.type !== "poll" || (signal.aborted && signal.reason !== "timeout")) return;
  const status = ctx.response?.status ?? 0;
  if (status === 404) ctx.sourceElement.removeAttribute("data-poll");
  const wasAway = failures > 1;
  failures = status && status < 500 ? 0 : failures + 1;
  if (failures === 2) notice("away");
  if (wasAway && !failures) notice("");
  if (wasAway || failures) schedule();
});

schedule();

// «۵ دقیقه پیش» must not stand there for an hour. From a day on the server's words stay true long enough.
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang);

setInterval(() => {
  for (const time of document.querySelectorAll(":is(.ticket-row, .facts-more) time")) {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000);
    if (minutes > 0 && minutes < 24 * 60) {
      time.textContent = minutes < 60 ? ago.format(-minutes, "minute") : ago.format(-Math.floor(minutes / 60), "hour");
    }
  }
}, 60_000);

// --- The conversation: opens at its end, keeps its place, says when something new is out of sight -----------------

const page = document.documentElement;
const entries = () => document.getElementById("entries");
const newMessages = () => document.getElementById("new-messages");
const isNearEnd = () => page.scrollHeight - innerHeight - scrollY < NEAR_END_PX;
const isSmooth = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
const opensAtEnd = (root) => root.querySelector?.("[data-open-at-end]");

function toEnd(behavior = "auto") {
  scrollTo({ top: page.scrollHeight, behavior });
}

function unseen(count) {
  const mark = newMessages();
  if (!mark) return;
  mark.hidden = !count;
  mark.dataset.count = count;
  const title = document.title.replace(/^\(\S+\) /, "");
  document.title = count ? `(${count.toLocaleString(page.lang)}) ${title}` : title;
  if (count) document.getElementById("announce")?.replaceChildren(mark.textContent.trim());
}

// Two answers may both bring what came since the same moment: an entry is shown once.
function leaveOutKnown(fragment) {
  for (const entry of fragment.querySelectorAll(":scope > li[id]")) {
    if (document.getElementById(entry.id)) entry.remove();
  }
}

const messages = () => [...entries().querySelectorAll("[data-message]")];
const isInSight = (message) => message.getBoundingClientRect().bottom > 0;
const placeOf = (anchor) => ({ anchor, top: anchor?.getBoundingClientRect().top });

function oneLineADay() {
  let day = "";
  for (const line of entries().querySelectorAll("[data-day]")) {
    if (line.dataset.day === day) line.remove();
    day = line.dataset.day;
  }
}

let before = { wasNearEnd: true };

function keepPlace() {
  if (before.anchor?.isConnected) scrollBy(0, before.anchor.getBoundingClientRect().top - before.top);
}

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  // Without scripts #latest opens a ticket at its end; here opening does that, and the address stays clean.
  if (ctx.request.anchor === "latest") ctx.request.anchor = undefined;
});

document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  for (const { target, fragment, swapSpec } of tasks) {
    if (target?.id === "entries") {
      // Morphed, they are there anew, and what came from another ticket stands among them.
      if (swapSpec.style === "beforeend") leaveOutKnown(fragment);
      const known = new Set(messages().map(({ id }) => id));
      before = { wasNearEnd: isNearEnd(), known, ...placeOf(messages().find(isInSight)) };
    } else if (target?.id === "older") {
      before = placeOf(messages()[0]);
    } else if (target?.id === "main" && opensAtEnd(fragment)) {
      swapSpec.show = "none";
    }
  }
});

document.addEventListener("htmx:after:settle", ({ detail: { task } }) => {
  const { target, sourceElement } = task;
  if (target?.id === "main" && opensAtEnd(target) && task.swapSpec.show === "none") {
    toEnd();
  } else if (before.anchor && !before.known) {
    // Older ones stand above now.
    oneLineADay();
    keepPlace();
    before = { wasNearEnd: true };
    // The link to still older ones works when htmx has seen it.
    if (printing) setTimeout(printWhole);
  } else if (target?.id === "entries") {
    oneLineADay();
    if (!before.wasNearEnd) keepPlace();
    const arrived = messages().filter(({ id }) => !before.known.has(id));
    const isOwn = arrived.length && !sourceElement?.matches?.("[data-poll]");
    if (isOwn || before.wasNearEnd) requestAnimationFrame(() => toEnd(isSmooth() ? "smooth" : "auto"));
    else if (arrived.length) unseen(Number(newMessages()?.dataset.count ?? 0) + arrived.length);
  }
});

// The link that brought older messages is gone, or far above: who pressed it goes on at the nearest of them.
document.addEventListener("htmx:after:settle", ({ detail: { task, newContent } }) => {
  const focused = document.activeElement;
  if (task.sourceElement?.id !== "older-link" || (focused !== document.body && focused?.id !== "older-link")) return;
  const nearest = newContent.filter((node) => node.matches?.("[data-message]")).at(-1);
  nearest?.setAttribute("tabindex", "-1");
  nearest?.focus({ preventScroll: true });
});

// On paper stands the whole conversation: the older messages are fetched first, page by page.
let printing = false;

function printWhole() {
  const older = document.getElementById("older-link");
  printing = Boolean(older);
  if (older) older.click();
  else print();
}

document.addEventListener("click", ({ target }) => target.closest("[data-print]") && printWhole());
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!(ctx.response?.status < 400)) printing = false;
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("#new-messages")) return;
  event.preventDefault();
  toEnd(isSmooth() ? "smooth" : "auto");
});

addEventListener("scroll", () => {
  const mark = newMessages();
  if (mark && !mark.hidden && isNearEnd()) unseen(0);
}, { passive: true });

const [opening] = performance.getEntriesByType("navigation");
if (opensAtEnd(document) && opening?.type === "navigate" && !location.hash) toEnd();
