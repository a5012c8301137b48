// What the writing page does by itself: looks, counts, and loads what saves and the editor. Without
// this file the page is a form with a button.
const form = document.getElementById("writing");
const words = JSON.parse(form.dataset.words);
const saved = document.getElementById("saved");
const cautions = document.getElementById("cautions");
const counts = document.getElementById("counts");
const body = form.elements.body;
const field = (name) => form.elements.namedItem(name);

const LOOK_AFTER = 1200;
const PER_MINUTE = 200;
// From here on the count is shown: 300 is the most.
const LONG_TITLE = 120;

const say = (...parts) => saved.replaceChildren(...parts.filter(Boolean));
// Notices stand where nobody overlooks them; each place holds one.
const note = (place, kind, parts) => {
  const shown = parts.filter(Boolean);
  place.className = shown.length ? `notice ${kind}` : "";
  place.replaceChildren(...shown);
};
const tell = (kind, ...parts) => note(document.getElementById("happened"), kind, parts);
const inform = (...parts) => note(document.getElementById("joined"), "good", parts);
const later = (action, wait) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
};
const ask = (path, data) => {
  data.set("csrf", form.elements.csrf.value);
  return fetch(path, { method: "POST", body: data, headers: { accept: "application/json" } });
};
const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "small";
  made.addEventListener("click", act);
  return made;
};

const [{ saving, keepPlace, openStorage, takePlace }, { draftCopies }, { offerCopy }, { presence }] = await Promise.all(
  ["saving", "copies", "restoring", "presence"].map((name) => import(form.dataset[name])),
);
const storage = openStorage("localStorage");
const copies = storage && draftCopies(storage, form.dataset.person, form.dataset.newsroom);
const { typed } = saving(form, { words, copies, ask, say, tell, inform, button });

async function look() {
  try {
    const answer = await ask(form.dataset.look, typed());
    if (!answer.ok) return;
    const messages = (await answer.json()).cautions.map((each) => each.message);
    const shown = messages.length ? messages : [words.fine];
    const before = [...cautions.children].map((each) => each.textContent);
    // A live region that is written anew is read anew: only what changed is.
    if (JSON.stringify(before) === JSON.stringify(shown)) return;
    cautions.replaceChildren(
      ...shown.map((textContent) =>
        Object.assign(document.createElement("li"), { textContent }),
      ),
    );
  } catch {
    // Saving tells that there is no connection; looking can wait.
    return;
  }
}

const count = () => {
  const text = `${form.elements.lead.value} ${body.value}`;
  const found = text.match(/[\p{L}\p{N}]+(?:[-'’:][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  counts.hidden = false;
  counts.textContent = `${found} ${words.count}, ${Math.max(1, Math.round(found / PER_MINUTE))} ${words.minutes}`;
};

// A title is one line of words, shown on as many as it needs; it is the page's heading.
const { title } = form.elements;
const heading = document.getElementById("heading");
const unnamed = title.value ? "" : heading.textContent;
const fit = () => {
  heading.textContent = title.value.trim() || unnamed || heading.textContent;
  if (/[\r\n]/.test(title.value)) {
    const at = title.selectionStart;
    title.value = title.value.replace(/\r\n?|\n/g, " ");
    title.setSelectionRange(at, at);
  }
  if (!CSS.supports("field-sizing", "content")) {
    title.style.height = "auto";
    title.style.height = `${title.scrollHeight + title.offsetHeight - title.clientHeight}px`;
  }
  const told = document.getElementById("title-count");
  told.hidden = title.value.length < LONG_TITLE;
  told.textContent = words.titleCount.replace("{count}", title.value.length);
};
title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  form.elements.lead.focus();
});
title.addEventListener("input", fit);
addEventListener("resize", fit);
fit();

const lookSoon = later(look, LOOK_AFTER);
form.addEventListener("input", () => {
  lookSoon();
  count();
});
// A file that would be refused is not sent: what is typed would wait for its upload to fail.
const picture = form.elements.picture;
picture?.addEventListener("change", () => {
  const tooLarge = [...picture.files].some((each) => each.size > Number(picture.dataset.most));
  picture.setCustomValidity(tooLarge ? picture.dataset.tooLarge : "");
  picture.reportValidity();
});
// A page that comes back from the browser's memory goes on where it was.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
count();

// Where one was, also where signing in came between.
const place = takePlace();
if (form.dataset.unsaved === "restored") history.replaceState(null, "", form.dataset.home);
if (copies) offerCopy(form, { words, copies, place, keepPlace, typed, button });
const goBack = () => {
  if (place?.anchor) document.querySelector(place.anchor)?.scrollIntoView();
  else if (place) scrollTo(0, place.top);
};
presence(form, ask, (names) => {
  const list = new Intl.ListFormat(document.documentElement.lang).format(names);
  const shown = names.length ? words.others.replace("{names}", list) : "";
  const others = document.getElementById("others");
  if (others.textContent !== shown) note(others, "warn", [shown]);
});

const speakers = () =>
  [...form.querySelectorAll('[name="contact.name"]')]
    .map((each) => [
      each.value.trim(),
      each.closest(".row").querySelector('[name="contact.role"]').value.trim(),
    ])
    .filter(([name]) => name)
    .map(([name, role]) => (role ? `${name}, ${role}` : name));

let editor = null;
const under = document.createElement("div");
under.className = "actions switch";
body.after(under);

// The doubts of a reading are settled beside their fields, whichever way the text is written.
let offer = () => {};
const contacts = import(form.dataset.contacts);
Promise.all([import(form.dataset.settling), contacts]).then(([{ settling }, people]) => {
  offer = settling(form, words, people, {
    get: () => body.value,
    set: (text) => {
      body.value = text;
      if (editor) editor.refresh();
      body.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  if (form.dataset.doubts) offer(JSON.parse(form.dataset.doubts));
});

async function rich() {
  const [{ edit }, { reading }, { contactRows }] = await Promise.all([
    import(form.dataset.editor),
    import(form.dataset.reading),
    contacts,
  ]);
  const { paste, whole } = reading(form, words, contactRows(form), ask, say, (doubts) => offer(doubts));
  const language = () => form.elements.language.value;
  words.says = language().startsWith("en") ? "says" : "säger";
  editor = edit(body, { words, paste, speakers, language });
  if (!editor) {
    under.replaceChildren(words.unshowable);
    return;
  }
  const file = Object.assign(document.createElement("input"), { type: "file", accept: ".docx", hidden: true });
  file.addEventListener("change", async () => {
    const text = await whole(file.files[0]);
    if (text !== null) editor.insert(text);
    file.value = "";
  });
  const hint = Object.assign(document.createElement("p"), { className: "hint", textContent: words.leave });
  under.replaceChildren(
    hint,
    button(words.file, () => file.click()),
    button(words.plain, plain),
    file,
  );
}
function plain() {
  editor.end();
  editor = null;
  under.replaceChildren(button(words.rich, rich));
  body.focus();
}
// Where a label pointed at the field, it now leads to the editor.
form.querySelector('label[for="body"]').addEventListener("click", () => editor?.view.focus());
rich()
  .catch(() => under.replaceChildren())
  .then(goBack);
