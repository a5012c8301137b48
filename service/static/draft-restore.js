// A copy of what was typed and never saved: offered where the page holds another text.
const OWN = /^(was\.|version$|csrf$|do$|key$|picture\.chosen$)/;
const meant = (pairs) => JSON.stringify(pairs.filter(([name, value]) => value !== "" && !OWN.test(name)));

/** Offer the copy of a page's text, or put it back at once where signing in led here because of it.
 *
 * The server makes the page of it, as it does of every form; nothing of it is saved by that.
 */
export function offerCopy(form, { words, copies, place, keepPlace, typed, button }) {
  const { copy: id, unsaved } = form.dataset;
  const isNew = form.dataset.new === "yes";
  const copy = copies.read(id) ?? (isNew ? copies.newest() : null);
  if (!copy || unsaved) return;
  if (meant(copy.fields) === meant([...typed()])) {
    copies.drop(copy.id);
    return;
  }
  const restore = () => {
    const again = Object.assign(document.createElement("form"), {
      method: "post",
      enctype: "multipart/form-data",
      action: form.action,
      hidden: true,
    });
    const own = [["csrf", form.elements.csrf.value], ["do", "restore"]];
    for (const [name, value] of [...copy.fields, ...own]) {
      again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(again);
    keepPlace(place ? { top: place.top } : {});
    again.submit();
  };
  if (place?.copy === copy.id) return restore();
  const day = new Date(copy.at).toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "long" };
  const when = new Date(copy.at).toLocaleString(document.documentElement.lang, {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
  });
  const notice = Object.assign(document.createElement("div"), { className: "notice warn", id: "copy" });
  notice.setAttribute("role", "alert");
  const actions = Object.assign(document.createElement("div"), { className: "actions" });
  const discard = () => {
    copies.drop(copy.id);
    notice.remove();
    form.elements.title.focus();
  };
  actions.append(button(words.restore, restore), button(words.forget, discard));
  notice.append(Object.assign(document.createElement("p"), { textContent: words.unsavedCopy.replace("{when}", when) }), actions);
  form.before(notice);
}
