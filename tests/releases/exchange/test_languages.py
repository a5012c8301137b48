"""Tags of languages in files: of any case, and as they stand in exports of old texts."""

import pytest
from msgspec import structs

from releases.exchange import frontmatter
from releases.exchange.frontmatter import ParsedFile
from releases.exchange.release_export import Story, check_story
from releases.model import Release, Revision, fingerprint
from releases.rules.validation import validate
from tests import builders as b


@pytest.mark.parametrize(
    ("written", "language"),
    [("lang: SV", "sv"), ("Language: Zh-HANS", "zh-Hans"), ("lang: FA", "fa")],
)
def test_front_matter_names_a_language_in_any_case(written: str, language: str) -> None:
    told = frontmatter.parse_file(f"---\ntitle: Ny bro\n{written}\n---\n\nText.\n")
    assert isinstance(told, ParsedFile)
    assert validate(told.document).language == language


@pytest.mark.parametrize("language", ["zh-hans", "sv-se", "sr-LATN", "sv"])
def test_an_export_from_before_tags_had_their_usual_form_is_whole(language: str) -> None:
    document = structs.replace(validate(b.document()), language=language)
    release = Release("abc", "region-mellanlandet", document, 1, b.MORNING, b.MORNING, "maja")
    revision = Revision("u1", "abc", 1, document, fingerprint(document), b.MORNING, "maja")
    story = Story(release, (revision,))
    assert check_story(story) == story
    assert frontmatter.parse_file(frontmatter.write(story, b.MORNING)) == story
