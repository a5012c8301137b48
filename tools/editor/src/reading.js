// Markdown -> document, by the grammar and the rule of speech that the server has.
import MarkdownIt from "markdown-it";
import { MarkdownParser, defaultMarkdownParser } from "prosemirror-markdown";
import { schema } from "./schema.js";

// The server writes every quotation that it recognises with a dash, so the certain rule is enough.
const SPEECH = /^[‒–—―−]\s+(?=[^\s‒–—―−-])/;

function quotation(state, start, end, silent) {
  if (state.sCount[start] - state.blkIndent >= 4) return false;
  const from = state.bMarks[start] + state.tShift[start];
  const opening = SPEECH.exec(state.src.slice(from, state.eMarks[start]));
  if (silent) return !!opening && (state.blkIndent === 0 || state.sCount[start] < state.blkIndent);
  if (state.level > 0 || !opening) return false;
  const paragraph = state.md.block.ruler.getRules("").at(-1);
  paragraph(state, start, end, false);
  const [open, content, close] = state.tokens.slice(-3);
  open.type = "quotation_open";
  close.type = "quotation_close";
  content.content = content.content.slice(opening[0].length);
  return true;
}

export const grammar = new MarkdownIt("default", { html: false, maxNesting: 20 }).disable("strikethrough");
grammar.block.ruler.before("list", "quotation", quotation, {
  alt: ["paragraph", "reference", "blockquote"],
});

const align = (token) => /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null;

const parser = new MarkdownParser(schema, grammar, {
  ...defaultMarkdownParser.tokens,
  quotation: { block: "quotation" },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_header", getAttrs: (token) => ({ align: align(token) }) },
  td: { block: "table_cell", getAttrs: (token) => ({ align: align(token) }) },
});

export const read = (text) => parser.parse(text);
