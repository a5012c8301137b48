// Document -> Markdown, as the server writes it: "– " for speech, "* " for items.
import { MarkdownSerializer, defaultMarkdownSerializer } from "prosemirror-markdown";
import { writeInline } from "./inline.js";

const nodes = defaultMarkdownSerializer.nodes;
const RULES = { left: ":---", center: ":---:", right: "---:" };

// Two lists in a row stay two: their signs differ.
const second = (node, parent, index) => {
  let count = 0;
  while (index - count > 0 && parent.child(index - count - 1).type === node.type) count += 1;
  return count % 2 === 1;
};

function cell(state, node) {
  const before = state.out;
  state.out = "";
  const closed = state.closed;
  state.closed = null;
  writeInline(state, node);
  const text = state.out.trim().replace(/\\?\n/g, " ").replace(/\|/g, "\\|");
  state.out = before;
  state.closed = closed;
  return text;
}

const line = (cells) => `| ${cells.join(" | ")} |`;

export const serializer = new MarkdownSerializer(
  {
    ...nodes,
    paragraph(state, node) {
      writeInline(state, node);
      state.closeBlock(node);
    },
    heading(state, node) {
      writeInline(state, node, `${"#".repeat(node.attrs.level)} `);
      // Signs at the end would close the heading, and be gone.
      state.out = state.out.replace(/#+$/, "\\$&");
      state.closeBlock(node);
    },
    quotation(state, node) {
      writeInline(state, node, "– ");
      state.closeBlock(node);
    },
    bullet_list(state, node, parent, index) {
      const sign = second(node, parent, index) ? "+" : "*";
      state.renderList(node, "  ", () => `${sign} `);
    },
    ordered_list(state, node, parent, index) {
      const start = node.attrs.order || 1;
      const mark = second(node, parent, index) ? ")" : ".";
      const widest = String(start + node.childCount - 1).length;
      state.renderList(node, " ".repeat(widest + 2), (i) => {
        const number = String(start + i);
        return `${number}${mark}${" ".repeat(widest - number.length + 1)}`;
      });
    },
    table(state, node) {
      const rows = [];
      node.forEach((row) => {
        const cells = [];
        row.forEach((each) => cells.push(cell(state, each)));
        rows.push(line(cells));
        if (rows.length === 1) {
          const rules = [];
          row.forEach((each) => rules.push(RULES[each.attrs.align] ?? "---"));
          rows.push(line(rules));
        }
      });
      rows.forEach((row, number) => {
        if (number) state.ensureNewLine();
        state.write(row);
      });
      state.closeBlock(node);
    },
    table_row() {},
    table_cell() {},
    table_header() {},
  },
  {},
  // An entity or an address in brackets that somebody wrote as words stays words.
  { escapeExtraCharacters: /<(?=[\w/!?])|&(?=#?\w+;)/g },
);

export const write = (document) => serializer.serialize(document).replace(/\n{3,}/g, "\n\n");
