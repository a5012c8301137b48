// Marks stand where CommonMark lets them (section 6.2): what keeps one from opening or closing moves
// out of it, and a mark that still cannot be read back is left out, never its words.
import { difference, isBlank } from "./signs.js";

const KINDS = ["em", "strong"];
const LETTER = /^[\p{L}\p{M}\p{N}]/u;
const PUNCTUATION = /^\p{P}/u;

// The ways to write the same, the plainest first: italics by either sign, or by the one that meets
// no asterisk; links within bold and italics, or these parted at the ends of each link.
const WAYS = [false, true].flatMap((isLinkOuter) =>
  ["*", "_", "*_"].map((italics) => ({ italics, isLinkOuter })),
);
const PARTED = WAYS.at(-1);

/** Return the Markdown of signs that reads as they are meant, by `emit(signs, way)`. */
export function settled(signs, emit) {
  const asMeant = (meant) => {
    for (const way of WAYS) {
      const markdown = emit(meant, way);
      if (difference(meant, markdown) < 0) return markdown;
    }
    return null;
  };
  if (!signs.some((sign) => sign.strong || sign.em || sign.link)) return emit(signs, WAYS[0]);
  let markdown = asMeant(signs) ?? asMeant(moved(signs, false));
  if (markdown !== null) return markdown;
  let left = moved(signs, true);
  markdown = asMeant(left);
  while (markdown === null) {
    const less = without(left, difference(left, emit(left, PARTED)));
    if (less === left) return emit(left, PARTED);
    left = less;
    markdown = asMeant(left);
  }
  return markdown;
}

export const alike = (one, other) => one === other || (!!one?.eq && !!other && one.eq(other));

/** Return how far a mark goes from a sign on, as the index behind its last sign. */
export function extent(signs, start, kind, isLinkOuter) {
  const isWithin = ({ [kind]: mark, link }) =>
    alike(mark, signs[start][kind]) && (!isLinkOuter || alike(link, signs[start].link));
  let end = start + 1;
  while (end < signs.length && isWithin(signs[end])) end += 1;
  return end;
}

function spans(signs, kind, isLinkOuter) {
  const all = [];
  for (let start = 0, end; start < signs.length; start = end) {
    end = signs[start][kind] ? extent(signs, start, kind, isLinkOuter) : start + 1;
    if (signs[start][kind]) all.push({ kind, start, end });
  }
  return all;
}

const unmarked = (signs, kind, from, to) =>
  from === to
    ? signs
    : signs.map((sign, at) => (at >= from && at < to ? { ...sign, [kind]: null } : sign));

function moved(signs, isLinkOuter) {
  // Brackets, backticks and finished Markdown stand there rather than a word.
  const isShell = (sign, beside) =>
    !sign || sign.code || !!sign.whole || !alike(sign.link, beside.link);
  const isWordlike = (sign, beside) =>
    !isShell(sign, beside) && !isBlank(sign) && !PUNCTUATION.test(sign.text);
  let out = signs;
  for (const kind of KINDS) {
    for (const { start, end } of spans(signs, kind, isLinkOuter)) {
      let from = start;
      let to = end;
      while (from < to && isBlank(signs[from])) from += 1;
      while (to > from && isBlank(signs[to - 1])) to -= 1;
      const isLetter = (sign) => LETTER.test(sign.text) && !sign.whole && !sign.code;
      if (from === start && isWordlike(signs[from - 1], signs[from])) {
        while (from < to && !isLetter(signs[from])) from += 1;
      }
      if (to === end && isWordlike(signs[to], signs[to - 1])) {
        while (to > from && !isLetter(signs[to - 1])) to -= 1;
      }
      out = unmarked(unmarked(out, kind, start, from), kind, to, end);
    }
  }
  return out;
}

// Leave out the mark that is likeliest to be misread at a place: the italics before the bold.
function without(signs, at) {
  const all = [...KINDS, "link"].flatMap((kind) => spans(signs, kind, true));
  const near = all.find(({ start, end }) => start <= at && at <= end) ?? all[0];
  return near ? unmarked(signs, near.kind, near.start, near.end) : signs;
}
