// What every page needs around htmx: failures that keep what was typed, one sending at a time, focus and title after a
// navigation, and a few manners of the keyboard.

import "./drafts.js";
import "./files.js";
import "./live.js";

// Settling copies style attributes about, which the Content-Security-Policy forbids; our pages have no use for it.
window.htmx.config.defaultSettleDelay = 0;

const byId = (id) => document.getElementById(id);
const announce = (text) => byId("announce")?.replaceChildren(text);

// --- Failures: nothing is swapped, and a notice says what to do --------------------------------------------------

const NOTICE_BY_STATUS = { 404: "gone", 413: "large", 429: "busy", 503: "busy", 507: "full" };
let sessionEnded = false;

// The name of the notice that an answer asks for, or "" when the answer is to be shown.
function failure({ request, response, hx, target }) {
  const { status } = response;
  if (status < 400 || status === 422) return "";
  if (hx.redirect) return document.querySelector("form[data-unsent]") ? "session" : "";
  const isPage = request.method === "GET" && target?.id === "main";
  return isPage && status < 500 ? "" : (NOTICE_BY_STATUS[status] ?? "failed");
}

// `response`, where there is one, names itself: what a fault of ours can be followed up by.
function show(name, response) {
  const notice = byId("notice");
  notice.dataset.shows = name;
  notice.replaceChildren(byId(`notice-${name}`).content.cloneNode(true));
  const about = notice.querySelector("span[hidden]");
  const id = response?.status >= 500 && response.headers?.get("X-Request-ID");
  if (!about || !id) return;
  about.hidden = false;
  about.querySelector("bdi").textContent = id;
}

function hide() {
  const notice = byId("notice");
  delete notice.dataset.shows;
  notice.replaceChildren();
}

// A form that outlived its session gets the token of the new one, so that what was typed can still be sent.
async function renewToken() {
  const response = await fetch(location.href);
  if (!response.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = page.querySelector("[name=csrf_token]")?.value;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token ?? field.value;
  return Boolean(token);
}

// A request may be turned away for its token alone, while somebody is still signed in, or is again. Whoever sent it is
// asked to send it again; what the page says by itself it says again by itself.
async function retryWithNewToken(isOwn) {
  if (!(await renewToken())) return;
  sessionEnded = false;
  if (isOwn) show("stale");
  else hide();
}

const isPoll = (ctx) => ctx.sourceEvent?.type === "poll";

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  const name = failure(ctx);
  if (!name) return;
  event.preventDefault();
  sessionEnded ||= name === "session";
  if (name === "session" && ctx.request.method !== "GET") retryWithNewToken(!isPoll(ctx));
  if (!isPoll(ctx) || (name === "session" && byId("notice").dataset.shows !== name)) show(name, ctx.response);
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx?.request && !isPoll(ctx)) show(ctx.response ? "failed" : "offline");
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!isPoll(ctx) && ctx.response?.status < 400) hide();
});

// live.js asks for a notice with {detail: its name}, and for none with "".
document.addEventListener("notice", ({ detail }) => (detail ? show(detail) : hide()));

document.addEventListener("visibilitychange", async () => {
  if (document.hidden || !sessionEnded || !(await renewToken())) return;
  sessionEnded = false;
  hide();
});

// --- One sending at a time ---------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  if (event.target.dataset.sending === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

function setSending({ sourceElement: form, request }, sending) {
  if (!form?.matches?.("form") || request.method === "GET") return;
  const button = request.submitter ?? form.querySelector("[type=submit]");
  form.toggleAttribute("data-sending", sending);
  if (sending) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

document.addEventListener("htmx:before:request", ({ detail }) => setSending(detail.ctx, true));
document.addEventListener("htmx:finally:request", ({ detail }) => setSending(detail.ctx, false));

// Whoever follows another link before the first page has come wants the second alone.
let leaving = null;
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET" || !ctx.sourceElement?.matches?.("a[href]") || ctx.target?.id !== "main") return;
  if (leaving !== ctx.sourceElement) leaving?.dispatchEvent(new CustomEvent("htmx:abort"));
  leaving = ctx.sourceElement;
});

// An address holds what was searched for and not the fields that were left empty.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const { method, body } = ctx.request;
  if (method !== "GET" || !ctx.sourceElement.matches("form")) return;
  for (const [name, value] of [...body]) if (!value) body.delete(name, value);
});

// --- After a navigation: title said once, focus at the top of the new part -----------------------------------------

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const main = byId("main");
  if (ctx.swap === "none" || ctx.response?.status === 422 || (ctx.target !== main && ctx.target !== document.body)) return;
  announce(ctx.title || document.title);
  if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
  if ("HX-History-Restore-Request" in ctx.request.headers) scrollTo(0, places.get(currentPlace()) ?? scrollY);
});

// Back returns to the same scroll. Browsers see to it themselves, but not where a long page gives way to a short one.
const places = new Map();
const currentPlace = () => window.navigation?.currentEntry?.key;
window.navigation?.addEventListener("navigate", () => places.set(currentPlace(), scrollY));

// On a phone filters are a row that scrolls; the one in force is to be seen. Only the row moves, never the page.
function showCurrentFilter() {
  for (const row of document.querySelectorAll(".pills-scroll")) {
    const current = row.querySelector("[aria-current]");
    if (!current || row.scrollWidth <= row.clientWidth) continue;
    const [here, there] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
    if (there.left < here.left || there.right > here.right) row.scrollLeft += there.left + there.width / 2 - here.left - here.width / 2;
  }
}
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => isPoll(ctx) || showCurrentFilter());
showCurrentFilter();

// The info panel is a disclosure on phones and stands open beside the conversation on wide screens.
const wide = matchMedia("(min-width: 68.75rem)");
const openWide = () => {
  for (const details of document.querySelectorAll("details[data-open-wide]")) {
    details.open = wide.matches;
    details.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
  }
};
wide.addEventListener("change", openWide);
document.addEventListener("htmx:after:process", ({ target }) => target.querySelector?.("details[data-open-wide]") && openWide());
openWide();

// --- Manners -----------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-submit-keys]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape") {
    document.querySelector("#notice [data-dismiss], #flash [data-dismiss]")?.click();
  }
});

document.addEventListener("click", async (event) => {
  if (wide.matches && event.target.closest("details[data-open-wide] > summary")) event.preventDefault();
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.dataset.copy;
  // The server may not know its own name; the browser does.
  await copy(text.startsWith("/") ? new URL(text, location.href).href : text);
  button.dataset.copied = "";
  announce(button.dataset.answer);
  setTimeout(() => button.removeAttribute("data-copied"), 2000);
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http browsers have no clipboard for scripts; the old command still works there.
    const focused = document.activeElement;
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    // Who has gone on to type meanwhile types on.
    focused?.focus({ preventScroll: true });
  }
}
