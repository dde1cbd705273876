// The desk's ticket page: reply or note, canned replies by "/" or mouse, choices that happen at once, and whether one is
// writing. Everything works without it by plain forms and links.

const WRITING_MS = 12_000;
const byId = (id) => document.getElementById(id);
const composer = () => document.querySelector("#composer:has(.kinds)");
const text = () => composer()?.querySelector(".composer-text");

// --- Reply or note --------------------------------------------------------------------------------------------------

function showKind() {
  const field = text();
  if (!field) return;
  const isNote = composer().elements.kind.value === "note";
  field.dataset.replyPlaceholder ??= field.placeholder;
  field.placeholder = isNote ? field.dataset.notePlaceholder : field.dataset.replyPlaceholder;
}

document.addEventListener("change", ({ target }) => target.matches(".kind input") && showKind());

// A click on the label, by mouse or shortcut, goes on to the text; arrow keys among the two stay there.
document.addEventListener("click", ({ target, detail }) => {
  if (!target.closest(".kind") || (target.matches("input") && !detail)) return;
  setTimeout(() => {
    text().focus();
    showKind();
  });
});

// --- Choices: status, department, priority, assignee ----------------------------------------------------------------

// Arrow keys walk through a closed list; only where one stops is a choice.
let walking = null;

document.addEventListener("keydown", ({ key, altKey, target }) => {
  if (!target.matches?.("[data-choose]")) return;
  if (key === "Enter") choose(target);
  else if (!altKey && key !== "Tab" && key !== " ") walking = target;
});
document.addEventListener("pointerdown", () => (walking = null));
document.addEventListener("change", ({ target }) => target.matches("[data-choose]") && target !== walking && choose(target));
document.addEventListener("focusout", ({ target }) => target === walking && choose(target));

function choose(select) {
  walking = null;
  if (![...select.options].find((option) => option.defaultSelected)?.selected) select.form.requestSubmit();
}

// What opens shows itself whole, and not behind the composer.
document.addEventListener("toggle", ({ target }) => target.matches(".split[open], .merge[open]") && target.scrollIntoView({ block: "nearest" }), true);

// --- Canned replies -------------------------------------------------------------------------------------------------

let fromSlash = false;
const menu = () => byId("canned-menu");
const isOpen = () => Boolean(menu()) && !menu().hidden;
const replies = () => [...menu().querySelectorAll(".canned-reply")].filter((reply) => !reply.parentElement.hidden);

// As the search does: one spelling for what people spell in several ways.
const folded = (words) =>
  words.normalize("NFKD").replace(/[\p{M}\u200c\u0640]/gu, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک").toLowerCase();

function open(bySlash) {
  fromSlash = bySlash;
  menu().hidden = false;
  byId("canned-open").setAttribute("aria-expanded", "true");
  byId("canned-find").value = "";
  byId("canned-find").focus();
}

function close() {
  menu().hidden = true;
  byId("canned-open").setAttribute("aria-expanded", "false");
}

function find() {
  const words = folded(byId("canned-find").value).split(/\s+/).filter(Boolean);
  const lines = [...menu().querySelectorAll(".canned-reply")];
  for (const line of lines) {
    const held = folded(line.textContent);
    line.parentElement.hidden = !words.every((word) => held.includes(word));
  }
  byId("canned-none").hidden = !lines.length || replies().length > 0;
}

function insert(words) {
  const field = text();
  field.focus();
  // Typed by the browser, it can be taken back with Ctrl+Z.
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

document.addEventListener("click", (event) => {
  if (!composer()) return;
  const reply = event.target.closest("#canned-menu .canned-reply");
  if (reply) {
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
    window.htmx.ajax("GET", reply.dataset.textAt, { source: "#canned-used", swap: "outerHTML" });
  } else if (event.target.closest("#canned-open") && !isOpen()) {
    open(event.detail === 0 && document.activeElement === text());
  } else if (isOpen() && !event.target.closest("#canned-menu")) {
    if (event.target.closest("#canned-open")) event.preventDefault(), event.stopImmediatePropagation();
    close();
  }
}, true);

document.addEventListener("input", ({ target }) => target.id === "canned-find" && find());

document.addEventListener("htmx:after:swap", () => {
  if (isOpen()) find();
  const used = document.querySelector("#canned-used[data-text]");
  if (used) {
    insert(used.dataset.text);
    used.removeAttribute("data-text");
  }
  showKind();
});

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (target === text() && key === "/" && !event.ctrlKey && !event.metaKey && !event.isComposing) {
    const before = target.value.slice(0, target.selectionStart);
    if (target.selectionStart !== target.selectionEnd || !/(^|\n)$/.test(before)) return;
    event.preventDefault();
    byId("canned-open").click();
  } else if (isOpen() && menu().contains(target)) {
    walk(event);
  }
});

function walk(event) {
  const shown = replies();
  const at = shown.indexOf(document.activeElement);
  if (event.key === "Escape") {
    event.stopImmediatePropagation();
    close();
    if (fromSlash && !byId("canned-find").value) insert("/");
    else text().focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (shown[next] ?? (next < 0 ? byId("canned-find") : shown.at(-1)))?.focus();
  } else if (event.key === "Enter" && event.target.id === "canned-find") {
    event.preventDefault();
    shown[0]?.click();
  }
}

// --- Who else is here: each beat says whether one is writing ----------------------------------------------------------

let wroteAt = -Infinity;
const isWriting = () => performance.now() - wroteAt < WRITING_MS && Boolean(text()?.value.trim());
const beat = () => byId("presence")?.dispatchEvent(new CustomEvent("poll"));

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.id === "presence") ctx.request.body.set("writing", isWriting() ? "1" : "0");
});

document.addEventListener("input", ({ target }) => {
  if (target !== text()) return;
  const wasWriting = isWriting() && performance.now() - wroteAt < WRITING_MS;
  wroteAt = performance.now();
  if (!wasWriting && isWriting()) beat();
});

// Sent, one is no longer writing; opened, one is here.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id !== "composer" || ctx.response?.status >= 400) return;
  wroteAt = -Infinity;
  beat();
});

function opened(part) {
  if (!document.hidden && part.querySelector?.("#presence")) beat();
  showKind();
}

document.addEventListener("htmx:after:process", ({ target }) => opened(target));
// On the first page htmx may have come before this file, or comes after it; nothing beats until it has.
opened(document);
