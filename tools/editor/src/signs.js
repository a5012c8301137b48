// Inline content as a row of signs, each under its marks: as it is meant, and as Markdown reads it.
import { grammar } from "./reading.js";

export const BREAK = "\\\n";

const URL = /^\w+:/;
const BLANK = /^\s+$/;
const PICTURE = "\ufffc";
const DASH = /^[‒–—―−]/;

const image = ({ alt, src, title }, escape) =>
  `![${escape(alt || "")}](${target(src, title)})`;

/** Return what stands in the round brackets of a link or an image. */
export const target = (address, title) =>
  address.replace(/[()"]/g, "\\$&") + (title ? ` "${title.replace(/"/g, '\\"')}"` : "");

/** Return the signs of a text block, without the blanks that Markdown does not keep: at ends of lines.
 *
 * A sign is a code point, or in `whole` the finished Markdown of a break, a picture or an address.
 */
export function signsOf(block, escape) {
  const signs = [];
  block.forEach((node) => {
    const [strong, em, link, code] = ["strong", "em", "link", "code"].map(
      (name) => node.marks.find((mark) => mark.type.name === name) ?? null,
    );
    const marks = { strong, em, link, code };
    const { text } = node;
    if (node.type.name === "hard_break") {
      signs.push({ ...marks, code: null, text: "\n", whole: BREAK });
    } else if (!node.isText) {
      signs.push({ ...marks, code: null, text: PICTURE, whole: image(node.attrs, escape) });
    } else if (isBare(text, marks)) {
      signs.push({ ...marks, link: null, text, whole: `<${text}>`, address: marks });
    } else {
      for (const sign of text.replace(/\n/g, " ")) signs.push({ ...marks, text: sign, whole: null });
    }
  });
  return signs.every(isBlank) ? [] : trimmed(signs).map(apart);
}

function trimmed(signs) {
  const isGap = (sign) => isBlank(sign) && !sign.code && !sign.whole;
  const isEdge = (at, step) => {
    let next = at;
    while (signs[next] && isGap(signs[next])) next += step;
    return !signs[next] || signs[next].whole === BREAK;
  };
  const kept = signs.filter((sign, at) => !isGap(sign) || !(isEdge(at, -1) || isEdge(at, 1)));
  return kept.slice(0, kept.findLastIndex((sign) => sign.whole !== BREAK) + 1);
}

// No mark goes on from a paragraph into the speech behind it.
function apart(sign, at, signs) {
  const next = sign.whole === BREAK && signs.slice(at).find(({ whole }) => whole !== BREAK);
  return next && DASH.test(next.text) ? { ...sign, strong: null, em: null, link: null } : sign;
}

const isBare = (text, { link, code }) =>
  !!link && !code && !link.attrs.title && link.attrs.href === text && URL.test(text) &&
  seen(`<${text}>`).map((sign) => sign.text).join("") === text;

export const isBlank = (sign) => BLANK.test(sign.text);

const isAlike = (read, meant) =>
  ["strong", "em", "link", "code"].every((kind) => read[kind] === !!meant[kind]);

// What the grammar reads, blanks aside: they are under no mark that anybody could see.
function seen(markdown) {
  const marks = { strong: false, em: false, link: false };
  const signs = [];
  const add = (text, code = false) => {
    for (const sign of text.replace(/\s/g, "")) signs.push({ ...marks, code, text: sign });
  };
  for (const token of grammar.parseInline(markdown, {})[0].children) {
    const [, name, side] = /^(strong|em|link)_(open|close)$/.exec(token.type) ?? [];
    if (name) marks[name] = side === "open";
    else if (token.type === "image") add(PICTURE);
    else add(token.content, token.type === "code_inline");
  }
  return signs;
}

/** Return where Markdown first reads otherwise than the signs are meant; -1 where it never does. */
export function difference(signs, markdown) {
  const read = seen(markdown);
  let at = 0;
  for (const [index, sign] of signs.entries()) {
    for (const text of sign.text.replace(/\s/g, "")) {
      if (read[at]?.text !== text || !isAlike(read[at], sign.address ?? sign)) return index;
      at += 1;
    }
  }
  return at === read.length ? -1 : signs.length;
}
