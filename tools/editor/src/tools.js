// The buttons over the text: icons with names, pressed where they hold.
import { redo } from "prosemirror-history";
import { Plugin } from "prosemirror-state";
import {
  address,
  inTable,
  isIn,
  isWithin,
  linkAround,
  linked,
  listed,
  made,
  spoken,
  tabled,
  toggled,
  unlinked,
} from "./doing.js";
import { icon } from "./icons.js";
import { schema } from "./schema.js";
import { undoTyping } from "./typing.js";

const { nodes, marks } = schema;

const element = (name, attributes = {}, text = "") => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
};

const hasMark = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty
    ? !!type.isInSet(state.storedMarks || $from.marks())
    : state.doc.rangeHasMark(from, to, type);
};

const BUTTONS = [
  ["h2", made(nodes.heading, { level: 2 }), (state) => isIn(state, nodes.heading, { level: 2 })],
  ["h3", made(nodes.heading, { level: 3 }), (state) => isIn(state, nodes.heading, { level: 3 })],
  ["quote", made(nodes.quotation), (state) => isIn(state, nodes.quotation)],
  ["strong", toggled(marks.strong), hasMark(marks.strong)],
  ["em", toggled(marks.em), hasMark(marks.em)],
  ["bullets", listed(nodes.bullet_list), (state) => isWithin(state, nodes.bullet_list)],
  ["numbers", listed(nodes.ordered_list), (state) => isWithin(state, nodes.ordered_list)],
  ["table", tabled],
  ["row", inTable.row],
  ["column", inTable.column],
  ["dropRow", inTable.dropRow],
  ["dropColumn", inTable.dropColumn],
  ["dropTable", inTable.drop],
  ["undo", undoTyping],
  ["redo", redo],
];
// Where a group of buttons begins.
const FIRST = new Set(["strong", "bullets", "undo", "row"]);
const KEYS = { strong: "B", em: "I", link: "K", undo: "Z", redo: "Y" };
// Outside a browser, where what is written is tried, there is no navigator.
const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const TABLE = new Set(["row", "column", "dropRow", "dropColumn", "dropTable"]);

/** Make a button of an icon: its name is read aloud, and shown with its key by the mouse. */
const tool = (name, words) => {
  const made = element("button", { type: "button", "data-tool": name });
  made.classList.toggle("first", FIRST.has(name));
  const key = KEYS[name];
  if (key) made.setAttribute("aria-keyshortcuts", `${isApple ? "Meta" : "Control"}+${key}`);
  label(made, name, words);
  return made;
};

const label = (button, name, words) => {
  const key = KEYS[button.dataset.tool];
  button.title = key ? `${words[name]} (${isApple ? "⌘" : "Ctrl+"}${key})` : words[name];
  button.replaceChildren(icon(name), element("span", { class: "hidden" }, words[name]));
};

/** Return the row of buttons: its element, the plugin that keeps it true, `attach(view)`, `openLink()`. */
export function toolbar(words, speakers) {
  const bar = element("div", { class: "tools", role: "group", "aria-label": words.toolbar });
  let view = null;
  const buttons = BUTTONS.map(([name, command, holds]) => {
    const button = tool(name, words);
    if (holds) button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      command(view.state, view.dispatch, view);
      view.focus();
    });
    bar.append(button);
    return { name, command, holds, button };
  });

  const link = tool("link", words);
  let linkDoes = "link";
  link.setAttribute("aria-expanded", "false");
  const asking = element("span", { class: "asking", hidden: "" });
  const asked = element("label", { for: "editor-address" }, words.address);
  const input = element("input", {
    id: "editor-address",
    inputmode: "url",
    autocomplete: "off",
    placeholder: "https://",
    form: "",
  });
  const fault = element("p", { id: "editor-fault", class: "problem", role: "alert" });
  const use = element("button", { type: "button" }, words.use);
  const cancel = element("button", { type: "button" }, words.cancel);
  asking.append(asked, input, use, cancel, fault);
  const ask = (open) => {
    asking.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    tell("");
    (open ? input : view).focus();
  };
  const tell = (words) => {
    fault.textContent = words;
    input.setAttribute("aria-invalid", String(!!words));
    if (words) input.setAttribute("aria-describedby", fault.id);
    else input.removeAttribute("aria-describedby");
  };
  const done = () => {
    const href = address(input.value);
    if (href) {
      linked(href)(view.state, view.dispatch);
      input.value = "";
      ask(false);
    } else {
      tell(words.noAddress);
      input.focus();
    }
  };
  // By the keyboard a link that stands there is changed, as a whole.
  const openLink = () => {
    const there = linkAround(view.state);
    if (there) {
      view.dispatch(view.state.tr.setSelection(there.selection));
      input.value = there.href;
    }
    ask(true);
    input.select();
    return true;
  };
  link.addEventListener("click", () => {
    if (hasMark(marks.link)(view.state)) unlinked(view.state, view.dispatch);
    else ask(asking.hidden);
  });
  use.addEventListener("click", done);
  cancel.addEventListener("click", () => ask(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
    if (event.key === "Enter") done();
    if (event.key === "Escape") ask(false);
  });
  buttons.find((each) => each.name === "em").button.after(link);
  bar.append(asking);

  const who = element("select", { "aria-label": words.speaker, hidden: "" });
  who.addEventListener("change", () => {
    if (who.value) spoken(who.value, words.says)(view.state, view.dispatch);
    view.focus();
  });
  bar.append(who);
  let offered = "";
  const offer = (state) => {
    who.hidden = !isIn(state, nodes.quotation);
    const names = speakers();
    if (who.hidden || names.join("\n") === offered) return;
    offered = names.join("\n");
    who.replaceChildren(
      element("option", { value: "" }, words.speaker),
      ...names.map((name) => element("option", { value: name }, name)),
    );
  };

  const show = (state) => {
    const inside = inTable.is(state);
    for (const { name, command, holds, button } of buttons) {
      if (holds) button.setAttribute("aria-pressed", String(holds(state)));
      if (TABLE.has(name)) button.hidden = !inside;
      else button.setAttribute("aria-disabled", String(!command(state)));
    }
    const does = hasMark(marks.link)(state) ? "unlink" : "link";
    if (does !== linkDoes) label(link, does, words);
    linkDoes = does;
    offer(state);
    who.value = "";
  };

  const plugin = new Plugin({ view: () => ({ update: (shown) => show(shown.state) }) });
  return {
    element: bar,
    plugin,
    openLink,
    attach(shown) {
      view = shown;
      show(view.state);
    },
  };
}
