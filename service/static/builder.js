// The page works without this: here it shows what is chosen at once, and copies at a press.
const form = document.querySelector(".builder form");
const status = () => document.querySelector(".copied");

function offerCopying() {
  for (const way of document.querySelectorAll(".way")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Kopiera";
    const code = way.querySelector("textarea");
    button.setAttribute("aria-describedby", code.id);
    button.setAttribute("aria-label", `Kopiera koden för ${way.querySelector("h3").textContent}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.value);
        status().textContent = "Koden är kopierad.";
      } catch {
        code.select();
        status().textContent = "Koden är markerad. Kopiera den med tangentbordet.";
      }
    });
    way.querySelector("h3").after(button);
  }
}

let newest = 0;

async function show() {
  const asked = ++newest;
  const chosen = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...chosen]) if (!value) chosen.delete(name);
  const address = `${form.action}?${chosen}`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (asked !== newest) return;
  document.querySelector("#result").replaceWith(page.querySelector("#result"));
  history.replaceState(null, "", address);
  offerCopying();
}

form.addEventListener("change", () => {
  // What cannot be shown in place is asked for as without script, and says why.
  if (form.reportValidity()) show().catch(() => form.submit());
});
offerCopying();
