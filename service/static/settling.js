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

/** Return `show(doubts)`. `body` has `get()` and `set(text)`; `notices` is where their number is told. */
export function settling(form, words, body) {
  const field = (name) => form.elements.namedItem(name);
  const input = (doubt) => field(doubt.field);
  const texts = () => ({ ...Object.fromEntries(TEXTS.map((name) => [name, field(name).value])), body: body.get() });
  const tell = (element) => {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const write = (held) => {
    for (const name of TEXTS)
      if (field(name).value !== held[name]) {
        field(name).value = held[name];
        tell(field(name));
      }
    if (body.get() !== held.body) body.set(held.body);
  };
  const button = (text, act) => {
    const pressed = made("button", "small", text);
    pressed.type = "button";
    pressed.addEventListener("click", act);
    return pressed;
  };
  let open = [];
  let notice = null;
  const count = () => {
    const links = open.map(({ doubt }) => {
      const link = made("a", "", doubt.label);
      link.href = `#${input(doubt).id}`;
      return link;
    });
    const how = open.length === 1 ? words.oneDoubt : words.doubts.replace("{count}", open.length);
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
    count();
    (open[0]?.box.querySelector("button") ?? input(entry.doubt)).focus({ preventScroll: !open.length });
  };
  const choose = (entry, value) => {
    const { doubt } = entry;
    const element = input(doubt);
    const before = TEXTS.includes(doubt.field) ? texts() : element.value;
    if (TEXTS.includes(doubt.field)) write(swapped(before, doubt.field, value));
    else {
      element.value = value;
      tell(element);
    }
    const back = () => {
      if (TEXTS.includes(doubt.field)) write(before);
      else {
        element.value = before;
        tell(element);
      }
      close(entry);
      element.focus();
    };
    const done = made("p", "meta", `${words.swapped} `, button(words.back, back));
    close(entry, done);
  };
  const offer = (doubt) => {
    const element = input(doubt);
    if (!element || element.value.trim() !== doubt.was.trim()) return null;
    const selectable = (value) => element.options === undefined || [...element.options].some((each) => each.value === value);
    const others = doubt.alternatives.filter(({ value }) => selectable(value));
    if (!others.length) return null;
    const entry = { doubt, box: made("div", "doubt") };
    entry.box.setAttribute("role", "group");
    entry.box.setAttribute("aria-label", `${words.unsure} ${doubt.label}`);
    entry.box.append(
      made("p", "", words.doubtful),
      made(
        "div",
        "actions",
        ...others.map(({ value, shown }) => button(shown, () => choose(entry, value))),
        button(words.right, () => close(entry)),
      ),
    );
    element.closest(".field").append(entry.box);
    const around = element.closest("details");
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
