// The field for files: adds what is chosen, dropped or pasted, shows each as a chip with its progress, and refuses what
// the server would refuse before it is sent. The file input itself stays the truth: it always holds what the chips show.

const chosen = new WeakMap(); // field → its files
const ICONS = {
  pdf: "pdf", zip: "archive", rar: "archive", doc: "doc", docx: "doc", xls: "sheet", xlsx: "sheet", csv: "sheet",
  jpg: "image", jpeg: "image", png: "image", gif: "image", ico: "image",
};
const lang = document.documentElement.lang;
const extensionOf = (name) => name.split(".").pop().toLowerCase();
const fieldOf = (root) => root?.querySelector?.("[data-files]");
const inputOf = (field) => field.querySelector("input[type=file]");
const filesOf = (field) => chosen.get(field) ?? [];
const total = (files) => files.reduce((sum, file) => sum + file.size, 0);

function sizeText(bytes) {
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const format = { style: "unit", unit: ["byte", "kilobyte", "megabyte"][step], unitDisplay: "long", maximumFractionDigits: step < 2 ? 0 : 1 };
  return new Intl.NumberFormat(lang, format).format(bytes / 1024 ** step);
}

// Why the field cannot take `file` beside `files`, in the reader's words, or "".
function refusal(field, file, files) {
  const limits = field.dataset;
  const held = [...field.querySelectorAll("input[name=kept]:checked")];
  const heldBytes = held.reduce((sum, box) => sum + Number(box.dataset.size), 0);
  if (!limits.extensions.split(" ").includes(extensionOf(file.name))) return limits.sayType;
  if (!file.size) return limits.sayEmpty;
  if (file.size >= Number(limits.fileBytes)) return limits.saySize;
  if (files.length + held.length >= Number(limits.count)) return limits.sayCount;
  if (total(files) + heldBytes + file.size > Number(limits.totalBytes)) return limits.sayTotal;
  return "";
}

const isSame = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

function add(field, incoming) {
  const files = [...filesOf(field)];
  const refused = [];
  for (const file of incoming) {
    if (files.some((known) => isSame(known, file))) continue;
    const reason = refusal(field, file, files);
    if (reason) refused.push([file.name, reason]);
    else files.push(file);
  }
  set(field, files, refused);
}

function set(field, files, refused = []) {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  inputOf(field).files = transfer.files;
  chosen.set(field, files);
  field.querySelector("[data-chosen]").replaceChildren(...files.map((file) => chip(field, file)));
  const list = field.querySelector("[data-refused]");
  list.replaceChildren(...refused.map(([name, reason]) => refusedLine(field, name, reason)));
  list.hidden = !refused.length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function fill(template, { name, text, icon }) {
  const line = template.content.firstElementChild.cloneNode(true);
  const use = line.querySelector("use");
  line.querySelector("[data-name]").textContent = name;
  line.querySelector("[data-text]").textContent = text;
  if (icon) use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
  return line;
}

function chip(field, file) {
  const extension = extensionOf(file.name);
  // Isolated, or the Latin letters would draw the digits to their side.
  const text = `\u2068${extension.toUpperCase()}\u2069 · ${sizeText(file.size)}`;
  const line = fill(field.querySelector("[data-chip]"), { name: file.name, text, icon: ICONS[extension] ?? "file" });
  const button = line.querySelector("button");
  button.querySelector("span").append(` ${file.name}`);
  button.addEventListener("click", () => remove(field, file, line));
  if (ICONS[extension] === "image") preview(line, file);
  return line;
}

function preview(line, file) {
  const image = new Image();
  image.alt = "";
  image.addEventListener("load", () => line.querySelector("[data-icon]").replaceChildren(image));
  for (const end of ["load", "error"]) image.addEventListener(end, () => URL.revokeObjectURL(image.src));
  image.src = URL.createObjectURL(file);
}

const refusedLine = (field, name, text) => fill(field.querySelector("[data-refused-line]"), { name, text });

function remove(field, file, line) {
  const index = [...line.parentElement.children].indexOf(line);
  set(field, filesOf(field).filter((other) => other !== file));
  const buttons = field.querySelectorAll("[data-chosen] button");
  (buttons[Math.min(index, buttons.length - 1)] ?? inputOf(field)).focus();
}

// --- Choosing, dropping, pasting ----------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  const field = event.target.matches("input[type=file]") && event.target.closest("[data-files]");
  if (field) add(field, [...event.target.files]);
});

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

function whileDragging(field, isDragging) {
  field.closest("form").toggleAttribute("data-dragging", isDragging);
}

document.addEventListener("dragover", (event) => {
  const field = fieldOf(document);
  if (!field || !carriesFiles(event)) return;
  event.preventDefault();
  whileDragging(field, true);
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget && fieldOf(document)) whileDragging(fieldOf(document), false);
});

document.addEventListener("drop", (event) => {
  const field = fieldOf(document);
  if (!field || !carriesFiles(event)) return;
  event.preventDefault();
  whileDragging(field, false);
  add(field, [...event.dataTransfer.files]);
});

document.addEventListener("paste", (event) => {
  const field = fieldOf(event.target.closest?.("form") ?? document);
  const { files, types } = event.clipboardData;
  // Office programs put a picture beside copied text; the text is what was meant.
  if (!field || !files.length || types.includes("text/plain")) return;
  event.preventDefault();
  const taken = filesOf(field).length;
  add(field, [...files].map((file, index) => named(file, `${field.dataset.pasted} ${(taken + index + 1).toLocaleString(lang)}`)));
});

// Every pasted picture is called image.png.
function named(file, name) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  return new File([file], `${name}.${extensionOf(file.name)}`, { type: file.type });
}

// --- Sending: fetch tells nothing about an upload, so forms with files go by XMLHttpRequest -------------------------

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const field = fieldOf(ctx.sourceElement);
  const files = field ? filesOf(field) : [];
  if (!files.length || ctx.request.method !== "POST") return;
  ctx.request.timeout = 0;
  ctx.fetch = (url, request) => upload(url, request, (sent, size) => progress(field, files, sent, size));
});

function upload(url, { method, headers, body, signal }, onProgress) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", ({ loaded, total: size }) => onProgress(loaded, size));
    xhr.addEventListener("load", () => resolve(answer(xhr)));
    xhr.addEventListener("error", () => reject(new TypeError("The upload did not reach the server")));
    xhr.addEventListener("abort", () => reject(new DOMException("The upload was stopped", "AbortError")));
    signal.addEventListener("abort", () => xhr.abort());
    xhr.send(body);
  });
}

function answer(xhr) {
  const lines = xhr.getAllResponseHeaders().trim().split(/[\r\n]+/);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  const response = new Response(xhr.status === 204 ? null : xhr.responseText, { status: xhr.status, headers });
  // htmx reads the address after a redirect from here.
  return Object.defineProperty(response, "url", { value: xhr.responseURL });
}

// The files stand last in the request, one after another: what was sent of them is what was sent but for the rest.
function progress(field, files, sent, size) {
  let left = sent - (size - total(files));
  field.closest("form").dataset.uploading = "";
  field.querySelectorAll("[data-chosen] progress").forEach((bar, index) => {
    bar.value = Math.min(Math.max(left / files[index].size, 0), 1);
    left -= files[index].size;
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stop-upload]");
  if (button) button.form.dispatchEvent(new CustomEvent("htmx:abort"));
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  delete ctx.request.form?.dataset.uploading;
});
