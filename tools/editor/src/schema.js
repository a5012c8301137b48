// What a body may hold: Markdown as releases/text/markdown.py reads it, speech as a node of its own.
import { Schema } from "prosemirror-model";
import { schema as markdown } from "prosemirror-markdown";
import { tableNodes } from "prosemirror-tables";

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "inline*",
  cellAttributes: { align: { default: null, getFromDOM: () => null, setDOMAttr: () => {} } },
});

const quotation = {
  content: "inline*",
  group: "block",
  defining: true,
  parseDOM: [{ tag: "p.citat", priority: 60 }],
  toDOM: () => ["p", { class: "citat" }, 0],
};

export const schema = new Schema({
  nodes: markdown.spec.nodes.addBefore("blockquote", "quotation", quotation).append(tables),
  marks: markdown.spec.marks,
});
