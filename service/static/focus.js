// The focal point of a picture: a dot on it, moved by pointer and arrow keys. Without this file it is
// two numbers.
const words = JSON.parse(document.getElementById("writing").dataset.words);
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LEAP = 10;

for (const aim of document.querySelectorAll(".aim")) {
  const picture = aim.querySelector("img");
  const inputs = [...aim.closest(".row").querySelectorAll('[name^="image.focus_"]')];
  const dot = Object.assign(document.createElement("button"), { type: "button", className: "dot" });
  dot.setAttribute("aria-label", words.point);
  const told = Object.assign(document.createElement("output"), { className: "hidden" });
  picture.draggable = false;
  aim.append(dot, told);

  const at = () => inputs.map((each) => Number(each.value || each.dataset.otherwise));
  const show = () => {
    const [x, y] = at();
    dot.style.left = `${x}%`;
    dot.style.top = `${y}%`;
    return words.pointAt.replace("{x}", x).replace("{y}", y);
  };
  const put = (...point) => {
    inputs.forEach((each, axis) => {
      each.value = Math.round(Math.min(100, Math.max(0, point[axis])));
    });
    told.value = show();
    // As if it had been typed: what saves and looks by itself follows that.
    inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
  };
  const follow = (event) => {
    const frame = aim.getBoundingClientRect();
    put(
      (100 * (event.clientX - frame.left)) / frame.width,
      (100 * (event.clientY - frame.top)) / frame.height,
    );
  };

  aim.addEventListener("pointerdown", (event) => {
    // A finger on the picture may want to scroll: it takes the dot, or taps.
    if (event.pointerType === "touch" && event.target !== dot) return;
    event.preventDefault();
    dot.focus();
    dot.setPointerCapture(event.pointerId);
    if (event.target !== dot) follow(event);
  });
  dot.addEventListener("pointermove", (event) => {
    if (dot.hasPointerCapture(event.pointerId)) follow(event);
  });
  picture.addEventListener("click", follow);
  dot.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : 1;
    const [x, y] = at();
    put(x + way[0] * step, y + way[1] * step);
  });
  for (const [axis, input] of inputs.entries()) {
    input.addEventListener("input", () => {
      const other = inputs[1 - axis];
      // Half a point is none: the other half is where it was.
      if (input.value && !other.value) other.value = other.dataset.otherwise;
      show();
    });
  }
  show();
}
