// Whoever fills in a day or a time of day means that one.
const later = document.getElementById("later");

for (const field of document.querySelectorAll("#date, #time")) {
  field.addEventListener("input", () => {
    if (later && field.value) later.checked = true;
  });
}
