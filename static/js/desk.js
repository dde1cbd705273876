// The desk for those who work at it all day: single keys, and the selection in the queue.
//
// A key presses the first visible control that carries it as data-key, so that whatever a page offers by key is there to
// be clicked, too. Keys act only where the help stands (_shortcuts.html), and only while its switch is on.

const WRITES = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])";
const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const isOn = () => byId("single-keys")?.checked ?? false;

// --- Rows: the keyboard's place is where the focus is -----------------------------------------------------------------

const rows = () => all(".queue-row");
const rowOf = (element) => element?.closest?.(".queue-row");
const linkOf = (row) => row?.querySelector(".queue-link");
const boxOf = (row) => row?.querySelector("[name=codes]");
let place = { id: "", index: 0 };

document.addEventListener("focusin", ({ target }) => {
  const row = rowOf(target);
  if (row) place = { id: row.id, index: rows().indexOf(row) };
});

const current = () => rowOf(document.activeElement);

function step(by) {
  const list = rows();
  const last = byId(place.id);
  // The row that stood here may have gone; then its successor has taken its place already.
  const from = last ? list.indexOf(last) : place.index - (by > 0 ? 1 : 0);
  const [turn, back] = by > 0 ? ["next", "prev"] : ["prev", "next"];
  const to = document.activeElement.matches(`.pager [rel=${back}]`) ? from : from + by;
  const row = linkOf(list[to]) ?? document.querySelector(`#queue .pager [rel=${turn}]`);
  (row ?? linkOf(list[Math.max(0, Math.min(list.length - 1, to))]))?.focus();
}

// The next page begins at its top.
document.addEventListener("click", ({ target }) => {
  if (target.closest("#queue .pager")) place = { id: "", index: 0 };
});

// --- Keys -------------------------------------------------------------------------------------------------------------

let pressNext = "";

function press(key) {
  const seen = { visibilityProperty: true };
  const control = all(`[data-key="${key}"]`).find((element) => !element.disabled && element.checkVisibility(seen));
  if (!control) return false;
  if (!control.matches(WRITES)) control.click();
  else if (control.select) control.select();
  else control.focus();
  return true;
}

// Reply and note are written on the ticket's own page.
function openFor(key) {
  pressNext = key;
  linkOf(current())?.click();
}

// What is done to the selection is done to the row at hand where nothing is selected.
function pressForSelection(key) {
  if (!picked().length) setPicked([boxOf(current())], true);
  return picked().length > 0 && press(key);
}

const inQueue = {
  j: () => step(1),
  k: () => step(-1),
  o: () => linkOf(current())?.click(),
  x: () => boxOf(current())?.click(),
  r: () => openFor("r"),
  n: () => openFor("n"),
  a: () => pressForSelection("a"),
  c: () => pressForSelection("c"),
};

// With a Persian layout the key J gives «ت»; what counts is the key.
function keyOf({ key, code, shiftKey }) {
  if (key === "؟" || key === "?") return "?";
  if (shiftKey) return "";
  if (/^[ -~]$/.test(key)) return key.toLowerCase();
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" && target.matches("[name=codes]")) {
    // A browser would send the form, by its first button.
    event.preventDefault();
    linkOf(rowOf(target)).click();
  } else if (event.key === "Escape" && target.closest(".popup[open]")) {
    const popup = target.closest(".popup");
    popup.open = false;
    popup.querySelector("summary").focus();
  } else if (event.key === "Escape" && !target.matches(WRITES) && picked().length) {
    byId("bulk-form").reset();
  } else if (event.key === "Escape" && isOn() && target.matches(".composer-text")) {
    // Out of the text, single keys work again.
    byId("main").focus({ preventScroll: true });
  } else if (event.key === "ArrowDown" && target.id === "q") {
    event.preventDefault();
    linkOf(rows()[0])?.focus();
  } else if (isOn() && !target.matches(WRITES)) {
    const key = keyOf(event);
    if (!key || (event.repeat && !"jk".includes(key))) return;
    const act = byId("queue") && inQueue[key];
    if (act ? act() !== false : press(key)) event.preventDefault();
  }
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target?.id !== "main") return;
  showCurrentView();
  if (pressNext && press(pressNext)) byId("composer")?.querySelector("textarea")?.focus();
  pressNext = "";
});

// On a phone the views are a row that scrolls.
function showCurrentView() {
  const views = byId("views");
  const link = views?.querySelector("[aria-current]");
  if (link && views.scrollWidth > views.clientWidth) link.scrollIntoView({ inline: "center", block: "nearest" });
}

// --- The selection ----------------------------------------------------------------------------------------------------

const boxes = () => all("[name=codes]");
const picked = () => boxes().filter((box) => box.checked);
let lastClicked = "";

function setPicked(chosen, checked) {
  for (const box of chosen) if (box) box.checked = checked;
  showPicked();
}

function showPicked() {
  const every = byId("pick-all");
  if (!every) return;
  const number = picked().length;
  every.checked = number > 0 && number === boxes().length;
  every.indeterminate = number > 0 && !every.checked;
  const count = document.querySelector("[data-picked]");
  const text = number.toLocaleString(document.documentElement.lang);
  if (count.textContent !== text) count.textContent = text;
}

document.addEventListener("click", ({ target, shiftKey }) => {
  for (const popup of all(".popup[open]")) popup.open = popup.contains(target);
  if (target.id === "pick-all") setPicked(boxes(), target.checked);
  if (!target.matches("[name=codes]")) return;
  const list = boxes();
  const [from, to] = [list.findIndex((box) => box.id === lastClicked), list.indexOf(target)].sort((a, b) => a - b);
  if (shiftKey && from >= 0) setPicked(list.slice(from, to + 1), target.checked);
  lastClicked = target.id;
  showPicked();
});

// Selects in the bar are as before only when the reset is through.
document.addEventListener("reset", () => setTimeout(showPicked));

// --- Live -------------------------------------------------------------------------------------------------------------

// Rows that move keep selection and focus; where the focused one goes, the focus stays in its place.
let hadFocus = false;

function focusPlace() {
  const row = byId(place.id) ?? rows()[Math.min(place.index, rows().length - 1)];
  linkOf(row ?? rows()[0])?.focus({ preventScroll: true });
}

document.addEventListener("htmx:before:swap", () => (hadFocus = Boolean(current())));

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  showPicked();
  if (hadFocus && document.activeElement === document.body) focusPlace();
  hadFocus = false;
  if (ctx.target?.id !== "bulk-done" || ctx.response?.status >= 400) return;
  byId("bulk-form")?.reset();
  // The bar goes, and with it a focus that was in it.
  if (document.activeElement?.closest("#bulk-form, .undo") || document.activeElement === document.body) focusPlace();
  byId("queue")?.dispatchEvent(new CustomEvent("poll"));
});

showPicked();
showCurrentView();
