// The editor of the desk: what is written in it stands as Markdown in the form's own field.
import { baseKeymap } from "prosemirror-commands";
import { history, redo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, Plugin } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { chainedEnter, nextCell, toggled } from "./doing.js";
import { read } from "./reading.js";
import { schema } from "./schema.js";
import { toolbar } from "./tools.js";
import { typing, undoTyping } from "./typing.js";
import { write } from "./writing.js";

export { read, write };

const { nodes, marks } = schema;

// Escape gives Tab back to the page, so that nobody is kept in a list or a table.
let isLeaving = false;
const leaving = new Plugin({
  props: {
    handleDOMEvents: {
      keydown(_view, event) {
        isLeaving = event.key === "Escape" || (isLeaving && ["Tab", "Shift"].includes(event.key));
        return false;
      },
    },
  },
});

const keys = {
  "Mod-z": undoTyping,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Mod-b": toggled(marks.strong),
  "Mod-i": toggled(marks.em),
  // Tab moves on, as everywhere in a form, unless there is a list or a table to move in.
  Tab: (state, dispatch, view) =>
    !isLeaving && (nextCell(state, dispatch, view) || sinkListItem(nodes.list_item)(state, dispatch)),
  "Shift-Tab": (state, dispatch) =>
    !isLeaving && (goToNextCell(-1)(state, dispatch) || liftListItem(nodes.list_item)(state, dispatch)),
  Enter: (state, dispatch) =>
    splitListItem(nodes.list_item)(state, dispatch) || chainedEnter(state, dispatch),
};

const isWhole = (text) => {
  const document = read(text);
  return read(write(document)).eq(document);
};

/** Put an editor before a textarea; null where the text holds what it could not give back whole.
 *
 * `options.words` are its labels, `options.paste(html)` gives the Markdown of pasted HTML or null,
 * `options.speakers()` names who may be quoted, `options.language()` is the text's language.
 */
export function edit(textarea, options) {
  if (!isWhole(textarea.value)) return null;
  const { words } = options;
  const frame = document.createElement("div");
  frame.className = "editor";
  textarea.before(frame);

  const state = (text) =>
    EditorState.create({
      doc: read(text),
      plugins: [
        leaving,
        typing(options.language),
        history(),
        keymap({ ...keys, "Mod-k": () => tools.openLink() }),
        keymap(baseKeymap),
        tableEditing(),
        tools.plugin,
      ],
    });

  let written = textarea.value;
  const tools = toolbar(words, options.speakers);
  const insert = (text) => {
    const { content } = read(text);
    const open = content.childCount === 1 && content.firstChild.type === nodes.paragraph ? 1 : 0;
    view.dispatch(view.state.tr.replaceSelection(new Slice(content, open, open)).scrollIntoView());
  };
  const attributes = () => ({
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": words.text,
    ...(textarea.getAttribute("aria-describedby")
      ? { "aria-describedby": textarea.getAttribute("aria-describedby") }
      : {}),
    lang: options.language(),
    dir: "auto",
    spellcheck: "true",
  });
  const view = new EditorView(frame, {
    state: state(textarea.value),
    attributes,
    // The cursor stays clear of the buttons above and the bar below.
    scrollThreshold: { top: 150, bottom: 130, left: 0, right: 0 },
    scrollMargin: { top: 160, bottom: 150, left: 5, right: 5 },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (!transaction.docChanged) return;
      written = write(view.state.doc);
      textarea.value = written;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
    clipboardTextSerializer: (slice) =>
      write(schema.topNodeType.createAndFill(null, slice.content) ?? view.state.doc),
    handlePaste(_view, event) {
      const html = event.clipboardData?.getData("text/html") ?? "";
      // What comes from an editor of ours keeps its form by itself.
      if (!html || html.includes("data-pm-slice")) return false;
      const plain = event.clipboardData.getData("text/plain");
      options.paste(html).then((text) => (text === null ? insert(escaped(plain)) : insert(text)));
      return true;
    },
  });
  frame.prepend(tools.element);
  tools.attach(view);
  textarea.hidden = true;
  return {
    view,
    insert,
    /** Show a text that was put into the field by others than the editor. */
    refresh() {
      if (textarea.value !== written) {
        written = textarea.value;
        view.updateState(state(written));
      }
    },
    end() {
      view.destroy();
      frame.remove();
      textarea.hidden = false;
    },
  };
}

// Plain words as Markdown: a paragraph a line, no sign means anything.
const escaped = (text) =>
  text
    .split(/\r?\n\s*\r?\n|\r?\n/)
    .map((line) => line.trim().replace(/([\\`*_[\]<#])/g, "\\$1"))
    .filter(Boolean)
    .join("\n\n");
