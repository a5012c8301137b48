// <press-releases newsroom="…">: the newest releases of a newsroom, in a page of somebody else's.
// What stands inside the element is shown until the list has come, and stays if it does not come.
const SHEET = new CSSStyleSheet();
SHEET.replaceSync({{ styles }});
// In the order in which the service keeps them: one address, one place in every cache.
const ASKED = ["count", "kind", "topic", "place", "lang", "heading", "pictures"];
const ELEMENTS = new Set(
  (
    "section ul li article h1 h2 h3 h4 h5 h6 p a span strong small br time " +
    "figure picture source img figcaption"
  ).split(" "),
);
const KEPT = (
  "lang dir datetime alt width height loading sizes type aria-label"
).split(" ");
const ADDRESSES = ["href", "src", "srcset"];
const THEMES = ["light", "dark"];
const COLOUR = /^#[0-9a-f]{6}$/;

class PressReleases extends HTMLElement {
  static observedAttributes = ["newsroom", "theme", ...ASKED];
  #frame = document.createElement("div");
  #request = new XMLHttpRequest();
  #asked = "";
  #soon = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    this.#frame.part = "frame";
    this.#frame.append(document.createElement("slot"));
    this.#frame.addEventListener("transitionend", () => this.#look());
    root.append(this.#frame);
  }

  connectedCallback() {
    this.attributeChangedCallback();
  }

  // Attributes come one by one; what they ask for together is asked for once.
  attributeChangedCallback() {
    if (this.#soon || !this.isConnected) return;
    this.#soon = true;
    queueMicrotask(() => {
      this.#soon = false;
      this.#reserve();
      this.#load();
    });
  }

  #reserve() {
    const theme = this.getAttribute("theme");
    const shade = THEMES.includes(theme) ? theme : "inherit";
    this.#frame.className = `pressrum-frame pressrum-reserved pressrum-${shade}`;
    this.#frame.style.setProperty("--count", parseInt(this.getAttribute("count"), 10) || 5);
    this.#look();
  }

  // A page may be dark without saying so, but its text is light then. The style sheet makes every
  // change of the text's colour a transition, and gives that colour as "color(srgb 0.1 0.1 0.1)".
  #look() {
    const text = getComputedStyle(this.#frame).columnRuleColor;
    const [red, green, blue] = text.split(" ").slice(1).map(parseFloat);
    this.#frame.classList.toggle("pressrum-on-dark", red + 2 * green + blue > 2);
  }

  // The colour of the newsroom's links, and the one for dark pages; `--pressrum-accent` wins.
  #colour({ pressrumAccent, pressrumAccentDark }) {
    const colours = { "--newsroom": pressrumAccent, "--newsroom-dark": pressrumAccentDark };
    for (const [name, value] of Object.entries(colours)) {
      this.#frame.style.setProperty(name, COLOUR.test(value) ? value : "");
    }
  }

  #load() {
    const newsroom = this.getAttribute("newsroom");
    if (!newsroom) return;
    const address = new URL(`${encodeURIComponent(newsroom)}/embed.html`, import.meta.url);
    for (const name of ASKED) {
      const value = name === "pictures" ? this.hasAttribute(name) && "1" : this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    if (address.href === this.#asked) return;
    this.#asked = address.href;
    this.#request.abort();
    // Not fetch(): this parses without running anything, also where Trusted Types are required.
    const request = (this.#request = new XMLHttpRequest());
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = 10_000;
    request.onload = () => {
      const list = request.status === 200 && request.response?.querySelector(".pressrum");
      if (!list) return;
      this.#colour(list.dataset);
      this.#frame.replaceChildren(...copies(list));
    };
    request.send();
  }
}

// Only what a list is made of is built anew, so that nothing else can come in.
function copies(node) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (!ELEMENTS.has(node.localName)) return [];
  const made = document.createElement(node.localName);
  for (const name of KEPT) {
    if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name));
  }
  for (const name of ADDRESSES) {
    const value = node.getAttribute(name);
    if (value?.split(", ").every((each) => /^https?:\/\//i.test(each))) made[name] = value;
  }
  made.className = node.className;
  made.part = node.localName === "a" ? "link" : node.className.replaceAll("pressrum-", "");
  made.append(...[...node.childNodes].flatMap(copies));
  return [made];
}

if (!customElements.get("press-releases")) customElements.define("press-releases", PressReleases);
