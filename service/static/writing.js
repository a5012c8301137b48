// What the writing page does by itself: saves, looks, counts, and loads the editor. Without this
// file the page is a form with a button.
const form = document.getElementById("writing");
const words = JSON.parse(form.dataset.words);
const saved = document.getElementById("saved");
const cautions = document.getElementById("cautions");
const counts = document.getElementById("counts");
const body = form.elements.body;
const field = (name) => form.elements.namedItem(name);

const SAVE_AFTER = 3000;
const LOOK_AFTER = 1200;
const PER_MINUTE = 200;
// From here on the count is shown: 300 is the most.
const LONG_TITLE = 120;

const say = (...parts) => saved.replaceChildren(...parts.filter(Boolean));
const later = (action, wait) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
};

// Files are sent by the button, and never by themselves.
const typed = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
};
const state = () => {
  const data = typed();
  for (const name of [...data.keys()]) if (/^(was\.|version$|csrf$|do$)/.test(name)) data.delete(name);
  return JSON.stringify([...data]);
};
const ask = (path, data) => {
  data.set("csrf", form.elements.csrf.value);
  return fetch(path, { method: "POST", body: data, headers: { accept: "application/json" } });
};

let last = state();
let busy = false;
let waiting = false;
let stopped = false;
// Who pressed a button while the page was saving: the form goes when that is done, so that one
// does not clash with oneself.
let pressed = null;

const keep = (told) => {
  if (told.version) form.elements.version.value = told.version;
  for (const [name, mark] of Object.entries(told.was ?? {})) {
    let hidden = field(`was.${name}`);
    if (!hidden) {
      hidden = Object.assign(document.createElement("input"), { type: "hidden", name: `was.${name}` });
      form.append(hidden);
    }
    hidden.value = mark;
  }
  if (form.dataset.new === "yes") {
    form.dataset.new = "no";
    form.action = told.url;
    history.replaceState(null, "", told.url);
  }
};
const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "small";
  made.addEventListener("click", act);
  return made;
};

async function save() {
  if (stopped) return;
  if (busy) {
    waiting = true;
    return;
  }
  const now = state();
  if (now === last) return;
  if (!form.elements.title.value.trim()) {
    say(words.untitled);
    return;
  }
  busy = true;
  say(words.saving);
  try {
    const answer = await ask(form.action, typed());
    const told = await answer.json();
    if (told.signed_out) {
      stopped = true;
      say(words.signedOut);
    } else if (answer.status === 409) {
      stopped = true;
      say(`${told.own ? words.clashOwn : words.clash} ${told.fields.join(", ")}. `, button(words.compare, () => form.requestSubmit()));
    } else if (answer.status === 422) {
      say(words.wrong);
    } else if (answer.ok) {
      keep(told);
      last = now;
      const joined = told.fields?.length ? ` ${words.joined} ${told.fields.join(", ")}. ` : "";
      say(
        words.saved.replace("{at}", told.at),
        joined,
        joined && button(words.reload, () => location.reload()),
        form.elements.picture.files.length && ` ${words.notSent}`,
      );
    } else throw new Error(answer.status);
  } catch {
    say(words.offline);
    waiting = true;
  } finally {
    busy = false;
    if (pressed) {
      form.requestSubmit(pressed);
    } else if (waiting) {
      waiting = false;
      soon();
    }
  }
}

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

// A title is one line of words, shown on as many as it needs.
const { title } = form.elements;
const fit = () => {
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

const soon = later(save, SAVE_AFTER);
const lookSoon = later(look, LOOK_AFTER);
form.addEventListener("input", () => {
  if (!busy && !stopped) say(words.unsaved);
  soon();
  lookSoon();
  count();
});
form.addEventListener("change", soon);
document.addEventListener("visibilitychange", () => document.hidden && save());
// A file that would be refused is not sent: what is typed would wait for its upload to fail.
const picture = form.elements.picture;
picture?.addEventListener("change", () => {
  const tooLarge = [...picture.files].some((each) => each.size > Number(picture.dataset.most));
  picture.setCustomValidity(tooLarge ? picture.dataset.tooLarge : "");
  picture.reportValidity();
});
let leaving = false;
form.addEventListener("submit", (event) => {
  if (busy) {
    event.preventDefault();
    pressed = event.submitter ?? form.querySelector("button.primary");
    return;
  }
  pressed = null;
  leaving = true;
  stopped = true;
});
// A page that comes back from the browser's memory goes on where it was.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
addEventListener("beforeunload", (event) => {
  if (leaving) return;
  if (state() !== last || form.elements.picture.files.length) event.preventDefault();
});
count();

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
  const language = form.elements.language.value;
  words.says = language.startsWith("en") ? "says" : "säger";
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
rich().catch(() => under.replaceChildren());
