// The order of a text's pictures by drag, beside the buttons that move them without a script.

const place = document.getElementById("bilder");
const rows = () => [...place.querySelectorAll(":scope > .row.picture")];
let dragged = null;

function renumber() {
  const all = rows();
  all.forEach((row, number) => {
    const gone = row.querySelector('[name="image.remove"]');
    if (gone) gone.value = number;
    for (const button of row.querySelectorAll(".order button")) {
      const up = button.value.startsWith("image-up-");
      button.value = `image-${up ? "up" : "down"}-${number}`;
      button.hidden = up ? number === 0 : number === all.length - 1;
    }
  });
}

function prepare(row) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.draggable = true;
  // The buttons do the same for those who do not drag.
  grip.ariaHidden = "true";
  grip.textContent = "⠿";
  row.append(grip);
  grip.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(row, 0, 0);
    row.classList.add("dragged");
  });
  grip.addEventListener("dragend", () => {
    row.classList.remove("dragged");
    dragged = null;
    renumber();
    // As if somebody had typed: the page saves by itself.
    row.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  });
  row.addEventListener("dragover", (event) => {
    if (dragged === null || dragged === row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(dragged);
    else row.after(dragged);
  });
  row.addEventListener("drop", (event) => {
    if (dragged !== null) event.preventDefault();
  });
}

if (place && rows().length > 1) rows().forEach(prepare);
