// The inline content of a text block as Markdown: words escaped, marks around them.
import { alike, extent, settled } from "./emphasis.js";
import { signsOf, target } from "./signs.js";

const KINDS = ["strong", "em", "link"];
const SAID = "– ";
// A line that the editor or the server may take for speech ends the paragraph before it, where the
// backslash of a break would stand as a word.
const BEFORE_SPEECH = /(\\\n)+(?=[‒–—―−])/g;

// What was written of a block: a key writes anew only the block that it changes.
const known = new WeakMap();

/** Write the inline content of a text block behind its lead: of speech without words, nothing. */
export function writeInline(state, block, lead = "") {
  if (!known.has(block)) known.set(block, composed(block, lead, (...text) => state.esc(...text)));
  const markdown = known.get(block);
  if (markdown || (lead && lead !== SAID)) state.text(lead + markdown, false);
}

function composed(block, lead, escape) {
  const signs = signsOf(block, escape);
  const emitted = settled(signs, (meant, way) => emit(meant, way, escape, !lead));
  const markdown = emitted.replace(BEFORE_SPEECH, "\n");
  // A hyphen behind the dash of speech would make an item of both.
  return lead === SAID ? markdown.replace(/^-/, "\\-") : markdown;
}

// Write signs out in one of the ways, whether or not it can be read back.
function emit(signs, { italics, isLinkOuter }, escape, isLine) {
  let out = "";
  const opened = [];
  const open = (mark) => {
    const isMeeting = italics === "*_" && out.endsWith("*") && !out.endsWith("\\*");
    const ends = { strong: "**", em: isMeeting ? "_" : italics[0] };
    out += mark.sign = mark.kind === "link" ? "[" : ends[mark.kind];
    opened.push(mark);
  };
  const close = () => {
    const { kind, sign, link } = opened.pop();
    out += kind === "link" ? `](${target(link.attrs.href, link.attrs.title)})` : sign;
  };
  const order = (one, other) =>
    other.end - one.end ||
    (isLinkOuter ? -1 : 1) * ((one.kind === "link") - (other.kind === "link")) ||
    (one.kind === "em") - (other.kind === "em");
  for (let at = 0, end; at < signs.length; at = end) {
    while (opened.some((mark) => mark.end <= at)) close();
    const isFresh = (kind) => signs[at][kind] && !opened.some((mark) => mark.kind === kind);
    const fresh = KINDS.filter(isFresh).map((kind) => ({
      kind,
      end: extent(signs, at, kind, isLinkOuter),
      link: signs[at].link,
    }));
    // A link is never parted: what ends within it is opened anew there.
    const link = fresh.find(({ kind }) => kind === "link");
    while (link && opened.some((mark) => mark.end < link.end)) {
      fresh.push(opened.at(-1));
      close();
    }
    fresh.sort(order).forEach(open);
    end = textEnd(signs, at);
    const isStart = (isLine && !out) || out.endsWith("\n");
    const text = signs.slice(at, end).map((sign) => sign.text).join("");
    if (signs[at].whole) out += signs[at].whole;
    else if (signs[at].code) out += coded(text);
    else out += escaped(text, escape, isStart, !!out);
  }
  while (opened.length) close();
  return out;
}

// Return where the text under the same marks ends that begins at a sign.
function textEnd(signs, start) {
  const isAlike = (sign) =>
    !sign.whole && [...KINDS, "code"].every((kind) => alike(sign[kind], signs[start][kind]));
  let end = start + 1;
  while (!signs[start].whole && end < signs.length && isAlike(signs[end])) end += 1;
  return end;
}

function coded(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  // One blank at both ends is taken for a part of the fence.
  const gap = longest || /^ .*[^ ].* $/.test(text) ? " " : "";
  return fence + gap + text + gap + fence;
}

function escaped(text, escape, isStart, isLater) {
  // Before a link an exclamation mark would make it a picture.
  let out = escape(text, isStart).replace(/!$/, "\\!");
  if (isStart) out = out.replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2").replace(/^\+$/, "\\+");
  if (isStart && isLater) out = out.replace(/^[=:|]/, "\\$&");
  return out;
}
