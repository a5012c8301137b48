// Whoever fills in a day or a time of day means that one.
const later = document.getElementById("senare");

for (const field of document.querySelectorAll("#datum, #tid")) {
  field.addEventListener("input", () => {
    if (later && field.value) later.checked = true;
  });
}
