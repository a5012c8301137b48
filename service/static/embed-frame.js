// Tells the page around the frame how tall this one is; whether it listens is its own business.
// The height tells nobody anything: the page is public.
//
// WordPress puts us into a sandbox without an origin, where no link opens, and a secret behind our
// address. Whoever says the secret gets its height and its links opened (wp-includes/js/wp-embed.js).
// No module: a page without an origin may not load one.
{
  const secret = new URLSearchParams(location.hash.slice(1)).get("secret");
  const say = (message, value) => parent.postMessage({ message, value, secret }, "*");
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ pressrum: { height } }, "*");
    if (secret) say("height", height);
  };
  const open = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    say("link", link.href);
  };
  // At once: what is out of sight is not observed, and WordPress hides us until we speak.
  tell();
  new ResizeObserver(tell).observe(document.documentElement);
  if (secret) {
    addEventListener("click", open);
    addEventListener("message", ({ source, data }) => {
      if (source === parent && data?.message === "ready" && data.secret === secret) tell();
    });
  }
}
