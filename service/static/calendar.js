// Dragging to another day opens the page that asks for confirmation: nothing moves by itself.
let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-move]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.clock);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("dragover", (event) => {
  const day = event.target.closest?.("td[data-day]");
  if (!dragged || !day) return;
  event.preventDefault();
  mark(day);
});

document.addEventListener("drop", (event) => {
  const day = event.target.closest?.("td[data-day]");
  if (!dragged || !day) return;
  event.preventDefault();
  const address = new URL(dragged.dataset.move, location.href);
  address.searchParams.set("date", day.dataset.day);
  address.searchParams.set("time", dragged.dataset.clock);
  location.assign(address);
});

function mark(day) {
  for (const cell of document.querySelectorAll("td.over")) cell.classList.remove("over");
  day?.classList.add("over");
}
