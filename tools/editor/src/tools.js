// The buttons over the text: words rather than signs, but for the two everybody knows; pressed where
// they hold.
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
const SIGNS = { undo: "↶", redo: "↷" };
const TABLE = new Set(["row", "column", "dropRow", "dropColumn", "dropTable"]);

/** Return the row of buttons: its element, the plugin that keeps it true, `attach(view)`, `openLink()`. */
export function toolbar(words, speakers) {
  const bar = element("div", { class: "tools", role: "group", "aria-label": words.toolbar });
  let view = null;
  const buttons = BUTTONS.map(([name, command, holds]) => {
    const button = element("button", { type: "button", "data-tool": name }, SIGNS[name] ?? words[name]);
    if (name in SIGNS) {
      button.setAttribute("aria-label", words[name]);
      button.title = words[name];
    }
    if (holds) button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      command(view.state, view.dispatch, view);
      view.focus();
    });
    bar.append(button);
    return { name, command, holds, button };
  });

  const link = element("button", { type: "button", "data-tool": "link", "aria-expanded": "false" }, words.link);
  const asking = element("span", { class: "asking", hidden: "" });
  const label = element("label", { for: "editor-address" }, words.address);
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
  asking.append(label, input, use, cancel, fault);
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
  buttons.find((each) => each.name === "table").button.before(link);
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
    link.textContent = hasMark(marks.link)(state) ? words.unlink : words.link;
    offer(state);
    who.value = "";
  };
  // On a phone the buttons are one line, with a button at its end that shows them all.
  const more = element("button", { type: "button", class: "more-tools", "aria-expanded": "false" }, words.more);
  more.addEventListener("click", () => {
    const all = bar.classList.toggle("all");
    more.setAttribute("aria-expanded", String(all));
    more.textContent = all ? words.fewer : words.more;
  });
  bar.append(more);

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
