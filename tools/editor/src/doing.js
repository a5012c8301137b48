// What the buttons and keys do to a document.
import { setBlockType, splitBlock, toggleMark } from "prosemirror-commands";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteTable, isInTable } from "prosemirror-tables";
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

/** Put in a table of two columns: a row of headings, one of cells. */
export const tabled = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (type) => nodes.table_row.create(null, [type.createAndFill(), type.createAndFill()]);
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(table);
    const at = tr.doc.resolve(Math.max(0, tr.selection.from - table.nodeSize));
    dispatch(tr.setSelection(TextSelection.near(at, 1)).scrollIntoView());
  }
  return true;
};

export const inTable = { row: addRowAfter, column: addColumnAfter, drop: deleteTable, is: isInTable };

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
