// Forms that publish, or do the like: the page stays where the server does not answer, and says what is known.
const ASK_AGAIN = 3000;
const JSON_ONLY = { headers: { Accept: "application/json" } };

function watch(told) {
  const form = told.closest("form");
  const { undone, asks, done } = told.dataset;
  // A field named "action" hides the property of the form.
  const address = form.getAttribute("action") ?? location.href;
  const words = JSON.parse(told.dataset.words);
  let busy = false;
  let native = false;

  const tell = (...texts) => {
    told.hidden = !texts.length;
    const line = document.createElement("p");
    line.append(...texts);
    told.replaceChildren(...(texts.length ? [line] : []));
  };
  const work = (isBusy) => {
    busy = isBusy;
    form.toggleAttribute("aria-busy", isBusy);
  };
  // The server's own answer is a page: it is asked for as without this script.
  const send = (submitter) => {
    native = true;
    form.requestSubmit(submitter);
  };
  const leave = (next) => location.assign(next);

  /** Ask until it is known whether what was sent has been done. */
  async function find() {
    let answer;
    try {
      answer = await fetch(asks, JSON_ONLY);
    } catch {
      return setTimeout(find, ASK_AGAIN);
    }
    if (answer.status >= 500) return setTimeout(find, ASK_AGAIN);
    const found = await answer.json().catch(() => null);
    if (found?.done) return leave(done);
    // Signed out meanwhile: the receipt asks to sign in, and shows what became of it.
    if (found?.done !== false) return null;
    work(false);
    return tell(undone, " ", words.again);
  }

  async function post(submitter) {
    if (!navigator.onLine) return tell(undone, " ", words.offline);
    work(true);
    tell();
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body: new FormData(form, submitter), ...JSON_ONLY });
    } catch {
      answer = null;
    }
    if (!answer || answer.status >= 500) {
      if (!asks) {
        work(false);
        return tell(undone, " ", words.offline);
      }
      tell(words.unknown, " ", Object.assign(document.createElement("a"), { href: done, textContent: words.look }));
      return find();
    }
    const { next } = (await answer.json().catch(() => null)) ?? {};
    return next ? leave(next) : send(submitter);
  }

  form.addEventListener("submit", (event) => {
    if (native) return;
    event.preventDefault();
    if (!busy) post(event.submitter);
  });
  // A page that comes back from the browser's memory is pressed anew.
  addEventListener("pageshow", () => {
    native = false;
    work(false);
  });
}

for (const told of document.querySelectorAll("[data-undone]")) watch(told);
