// Saving from the writing page, by itself and by its buttons: nobody leaves before the text is kept.
const SAVE_AFTER = 3000;
const COPY_AFTER = 400;
// Where one was, for the page that comes next in the same tab.
const PLACE = "pressrum-place";

const later = (action, wait) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
};

/** Return a storage of the browser by its name, null where the browser lets no page have one. */
export const openStorage = (name) => {
  try {
    return window[name];
  } catch {
    return null;
  }
};

/** Return where the last page of this tab left one, `{ top, anchor, copy }`, and forget it. */
export function takePlace() {
  const place = openStorage("sessionStorage")?.getItem(PLACE);
  openStorage("sessionStorage")?.removeItem(PLACE);
  return place ? JSON.parse(place) : null;
}

export const keepPlace = (more) =>
  openStorage("sessionStorage")?.setItem(PLACE, JSON.stringify({ top: scrollY, ...more }));

/** Return `save`, `soon`, `typed` and `isUnsaved` of the form.
 *
 * `page` has `words`, `copies` (null where the browser keeps none), `ask(path, data)`, and what
 * shows: `say(…)` how it stands, `tell(kind, …)` what went wrong, `inform(…)` what others did,
 * `button(text, act)`.
 */
export function saving(form, { words, copies, ask, say, tell, inform, button }) {
  const files = () => form.elements.picture?.files ?? [];
  const id = form.dataset.copy;
  const primary = form.querySelector("button.primary");
  // Files are sent by the buttons, and never by themselves.
  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const state = () =>
    JSON.stringify([...typed()].filter(([name]) => !/^(was\.|version$|csrf$|do$|key$)/.test(name)));
  const pairs = () => [
    ...[...typed()].filter(([name]) => !["csrf", "do", "picture.chosen"].includes(name)),
    ...[...files()].map((file) => ["picture.chosen", file.name]),
  ];

  // A page that asks something saves nothing by itself: what clashes not before it is answered.
  const { unsaved } = form.dataset;
  // Somebody may have typed before this script came, or the browser have filled in what it knew.
  const isTouched = [...form.elements].some(
    (each) => (each.type?.startsWith("text") && each.value !== each.defaultValue) || (each.type === "checkbox" && each.checked !== each.defaultChecked),
  );
  let last = unsaved || isTouched ? "" : state();
  let stopped = ["clash", "problems"].includes(unsaved);
  let busy = false;
  let waiting = false;
  let leaving = false;
  let other = "";
  // What was pressed while the page was saving: its turn comes when that is done.
  let pressed = null;
  const isUnsaved = () => state() !== last;

  const copy = () => {
    if (!copies || leaving) return false;
    if (isUnsaved()) return copies.write(id, pairs(), form.dataset.new === "yes");
    copies.drop(id);
    return true;
  };
  const copySoon = later(copy, COPY_AFTER);

  const leave = (go) => {
    leaving = true;
    stopped = true;
    go();
  };
  // As without this script: the server answers with a page.
  const send = (submitter) => leave(() => form.requestSubmit(submitter));
  const signIn = () => {
    if (!copy()) return send(primary);
    keepPlace({ copy: id });
    const home = form.dataset.new === "yes" ? form.dataset.home : location.pathname;
    return leave(() => location.assign(`/redaktion/logga-in?next=${encodeURIComponent(home)}`));
  };
  const proceed = (next) => {
    copies?.drop(id);
    const target = new URL(next, location.href);
    keepPlace({ anchor: target.hash });
    // Without its anchor it is another page even where it is this one.
    leave(() => location.assign(target.pathname + target.search));
  };

  const keep = (told) => {
    if (told.version) form.elements.version.value = told.version;
    for (const [name, mark] of Object.entries(told.was ?? {})) {
      let hidden = form.elements.namedItem(`was.${name}`);
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

  async function post(data) {
    let answer;
    try {
      answer = await ask(form.action, data);
    } catch {
      return { failed: "offline" };
    }
    const told = await answer.json().catch(() => null);
    if (told?.signed_out) return { failed: "signedOut" };
    if (told && (answer.ok || [409, 422].includes(answer.status))) return { status: answer.status, told };
    return { failed: answer.status >= 500 ? "unavailable" : "refused" };
  }

  const fail = (failed, wish) => {
    copy();
    stopped = failed === "signedOut";
    const isPassing = ["offline", "unavailable"].includes(failed);
    waiting ||= isPassing;
    tell(
      "bad",
      words[failed],
      wish && isPassing && ` ${words.pressAgain}`,
      files().length && ` ${stopped ? words.chooseAgain : words.notSent}`,
      stopped && " ",
      stopped && button(words.signIn, signIn),
    );
  };
  const refuse = (status, told, wish) => {
    if (wish) return send(wish.submitter);
    if (status === 422) return tell("bad", words.wrong);
    stopped = true;
    const clash = `${told.own ? words.clashOwn : words.clash} ${told.fields.join(", ")}. `;
    return tell("bad", clash, button(words.compare, () => save(press(primary))));
  };
  const showOthers = async () => {
    if (isUnsaved()) await save();
    if (!isUnsaved()) proceed(location.pathname);
  };
  const settle = (told, now) => {
    keep(told);
    last = now;
    stopped = false;
    copy();
    if (files().length) tell("warn", words.notSent);
    else tell("");
    say(words.saved.replace("{at}", told.at));
    if (told.fields?.length) {
      // Once it is joined, one has saved last oneself.
      other = told.other || other;
      const who = other ? words.joinedBy.replace("{who}", other) : words.joinedOwn;
      inform(`${who} ${told.fields.join(", ")}. ${words.bothKept} `, button(words.reload, showOthers));
    }
  };

  /** Save; with a wish the page goes on when that is done, and stays where it is not. */
  async function save(wish = null) {
    if (busy) {
      if (wish) pressed = wish;
      else waiting = true;
      return;
    }
    const now = state();
    if (!wish && (stopped || now === last)) return;
    if (!form.elements.title.value.trim()) {
      say(words.untitled);
      return;
    }
    busy = true;
    say(words.saving);
    const data = typed();
    if (wish) data.set("do", wish.submitter.value);
    let answer = await post(data);
    if (answer.status === 200) settle(answer.told, now);
    else say(words.unsaved);
    if (answer.status === 200 && wish && files().length) {
      // The files that were chosen follow what is typed.
      say(words.sending);
      const whole = new FormData(form);
      whole.set("do", wish.submitter.value);
      answer = await post(whole);
    }
    busy = false;
    if (answer.failed) fail(answer.failed, wish);
    else if (answer.status !== 200) refuse(answer.status, answer.told, wish);
    else if (wish) wish.then(answer.told);
    if (leaving) return;
    if (pressed) {
      const next = pressed;
      pressed = null;
      save(next);
    } else if (waiting) {
      waiting = false;
      soon();
    }
  }
  const press = (submitter) => ({ submitter, then: (told) => proceed(told.next) });
  const soon = later(save, SAVE_AFTER);

  form.addEventListener("input", () => {
    if (unsaved === "problems") stopped = false;
    if (!busy && !stopped) say(words.unsaved);
    copySoon();
    soon();
  });
  form.addEventListener("change", () => {
    copySoon();
    soon();
  });
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    save(press(event.submitter ?? primary));
  });
  // Other forms of the page begin from the text as it is saved.
  for (const other of document.querySelectorAll(".more form")) {
    other.addEventListener("submit", (event) => {
      if (leaving) return;
      event.preventDefault();
      const { submitter } = event;
      if (form.reportValidity()) save({ submitter: primary, then: () => leave(() => other.requestSubmit(submitter)) });
    });
  }
  document.querySelector('form[action="/redaktion/logga-ut"]')?.addEventListener("submit", () => {
    copies?.drop(id);
    leaving = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    copy();
    save();
  });
  addEventListener("pagehide", copy);
  addEventListener("online", () => save());
  addEventListener("beforeunload", (event) => {
    if (!leaving && (isUnsaved() || files().length)) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (isUnsaved()) save();
    else say(words.allSaved);
  });
  if (unsaved || isTouched) copy();
  if (unsaved === "restored" || isTouched) soon();
  return { typed };
}
