// Who else writes in the same text: asked every ten seconds, for as long as the page is looked at.
const EVERY = 10_000;

/** Ask `ask(path, data)` again and again, and give the names of the others to `show(names)`. */
export function presence(form, ask, show) {
  let timer = 0;
  const look = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (form.dataset.new === "no") {
      try {
        const answer = await ask(`${form.action}/narvaro`, new FormData());
        show((await answer.json()).others ?? []);
      } catch {
        // Without an answer nobody is known to write here; saving tells why.
        show([]);
      }
    }
    timer = setTimeout(look, EVERY);
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => {
    if (form.dataset.new !== "no") return;
    const data = new FormData();
    data.set("csrf", form.elements.csrf.value);
    navigator.sendBeacon(`${form.action}/narvaro/slut`, data);
  });
  return look();
}
