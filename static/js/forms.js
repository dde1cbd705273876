// What makes forms kinder where scripts run: growing text fields, visible passwords, a strength hint, no double sending,
// focus on what needs a correction, and closing of messages.

const STRENGTH_LENGTHS = [8, 12, 16];
const DOUBLE_CLICK_MS = 3000;

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

// 0 for nothing typed, 1 to 4 after that. Length counts most: it is what makes a password hard to find.
function score(password) {
  const length = [...password].length;
  if (!length) return 0;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Lo}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  const dull = /^(.)\1*$/u.test(password) || /^[0-9۰-۹]+$/u.test(password) || /(1234|۱۲۳۴|abcd|qwer|passw)/iu.test(password);
  const points = STRENGTH_LENGTHS.filter((least) => length >= least).length + (kinds >= 3 ? 1 : 0);
  if (length < STRENGTH_LENGTHS[0]) return 1;
  return dull ? Math.min(2, points + 1) : Math.min(4, points + 1);
}

function rate(input) {
  const hint = document.querySelector(`[data-strength="${input.id}"]`);
  if (!hint) return;
  const value = score(input.value);
  hint.hidden = !value;
  hint.dataset.score = value;
  const words = hint.dataset.words.split("|")[Math.max(0, value - 1)];
  if (hint.lastElementChild.textContent !== words) hint.lastElementChild.textContent = words;
}

function prepare() {
  document.querySelectorAll("[data-reveal][hidden]").forEach((button) => (button.hidden = false));
  if (!CSS.supports("field-sizing", "content")) document.querySelectorAll("[data-autosize]").forEach(grow);
}

const WRONG = '.error-summary, [aria-invalid="true"], [data-invalid] input';

function focusOnError(part) {
  const wrong = part.querySelector(".error-summary") ?? part.querySelector(WRONG);
  wrong?.focus();
  // Why files are refused stands below their field.
  wrong?.closest("[data-files]")?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.('[type="password"], [data-shown]')) rate(target);
  if (target.matches?.("[data-autosize]") && !CSS.supports("field-sizing", "content")) grow(target);
});

document.addEventListener("click", (event) => {
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) {
    const input = document.getElementById(reveal.getAttribute("aria-controls"));
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    input.toggleAttribute("data-shown", show);
    reveal.setAttribute("aria-pressed", String(show));
    input.focus();
  }
  event.target.closest("[data-dismiss]")?.closest(".toast, .notice")?.remove();
});

// A shown password is hidden before it leaves, so that the browser does not keep it as plain text.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    form.querySelectorAll("[data-shown]").forEach((input) => (input.type = "password"));
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.once === "sent") return event.preventDefault(), event.stopImmediatePropagation();
    form.dataset.once = "sent";
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    setTimeout(() => {
      form.dataset.once = "";
      button?.removeAttribute("aria-busy");
    }, DOUBLE_CLICK_MS);
  },
  true,
);

// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => document.querySelectorAll("[data-once]").forEach((form) => (form.dataset.once = "")));

document.addEventListener("htmx:after:swap", prepare);
// At once and not with after:swap, which waits for the transition: somebody quick is on the way to a field by then.
let isRefused = false;
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  isRefused = ctx.response?.status === 422;
  // The focus shows what is wrong; scrolling to the top afterwards would hide it again.
  if (isRefused) for (const { swapSpec } of tasks) swapSpec.show = "none";
});
document.addEventListener("htmx:after:settle", ({ detail: { newContent } }) => {
  if (isRefused) newContent.filter((node) => node.querySelector).forEach(focusOnError);
});
prepare();
focusOnError(document.getElementById("main"));
