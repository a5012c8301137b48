// Shares a page's address: copies it, or hands it to what the reader's device shares with. What the
// browser cannot do is not offered; without this the page has a link that writes an e-mail.
const row = document.querySelector(".share");
const status = row.querySelector("[role=status]");
const address = row.dataset.address;
const say = (words) => {
  status.textContent = "";
  // What is said twice running is heard twice.
  requestAnimationFrame(() => {
    status.textContent = words;
  });
};

const copies = row.querySelector("[data-copied]");
if (navigator.clipboard) {
  copies.dataset.ready = "";
  copies.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
      say(copies.dataset.copied);
    } catch {
      say(copies.dataset.failed);
    }
  });
}

const shares = row.querySelector("[data-shares]");
if (navigator.share) {
  shares.dataset.ready = "";
  shares.addEventListener("click", async () => {
    try {
      await navigator.share({ title: row.dataset.title, url: address });
    } catch (error) {
      // Whoever changes their mind has not failed.
      if (error.name !== "AbortError") {
        say(shares.dataset.failed);
      }
    }
  });
}
