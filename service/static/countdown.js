// Counts down what the page already says, by the service's clock; says nothing of it aloud.
const shown = [...document.querySelectorAll("time.countdown")];

function written(left, words) {
  const minutes = Math.floor(left / 60000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${days} ${words.day} ${hours} ${words.hour}`;
  if (hours > 0) return `${hours} ${words.hour} ${minutes % 60} ${words.minute}`;
  const seconds = String(Math.floor(left / 1000) % 60).padStart(2, "0");
  return `${minutes}:${seconds} ${words.minute}`;
}

function tick() {
  for (const time of shown) {
    const passed = performance.now();
    const left = Date.parse(time.dateTime) - Date.parse(time.dataset.now) - passed;
    time.textContent = left > 0 ? written(left, time.dataset) : time.dataset.due;
  }
}

if (shown.length > 0) {
  tick();
  setInterval(tick, 1000);
}
