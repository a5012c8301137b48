// What the buttons and keys do to a document.
import { setBlockType, splitBlock, toggleMark } from "prosemirror-commands";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
} from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

export const toggled = (mark) => toggleMark(mark);

/** Tell whether the text block at the cursor is of a type. */
export const isIn = (state, type, attrs = {}) => {
  const { parent } = state.selection.$from;
  return parent.type === type && Object.entries(attrs).every(([name, value]) => parent.attrs[name] === value);
};

export const isWithin = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
};

/** Make text blocks of a type, and plain paragraphs again of those that are. */
export const made = (type, attrs) => (state, dispatch) =>
  isIn(state, type, attrs)
    ? setBlockType(nodes.paragraph)(state, dispatch)
    : setBlockType(type, attrs)(state, dispatch);

export const listed = (type) => (state, dispatch) =>
  isWithin(state, type)
    ? liftListItem(nodes.list_item)(state, dispatch)
    : wrapInList(type)(state, dispatch);

/** End a heading or a quotation with a paragraph, as one goes on writing. */
export const chainedEnter = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const special = [nodes.heading, nodes.quotation].includes($from.parent.type);
  if (!empty || !special || $from.parentOffset !== $from.parent.content.size) return false;
  if ($from.parent.content.size === 0) return setBlockType(nodes.paragraph)(state, dispatch);
  return splitBlock(state, dispatch && ((tr) => {
    const { $from: at } = tr.selection;
    dispatch(tr.setBlockType(at.pos, at.pos, nodes.paragraph));
  }));
};

export const linked = (href) => (state, dispatch) => {
  const { from, to, empty } = state.selection;
  if (!dispatch) return true;
  const mark = marks.link.create({ href });
  const tr = empty
    ? state.tr.insert(from, schema.text(href, [mark]))
    : state.tr.addMark(from, to, mark);
  dispatch(tr.scrollIntoView());
  return true;
};

export const unlinked = (state, dispatch) => {
  const { $from, from, to, empty } = state.selection;
  const linkHere = marks.link.isInSet($from.marks());
  if (empty && !linkHere) return false;
  if (!dispatch) return true;
  const start = empty ? $from.start() : from;
  const end = empty ? $from.end() : to;
  dispatch(state.tr.removeMark(start, end, marks.link));
  return true;
};

/** Return the link at the cursor, as `href` and the selection that it takes; null without one. */
export const linkAround = (state) => {
  const { $from } = state.selection;
  const mark = marks.link.isInSet($from.marks());
  if (!mark) return null;
  // The pieces of one link touch: bold words part it.
  let [from, to] = [-1, -1];
  $from.parent.forEach((node, offset) => {
    const start = $from.start() + offset;
    if (to < $from.pos || start < to) {
      if (!mark.isInSet(node.marks)) from = -1;
      else if (from < 0) from = start;
      if (from >= 0) to = start + node.nodeSize;
    }
  });
  return { href: mark.attrs.href, selection: TextSelection.create(state.doc, from, to) };
};

/** Put in a table of two columns below what is written: a row of headings, one of cells. */
export const tabled = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (type) => nodes.table_row.create(null, [type.createAndFill(), type.createAndFill()]);
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
  if (!dispatch) return true;
  const { $from } = state.selection;
  const top = $from.depth ? $from.node(1) : null;
  const isBlank = top?.type === nodes.paragraph && top.content.size === 0;
  const at = isBlank ? $from.before(1) : $from.depth ? $from.after(1) : $from.pos;
  const end = isBlank ? $from.after(1) : at;
  // A paragraph below, so that one can go on writing there.
  const below = end === state.doc.content.size ? [nodes.paragraph.create()] : [];
  const tr = state.tr.replaceWith(at, end, [table, ...below]);
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1), 1)).scrollIntoView());
  return true;
};

/** Go to the next cell; behind the last one a new row begins. */
export const nextCell = (state, dispatch, view) => {
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!isInTable(state)) return false;
  addRowAfter(state, dispatch);
  return !dispatch || goToNextCell(1)(view.state, dispatch);
};

// Where the last row or column goes, the cursor stays in the table.
const staying = (command) => (state, dispatch) =>
  command(
    state,
    dispatch &&
      ((tr) => {
        const { $from } = state.selection;
        let depth = $from.depth;
        while ($from.node(depth).type !== nodes.table) depth -= 1;
        const end = $from.before(depth) + (tr.doc.nodeAt($from.before(depth))?.nodeSize ?? 0);
        if (tr.selection.from >= end) tr.setSelection(TextSelection.near(tr.doc.resolve(end - 1), -1));
        dispatch(tr);
      }),
  );

export const inTable = {
  row: addRowAfter,
  column: addColumnAfter,
  dropRow: staying(deleteRow),
  dropColumn: staying(deleteColumn),
  drop: deleteTable,
  is: isInTable,
};

/** Return what a link may lead to, as it is written out, null for what is no address.
 *
 * Hosts get https://, mail addresses mailto:.
 */
export const address = (written) => {
  const text = written.trim();
  if (/^(https?:\/\/[^\s/]+|mailto:[^\s@]+@[^\s@]|tel:\+?\d)\S*$/i.test(text)) return text;
  if (/^[^\s@:/?#]+@[^\s@:/?#]+\.[^\s@:/?#]+$/.test(text)) return `mailto:${text}`;
  if (/^([\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+(:\d+)?([/?#]\S*)?$/u.test(text)) return `https://${text}`;
  return null;
};

/** End the quotation at the cursor with who says it. */
export const spoken = (who, says) => (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type !== nodes.quotation) return false;
  const text = $from.parent.textContent.trimEnd();
  const words = `${/[,.!?…]$/.test(text) ? "" : ","} ${says} ${who}.`;
  // "… klart.": the full stop gives way to the comma of what follows.
  const stop = /\.$/.test(text) ? 1 : 0;
  const end = $from.end() - ($from.parent.textContent.length - text.length);
  if (dispatch) {
    dispatch(state.tr.insertText(stop ? `,${words}` : words, end - stop, $from.end()));
  }
  return true;
};
