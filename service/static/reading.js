// What is pasted or read out of a Word file, on its way into the writing page: the server makes
// Markdown of it, by the rules that imports have.
const made = (name, textContent, ...inside) => {
  const element = Object.assign(document.createElement(name), { textContent });
  element.append(...inside);
  return element;
};
const listed = (lines) => made("ul", "", ...lines.map((line) => made("li", line)));
const escaped = (text) => text.replace(/([\\`*_[\]<#])/g, "\\$1");

/** Return `paste(html)` and `whole(file)`, which give Markdown for the text, null for nothing.
 *
 * A whole text fills the fields of the form that are empty; what came of it is told beside the text,
 * and what was unsure of it is offered by `offer(doubts)` once the rest stands in the text. `rows`
 * are those of contacts.
 */
export function reading(form, words, rows, ask, say, offer) {
  const field = (name) => form.elements.namedItem(name);
  // Contacts come behind those that are there, each once.
  const fillContacts = (found) => {
    const known = new Set(rows.get().map((row) => JSON.stringify(row)));
    const fresh = found.filter((row) => !known.has(JSON.stringify(row)));
    if (fresh.length) rows.set([...rows.get(), ...fresh]);
    return fresh.length;
  };
  const notices = form.querySelector(".read-in");
  const folded = (label, lines, kind) =>
    Object.assign(
      made("details", "", made("summary", label.replace("{count}", lines.length)), listed(lines)),
      kind,
    );
  // What came of reading something in; what was told of the last is gone.
  const tell = (lines, dropped = [], furniture = []) => {
    const shown = [];
    if (lines.length) shown.push(Object.assign(listed(lines), { className: "notice warn" }));
    if (dropped.length) {
      shown.push(folded(words.dropped, dropped, { className: "notice warn", open: true }));
    }
    if (furniture.length) shown.push(folded(words.furniture, furniture, { className: "notice" }));
    notices.replaceChildren(...shown);
  };
  const labelled = (name) => form.querySelector(`label[for="${name}"]`).textContent;
  // A whole text fills what is empty; the rest of it is returned, to stand in the text.
  const place = (whole) => {
    const filled = [];
    const left = { title: `## ${escaped(whole.title)}`, lead: escaped(whole.lead), about: whole.about };
    for (const name of ["title", "lead", "about"]) {
      const input = field(name);
      if (whole[name] && !input.value.trim()) {
        input.value = whole[name];
        input.dispatchEvent(new Event("input", { bubbles: true }));
        const around = input.closest("details");
        if (around) around.open = true;
        filled.push(labelled(name));
      } else if (whole[name] && whole[name] !== input.value.trim()) continue;
      left[name] = "";
    }
    if (fillContacts(whole.contacts)) filled.push(words.contacts);
    const rest = [left.title, left.lead, whole.body, left.about].filter(Boolean).join("\n\n");
    const inText = ["title", "lead", "about"].filter((name) => left[name]).map(labelled);
    const went = [
      filled.length ? words.filled.replace("{fields}", filled.join(", ")) : "",
      inText.length ? words.inText.replace("{fields}", inText.join(", ")) : "",
    ];
    tell([...went.filter(Boolean), ...whole.told], whole.dropped, whole.furniture);
    say(words.pasted);
    setTimeout(() => offer(whole.doubts), 0);
    return rest;
  };
  /** Ask what a file or a pasted piece holds; a refusal is thrown as what is to be said. */
  const readIn = async (data) => {
    const answer = await ask(form.dataset.paste, data);
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(), { said: told.said });
    return told;
  };
  const paste = async (html) => {
    const data = new FormData();
    data.set("html", html);
    try {
      const told = await readIn(data);
      const blank = !form.elements.title.value.trim() && !form.elements.body.value.trim();
      if (told.whole.title && blank) return place(told.whole);
      tell(told.told);
      return told.markdown;
    } catch {
      tell([words.pasteFailed]);
      return null;
    }
  };
  const whole = async (file) => {
    const data = new FormData();
    data.set("source", file);
    say(words.reading);
    try {
      return place((await readIn(data)).whole);
    } catch (error) {
      say("");
      tell([error.said ?? words.unread]);
      return null;
    }
  };
  return { paste, whole };
}
