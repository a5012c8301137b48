// What is typed and not saved yet, kept in the browser: a copy a text and person, gone when it is
// saved, at sign-out, and after twelve hours, which is as long as an unused session lasts.
const PREFIX = "pressrum-text:";
const LONGEST = 12 * 60 * 60 * 1000;

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Return `write(id, fields, isNew)`, `read(id)`, `newest()` and `drop(id)` of a person's copies.
 *
 * A copy is `{ id, at, isNew, fields }`, `at` in milliseconds. `write` tells whether there was room;
 * `newest` gives the last copy of a text that the server has never had.
 */
export function draftCopies(storage, person, newsroom, now = Date.now) {
  const own = `${PREFIX}${person}:${newsroom}:`;
  const names = () => Array.from({ length: storage.length }, (_, at) => storage.key(at));
  const at = (name) => parse(storage.getItem(name));
  const isOver = (copy) => !copy?.at || now() - copy.at > LONGEST || copy.at > now() + LONGEST;
  // Whoever opens the page clears away what is too old, of everybody.
  for (const name of names()) if (name.startsWith(PREFIX) && isOver(at(name))) storage.removeItem(name);
  return {
    write(id, fields, isNew) {
      try {
        storage.setItem(own + id, JSON.stringify({ id, at: now(), isNew, fields }));
        return true;
      } catch {
        return false;
      }
    },
    read: (id) => at(own + id),
    newest: () =>
      names()
        .filter((name) => name.startsWith(own))
        .map(at)
        .filter((copy) => copy.isNew)
        .sort((one, other) => other.at - one.at)[0] ?? null,
    drop: (id) => storage.removeItem(own + id),
  };
}
