// What is typed is not lost: a form with data-draft keeps its text while one looks at another page, and leaving the site
// asks first. Nothing is written to the browser's storage; these drafts live as long as the tab. Where data-keep names an
// address, the server keeps the text too, and brings it back in another tab or on another device.

const SKIP = new Set(["csrf_token", "form_id", "kept", "canned", "since", "after", "after_event"]);
const KEEP_AFTER_MS = 2000;
const drafts = new Map(); // the form's action → { values, files }
const draftForms = () => document.querySelectorAll("form[data-draft]");
const keyOf = (form) => form.getAttribute("action");
const fileInput = (form) => form.querySelector("input[type=file]");

function isUnsent(form) {
  const texts = form.querySelectorAll("textarea, input[type=text], input:not([type])");
  return [...texts].some((text) => text.value.trim()) || Boolean(fileInput(form)?.files.length);
}

function mark() {
  for (const form of draftForms()) form.toggleAttribute("data-unsent", isUnsent(form));
}

function keep(form) {
  const values = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIP.has(name));
  drafts.set(keyOf(form), { values, files: [...(fileInput(form)?.files ?? [])] });
}

function restore(form) {
  const draft = drafts.get(keyOf(form));
  drafts.delete(keyOf(form));
  // What the server kept of the same text is never newer than what this tab holds.
  if (!draft || (isUnsent(form) && !form.dataset.keep)) return;
  for (const [name, value] of draft.values) {
    const control = form.elements[name];
    if (control) control.value = value;
  }
  form.querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  if (draft.files.length) {
    const transfer = new DataTransfer();
    draft.files.forEach((file) => transfer.items.add(file));
    fileInput(form).files = transfer.files;
    fileInput(form).dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("input", mark);
document.addEventListener("change", mark);

document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const main = document.getElementById("main");
  if (!tasks.some(({ target }) => target === main || target === document.body)) return;
  for (const form of draftForms()) {
    // The answer to a form holds what of it was not taken: its text, and the files that the server has already.
    if (form === ctx.sourceElement || !isUnsent(form) || form.matches("[data-saved]")) drafts.delete(keyOf(form));
    else keep(form);
  }
});

document.addEventListener("htmx:after:process", ({ target }) => {
  target.querySelectorAll?.("form[data-draft]").forEach(restore);
  mark();
});

// --- Kept by the server: two seconds after the last key, or at once when one turns away ------------------------------

let timer = 0;
let kept = null; // the request under way

function keepSoon(form) {
  form.removeAttribute("data-saved");
  clearTimeout(timer);
  timer = setTimeout(keepOnServer, KEEP_AFTER_MS, form);
}

async function keepOnServer(form) {
  clearTimeout(timer);
  timer = 0;
  const told = new FormData(form);
  const body = new FormData();
  for (const name of ["csrf_token", "form_id", "kind", "body"]) if (told.has(name)) body.set(name, told.get(name));
  kept?.abort();
  kept = new AbortController();
  try {
    const response = await fetch(form.dataset.keep, { method: "POST", body, signal: kept.signal, redirect: "error", keepalive: true });
    if (response.status === 204 && form.elements.body?.value === told.get("body")) showKept(form);
  } catch {
    // The text is still here; the next key tries again, and sending it says what is wrong.
  }
}

function showKept(form) {
  const mark = form.querySelector("[data-kept]");
  form.toggleAttribute("data-saved", !fileInput(form)?.files.length);
  const isNews = mark.hidden && form.elements.body.value.trim();
  mark.hidden = !form.elements.body.value.trim();
  if (isNews) document.getElementById("announce")?.replaceChildren(mark.textContent.trim());
}

// A text that is left says that it changed, too; what it says was kept at its last key.
for (const [kind, fields] of [["input", "textarea"], ["change", "[name=kind]"]]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.form?.dataset.keep && target.matches(fields)) keepSoon(target.form);
  });
}

document.addEventListener("visibilitychange", () => {
  const form = document.querySelector("form[data-keep]:not([data-sending])");
  if (document.hidden && timer && form) keepOnServer(form);
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => ctx.sourceElement.dataset.keep && clearTimeout(timer));

// What the server kept and keeps no more has been sent from another device. What one has typed on since stays.
let asked = null;

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.id !== "live") return;
  const form = document.querySelector("form[data-keep][data-saved]");
  asked = form && { form, text: form.elements.body.value };
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  // Where nothing is new (204), #live still says what was so before this text was begun.
  if (ctx.sourceElement?.id !== "live" || ctx.swap === "none" || !asked || document.querySelector("#live[data-drafted]")) return;
  const { form, text } = asked;
  if (!form.isConnected || !form.matches("[data-saved]") || form.elements.body.value !== text) return;
  form.elements.body.value = "";
  form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
  // The other device may have begun another one.
  clearTimeout(timer);
  timer = 0;
  form.querySelector("[data-kept]").hidden = true;
});

addEventListener("beforeunload", (event) => {
  mark();
  // An answer that loads another page (HX-Redirect) comes when the text has been taken.
  if (drafts.size || document.querySelector("form[data-unsent]:not([data-sending], [data-saved])")) event.preventDefault();
});

mark();
