// The contacts of the writing page as rows of values: name, role, numbers, addresses.
const PARTS = ["name", "role", "phones", "emails"];
const lines = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);
const details = ([, , phones, emails]) => [...lines(phones), ...lines(emails)];
const has = (row, contact) => details(contact).every((each) => details(row).includes(each));
const isBlank = (row) => !row.some(Boolean);

/** Return where a contact stands among rows, -1 for nowhere: whoever has its name and most details. */
function find(rows, contact) {
  const named = rows.flatMap((row, at) => (row[0] === contact[0] && !isBlank(row) ? [at] : []));
  const held = named.find((at) => has(rows[at], contact));
  // Whoever has no name is told by what is known of them.
  return held ?? (contact[0] ? (named[0] ?? -1) : -1);
}

/** Tell whether rows still hold contacts as they were read, so that a choice means something. */
export function holds(rows, contacts) {
  return contacts.every((contact) => {
    const at = find(rows, contact);
    return at >= 0 && has(rows[at], contact);
  });
}

/** Return rows with other contacts in place of some; what else was written in a row stays.
 *
 * Each row keeps its place: one that nothing is left of is blank, new ones come last.
 */
export function exchanged(rows, was, next) {
  const made = rows.map((row) => [...row]);
  for (const contact of was) {
    const at = find(made, contact);
    if (at < 0) continue;
    const after = contact[0] ? next.find(([name]) => name === contact[0]) : undefined;
    for (const part of [2, 3]) {
      const gone = lines(contact[part]).filter((each) => !after || !lines(after[part]).includes(each));
      made[at][part] = lines(made[at][part]).filter((each) => !gone.includes(each)).join("\n");
    }
    if (!after && !details(made[at]).length) made[at] = ["", "", "", ""];
  }
  for (const contact of next) {
    const at = find(made, contact);
    if (at < 0) made.push([...contact]);
    else {
      made[at][1] ||= contact[1];
      for (const part of [2, 3])
        made[at][part] = [...new Set([...lines(made[at][part]), ...lines(contact[part])])].join("\n");
    }
  }
  return made;
}

let copies = 0;
/** Return `get()` and `set(rows)`, which take each row of the form to be where it was. */
export function contactRows(form) {
  const elements = () => [...form.querySelectorAll('[name="contact.name"]')].map((each) => each.closest(".row"));
  const inputs = (row) => PARTS.map((part) => row.querySelector(`[name="contact.${part}"]`));
  const values = (row) => inputs(row).map((input) => input.value.trim());
  const isNew = (row) => !row.querySelector('[name="contact.remove"]');
  const get = () => elements().map(values);
  const fill = (row, held) => {
    inputs(row).forEach((input, at) => {
      if (input.value.trim() !== held[at]) input.value = held[at];
    });
    if (!isBlank(held)) {
      row.setAttribute("aria-label", held[0]);
      const around = row.closest("details");
      if (around) around.open = true;
    }
  };
  const add = () => {
    const last = elements().at(-1);
    const copy = last.cloneNode(true);
    copies += 1;
    for (const input of inputs(copy)) {
      const id = `${input.id}-${copies}`;
      copy.querySelector(`label[for="${CSS.escape(input.id)}"]`).htmlFor = id;
      input.id = id;
      input.value = "";
    }
    last.after(copy);
    return copy;
  };
  const set = (rows) => {
    const there = elements();
    rows.slice(0, there.length).forEach((held, at) => fill(there[at], held));
    for (const held of rows.slice(there.length).filter((row) => !isBlank(row))) {
      const last = elements().at(-1);
      fill(isBlank(values(last)) && isNew(last) ? last : add(), held);
    }
    // A row that is left blank is not to be seen, but for the one that invites to write.
    const blank = elements().filter((row) => isBlank(values(row)));
    const inviting = blank.find(isNew);
    for (const row of elements()) row.hidden = blank.includes(row) && row !== inviting;
    form.dispatchEvent(new Event("input"));
  };
  return { get, set };
}
