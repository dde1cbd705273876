// What is typed is not lost: a form with data-draft keeps its text while one looks at another page, and leaving the site
// asks first. Nothing is written to the browser's storage; the drafts live as long as the tab.

const SKIP = new Set(["csrf_token", "form_id", "kept"]);
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
  if (!draft || isUnsent(form)) return;
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
    const isSent = form === ctx.sourceElement && ctx.response?.status < 400;
    if (isSent || !isUnsent(form)) drafts.delete(keyOf(form));
    else keep(form);
  }
});

document.addEventListener("htmx:after:process", ({ target }) => {
  target.querySelectorAll?.("form[data-draft]").forEach(restore);
  mark();
});

addEventListener("beforeunload", (event) => {
  mark();
  // An answer that loads another page (HX-Redirect) comes when the text has been taken.
  if (drafts.size || document.querySelector("form[data-unsent]:not([data-sending])")) event.preventDefault();
});

mark();
