"""Say which words of the intake's expressions do anything: `make words [TEXTS=folder]`.

For each list of alternatives, and each set of words, how many there are, on how many of them an
expression's answer hangs in some text, and a record; then the words that change no record.
"""

import argparse
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from releases import intake
from releases.text import speech
from tools.words import texts
from tools.words.lists import WordList, watch
from tools.words.trial import Worth, weigh

# Each language by its commonest words: what they are worth is seen in texts of that language alone.
_OTHERWISE_TRIED = ("releases.intake.language", "releases.intake.language_words")
_WIDTH = 100


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, nargs="*")
    asked.add_argument("--only", default="", help="part of the names of lists")
    options = asked.parse_args()
    tried = [
        *texts.of_project(),
        *texts.of_tests(),
        *(each for path in options.folder for each in texts.of_folder(path)),
    ]
    lists, patterns = watch(modules())
    chosen = [each for each in lists if options.only in each.name]
    print(f"{len(tried)} texts\n\n{'list':64}{'words':>6}{'answers':>9}{'records':>9}")
    words = answers = records = 0
    for each, worths in weigh(chosen, patterns, tried):
        told = sum(bool(worth.answers) for worth in worths)
        needed = sum(worth.is_needed for worth in worths)
        words, answers, records = words + len(worths), answers + told, records + needed
        print(f"{each.name.removeprefix('releases.'):64}{len(worths):6}{told:9}{needed:9}")
        print(_idle(each, worths), end="", flush=True)
    print(f"{'all':64}{words:6}{answers:9}{records:9}")


def modules() -> list[ModuleType]:
    """Return the modules of the intake, and what of `releases.text` holds its words."""
    names = [each.name for each in pkgutil.walk_packages(intake.__path__, f"{intake.__name__}.")]
    return [
        speech,
        *(importlib.import_module(name) for name in names if name not in _OTHERWISE_TRIED),
    ]


def _idle(each: WordList, worths: list[Worth]) -> str:
    """Return lines of the words that change no record; those in brackets change an answer."""
    words = [
        f"({word})" if worth.answers else word
        for word, worth in zip(each.words, worths, strict=True)
        if not worth.is_needed
    ]
    return f"    {'  '.join(words)}\n" if words else ""


if __name__ == "__main__":
    main()
