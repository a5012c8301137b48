// What a reading was unsure of, beside its field: settled by a click, and taken back by another.
const TEXTS = ["title", "lead", "about"];
const made = (name, className, ...inside) => {
  const element = Object.assign(document.createElement(name), { className });
  element.append(...inside);
  return element;
};
const plain = (paragraph) => paragraph.replace(/^#{1,6} /, "").trim();

/** Return the texts of a page with another one in a field; nothing that stood anywhere is lost.
 *
 * What the field held goes to where the other stood: in the text, or at its beginning, for a closing
 * text at its end.
 */
export function swapped(texts, name, next) {
  const old = texts[name].trim();
  const left = { ...texts, [name]: next };
  const paragraphs = texts.body.split(/\n{2,}/).filter(Boolean);
  const there = next ? paragraphs.findIndex((each) => plain(each) === next.trim()) : -1;
  const kept = old ? [old] : [];
  if (there >= 0 && name !== "about") paragraphs.splice(there, 1, ...kept);
  else {
    if (there >= 0) paragraphs.splice(there, 1);
    for (const other of TEXTS) if (next && other !== name && texts[other].trim() === next.trim()) left[other] = "";
    if (name === "about") paragraphs.push(...kept);
    else paragraphs.unshift(...kept);
  }
  left.body = paragraphs.join("\n\n");
  return left;
}

/** Return a text with a line as its last paragraphs, or without it where it stands as such. */
export function withLine(text, line, stands) {
  const wanted = line.split("\n").map((each) => each.trim());
  const paragraphs = text.split(/\n{2,}/).filter(Boolean);
  const there = paragraphs.map(plain);
  const isThere = there.includes(line) || wanted.every((each) => there.includes(each));
  if (stands) return isThere ? text : [...paragraphs, line].join("\n\n");
  return isThere ? paragraphs.filter((_, at) => there[at] !== line && !wanted.includes(there[at])).join("\n\n") : text;
}

/** What a field holds, how another thing is put there, and how that is taken back. */
function fieldHolder(form, body, doubt) {
  const field = (name) => form.elements.namedItem(name);
  const input = field(doubt.field);
  if (!input) return null;
  const tell = (element) => {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const isText = TEXTS.includes(doubt.field);
  const read = () =>
    isText
      ? { ...Object.fromEntries(TEXTS.map((name) => [name, field(name).value])), body: body.get() }
      : { [doubt.field]: input.value };
  const write = (held) => {
    for (const name of Object.keys(held))
      if (name !== "body" && field(name).value !== held[name]) {
        field(name).value = held[name];
        tell(field(name));
      }
    if (isText && body.get() !== held.body) body.set(held.body);
  };
  return {
    id: input.id,
    input: () => input,
    stands: () => input.value.trim() === doubt.was.trim(),
    takes: ({ value }) => input.options === undefined || [...input.options].some((each) => each.value === value),
    show: (box) => input.closest(".field").append(box),
    choose: ({ value }) => {
      const before = read();
      write(isText ? swapped(before, doubt.field, value) : { [doubt.field]: value });
      return () => write(before);
    },
  };
}

/** The same for contacts: the rows of those that were read give way to others, and their line. */
function contactHolder(form, body, doubt, { contactRows, exchanged, holds }) {
  const rows = contactRows(form);
  const group = document.getElementById("kontakter");
  // Where the choice makes or unmakes a contact, its line leaves the text or goes there.
  const move = (stands) => {
    if (doubt.line) body.set(withLine(body.get(), doubt.line, stands));
  };
  return {
    id: group.id,
    input: () => [...group.querySelectorAll('[name="contact.name"], summary')].find((each) => each.checkVisibility()),
    stands: () =>
      holds(rows.get(), doubt.rows) &&
      (doubt.rows.length > 0 || doubt.alternatives.some((each) => !holds(rows.get(), each.rows))),
    takes: () => true,
    show: (box) => group.insertBefore(box, group.querySelector(":scope > :not(legend, .doubt)")),
    choose: (chosen) => {
      const before = { rows: rows.get(), body: body.get() };
      rows.set(exchanged(before.rows, doubt.rows, chosen.rows));
      if (!chosen.rows.length || !doubt.rows.length) move(!chosen.rows.length);
      const after = { rows: rows.get(), body: body.get() };
      const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
      // What was written since stays.
      return () => {
        const now = { rows: rows.get(), body: body.get() };
        const blank = now.rows.slice(before.rows.length).map(() => ["", "", "", ""]);
        rows.set(
          same(now.rows, after.rows) ? [...before.rows, ...blank] : exchanged(now.rows, chosen.rows, doubt.rows),
        );
        if (now.body === after.body) body.set(before.body);
        else if (!chosen.rows.length || !doubt.rows.length) move(Boolean(chosen.rows.length));
      };
    },
  };
}

/** Return `show(doubts)`. `body` has `get()` and `set(text)`; `people` is what can be done to contacts. */
export function settling(form, words, people, body) {
  const button = (text, act) => {
    const pressed = made("button", "small", text);
    pressed.type = "button";
    pressed.addEventListener("click", act);
    return pressed;
  };
  let open = [];
  let notice = null;
  const count = () => {
    const labels = new Map(open.map(({ doubt, holder }) => [doubt.label, holder.id]));
    const links = [...labels].map(([label, id]) => {
      const link = made("a", "", label);
      link.href = `#${id}`;
      return link;
    });
    const how = links.length === 1 ? words.oneDoubt : words.doubts.replace("{count}", links.length);
    notice.replaceChildren(
      ...(open.length ? [how, ...links.flatMap((link, at) => [at ? ", " : " ", link])] : [words.settled]),
    );
    notice.classList.toggle("good", !open.length);
    notice.classList.toggle("warn", Boolean(open.length));
  };
  const close = (entry, ...inside) => {
    open = open.filter((each) => each !== entry);
    entry.box.replaceChildren(...inside);
    entry.box.hidden = !inside.length;
    // One choice among contacts may have made another.
    for (const other of open.filter(({ doubt, holder }) => doubt.asked && !holder.stands())) {
      open = open.filter((each) => each !== other);
      other.box.remove();
    }
    count();
    (open[0]?.box.querySelector("button") ?? entry.holder.input()).focus({ preventScroll: !open.length });
  };
  const choose = (entry, alternative) => {
    const restore = entry.holder.choose(alternative);
    const back = () => {
      restore();
      close(entry);
      entry.holder.input().focus();
    };
    close(entry, made("p", "meta", `${words.swapped} `, button(words.back, back)));
  };
  const offer = (doubt) => {
    const holder = doubt.asked ? contactHolder(form, body, doubt, people) : fieldHolder(form, body, doubt);
    if (!holder?.stands()) return null;
    const others = doubt.alternatives.filter(holder.takes);
    if (!others.length) return null;
    const entry = { doubt, holder, box: made("div", "doubt") };
    entry.box.setAttribute("role", "group");
    entry.box.setAttribute("aria-label", [words.unsure, doubt.label, doubt.asked].filter(Boolean).join(" "));
    entry.box.append(
      made("p", "", doubt.asked || words.doubtful),
      made(
        "div",
        "actions",
        ...others.map((other) => button(other.shown, () => choose(entry, other))),
        button(doubt.right || words.right, () => close(entry)),
      ),
    );
    holder.show(entry.box);
    const around = doubt.asked ? null : holder.input().closest("details");
    if (around) around.open = true;
    return entry;
  };
  return (doubts) => {
    for (const old of form.querySelectorAll(".doubt")) old.remove();
    open = doubts.map(offer).filter(Boolean);
    notice = document.getElementById("doubts");
    if (!open.length) return notice?.remove();
    if (!notice) {
      notice = made("div", "notice");
      notice.id = "doubts";
      form.before(notice);
    }
    notice.setAttribute("role", "status");
    count();
  };
}
