"""Words that stand in lists are few, and those that must be listed say why."""

from pathlib import Path

from tools.words.written import WrittenWords, of_file

ROOT = Path(__file__).parent.parent.parent.parent
INTAKE = ROOT / "releases" / "intake"
FILES = [*sorted(INTAKE.rglob("*.py")), ROOT / "releases" / "text" / "speech.py"]
# More words than this want a reason: "# Words: …" right above them.
MOST_WITHOUT_REASON = 8
# It goes down: say it by grammar or structure, and see `make words` (docs/intake.md). It went up
# once: mails around a release, printed pages; months, kinds and verbs of the Nordic neighbours.
MOST = 2_037


def lists() -> dict[str, WrittenWords]:
    return {
        f"{path.relative_to(ROOT)}:{each.line} {each.name}": each
        for path in FILES
        for each in of_file(path)
    }


def test_a_long_list_of_words_says_why_it_is_one() -> None:
    silent = [
        f"{place}: {each.words}"
        for place, each in lists().items()
        if each.words > MOST_WITHOUT_REASON and len(each.reason) < 20
    ]
    assert silent == [], "say it by grammar or structure, or why it cannot be"


def test_the_words_of_the_intake_become_fewer() -> None:
    count = sum(each.words for each in lists().values())
    assert MOST - 10 < count <= MOST, "where there are fewer now, write down how many"
