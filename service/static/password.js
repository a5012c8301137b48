// A password is shown at a press, and hidden again before it is sent. Shown where scripts run alone.
const pattern = document.getElementById("show-password");

for (const input of document.querySelectorAll("input[type=password]")) {
  const button = pattern.content.firstElementChild.cloneNode(true);
  const [label] = input.labels;
  label.id = `${input.id}-label`;
  button.setAttribute("aria-controls", input.id);
  button.setAttribute("aria-describedby", label.id);
  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // As text a browser would keep it among what was typed in forms.
  input.form.addEventListener("submit", () => show(false));
  addEventListener("pagehide", () => show(false));
  input.autocapitalize = "none";
  input.spellcheck = false;
  input.after(button);
}
