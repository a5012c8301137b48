// Recovery codes: copied or printed at the press of a button, shown where scripts run alone.
const buttons = document.getElementById("take");
const said = buttons.querySelector("[role=status]");

buttons.hidden = false;
buttons.querySelector("[data-print]").addEventListener("click", () => window.print());
buttons.querySelector("[data-copy]").addEventListener("click", async ({ currentTarget }) => {
  const { copy, done, failed } = currentTarget.dataset;
  try {
    await navigator.clipboard.writeText(document.getElementById(copy).textContent);
    said.textContent = done;
  } catch {
    said.textContent = failed;
  }
});
