// What is typed and becomes something else: dashes, headings, lists, quotation marks.
// Undo takes back what became of it, and leaves what was typed.
import { chainCommands } from "prosemirror-commands";
import { undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { schema } from "./schema.js";

const { nodes } = schema;

// An address means what it says, sign by sign.
const ADDRESS = /(?:^|\s|\()(?:https?:\/\/|www\.)\S*$/i;

// The quotation marks of a language, before a word and behind one; others keep what is typed.
const SWEDISH = ["”", "”"];
const MARKS = {
  sv: SWEDISH,
  fi: SWEDISH,
  se: SWEDISH,
  smj: SWEDISH,
  sma: SWEDISH,
  fit: SWEDISH,
  en: ["“", "”"],
};
const OPENING = /(?:^|[\s([{–—-]|\uFFFC)$/;

// A rule that puts a sign, given what stands before what is typed, in place of the match.
const sign = (match, put) =>
  new InputRule(
    match,
    (state, _match, start, end) => {
      const $start = state.doc.resolve(start);
      const before = $start.parent.textBetween(0, $start.parentOffset, null, "\uFFFC");
      const made = ADDRESS.test(before) ? null : put(before);
      return made && state.tr.insertText(made, start, end);
    },
    { inCodeMark: false },
  );

/** Return the rules of typing; `language()` is the tag of the language that is written. */
export const typing = (language) =>
  inputRules({
    rules: [
      // A dash opens speech, as Swedes type it; a hyphen does so in an empty paragraph too.
      textblockTypeInputRule(/^[–—-] $/, nodes.quotation),
      textblockTypeInputRule(/^## $/, nodes.heading, { level: 2 }),
      textblockTypeInputRule(/^### $/, nodes.heading, { level: 3 }),
      wrappingInputRule(/^\s*[*•] $/, nodes.bullet_list),
      wrappingInputRule(/^1[.)] $/, nodes.ordered_list),
      sign(/(?<![-–])--$/, () => "–"),
      sign(/"$/, (before) => MARKS[language().toLowerCase().split("-")[0]]?.[OPENING.test(before) ? 0 : 1]),
    ],
  });

export const undoTyping = chainCommands(undoInputRule, undo);
