"""What a Word file shows is read, and nothing that it hides."""

from typing import Any

import pytest

from releases.intake import read_docx
from releases.intake.record import Intake
from tests.releases.intake import word
from tests.releases.intake.word import paragraph, run

TITLE = paragraph("Nytt ridhus öppnar i Kallmyra", "Rubrik")
LEAD = paragraph("Regionen och kommunen öppnar ett nytt ridhus för alla i höst.")
REST = paragraph("Ridhuset har kostat trettio miljoner kronor och tar emot åtta hästar.")


def read(*blocks: str, **parts: Any) -> Intake:
    (record,) = read_docx(word.document(TITLE, LEAD, *blocks, REST, **parts))
    return record


def codes(record: Intake) -> set[str]:
    return {warning.code for warning in record.warnings}


UNSEEN = "OBS ej beslutat, får inte ut."
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Anm"><w:name w:val="Anm"/><w:basedOn w:val="Dolt"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Dolt"><w:name w:val="Dolt"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph(run("Avtalet är klart. ") + run(UNSEEN, "<w:vanish/>") + run(" Mer kommer.")),
        paragraph(run(UNSEEN, '<w:b/><w:vanish w:val="1"/><w:i/>')),
        paragraph(run(UNSEEN, '<w:rStyle w:val="Dold"/>')),
        paragraph(UNSEEN, "Anm"),
        paragraph(f'<w:hyperlink w:anchor="a">{run(UNSEEN, "<w:vanish/>")}</w:hyperlink>'),
        word.table(("Ort", "Antal"), ("Kallmyra", "3")).replace(
            run("Kallmyra"), run("Kallmyra") + run(UNSEEN, "<w:specVanish/>")
        ),
        paragraph(word.inserted("Nytt. ") + run(UNSEEN, "<w:webHidden/>")),
    ],
)
def test_hidden_text_stays_out_and_is_told(hidden: str) -> None:
    record = read(hidden, styles_xml=STYLES)
    assert UNSEEN not in f"{record.title}{record.lead}{record.body}{record.about}"
    assert "hidden-text" in codes(record)
    assert record.body.endswith("åtta hästar.")


def test_text_that_is_not_hidden_after_all_stays() -> None:
    record = read(paragraph(run("Välkommen!", '<w:vanish w:val="0"/>')))
    assert "Välkommen!" in record.body
    assert "hidden-text" not in codes(record)


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (
            paragraph(
                run("Ärende ")
                + f'<w:fldSimple w:instr=" DOCPROPERTY Nr ">{run("KN-2020-7")}</w:fldSimple>'
                + run(" gäller ridhuset.")
            ),
            "Ärende KN-2020-7 gäller ridhuset.",
        ),
        (
            paragraph(
                run("Se ")
                + f'<w:fldSimple w:instr=" REF a "><w:fldSimple w:instr=" REF b ">{run("bilaga 2")}'
                "</w:fldSimple></w:fldSimple>" + run(".")
            ),
            "Se bilaga 2.",
        ),
        (
            paragraph("<w:r><w:t>Stallgatan 4</w:t><w:cr/><w:t>Kallmyra</w:t></w:r>"),
            "Stallgatan 4  \n  Kallmyra",
        ),
        (
            paragraph('<w:r><w:t>Första delen</w:t><w:br w:type="page"/><w:t>Andra</w:t></w:r>'),
            "Första delen  \n  Andra",
        ),
        (
            paragraph("<w:r><w:t>Stall</w:t><w:noBreakHyphen/><w:t>vägen</w:t></w:r>"),
            "Stall\u2011vägen",
        ),
    ],
)
def test_fields_and_breaks_keep_their_words_apart(block: str, line: str) -> None:
    body = read(block).body.replace("Stall-vägen", "Stall\u2011vägen")
    assert line in body


def numbered(text: str, number: int) -> str:
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"


def numbering(*starts: int) -> str:
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for n, start in enumerate(starts)
    )
    numbers = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(len(starts))
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:numbering xmlns:w="{space}">{levels}{numbers}</w:numbering>'


def test_numbers_go_on_after_a_paragraph_and_begin_where_they_are_told_to() -> None:
    record = read(
        numbered("Anmäl ditt intresse hos föreningen.", 1),
        paragraph("Det går bra på nätet eller i ridhuset, och det kostar ingenting."),
        numbered("Betala avgiften före midsommar.", 1),
        numbered("Hämta din nyckel hos vaktmästaren.", 1),
        paragraph("Nämnden har också fattat två beslut om ridhuset och dess taxa."),
        numbered("Taxan höjs inte i år eller nästa år.", 2),
        numbered("Stallet byggs ut om två år.", 2),
        numbering_xml=numbering(1, 7),
    )
    lines = record.body.replace("\\.", ".").split("\n")
    for line in (
        "1. Anmäl ditt intresse hos föreningen.",
        "2. Betala avgiften före midsommar.",
        "3. Hämta din nyckel hos vaktmästaren.",
        "7. Taxan höjs inte i år eller nästa år.",
        "8. Stallet byggs ut om två år.",
    ):
        assert line in lines


@pytest.mark.parametrize("name", ["", "0"])
@pytest.mark.parametrize(
    "properties",
    [
        "",
        "<w:pPr/>",
        "<w:pPr><w:numPr/></w:pPr>",
        '<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>',
        '<w:pPr><w:numPr><w:numId w:val=""/></w:numPr></w:pPr>',
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>',
    ],
)
def test_a_paragraph_in_no_list_has_no_number_whatever_the_lists_are_called(
    name: str, properties: str
) -> None:
    lists = numbering(1).replace('w:numId="1"', f'w:numId="{name}"')
    record = read(f"<w:p>{properties}{run('Hämta nyckeln i stallet.')}</w:p>", numbering_xml=lists)
    assert "Hämta nyckeln i stallet." in record.body.split("\n")


def test_parts_are_found_by_their_relationships() -> None:
    data = word.document(TITLE, LEAD, REST, main="textdel2")
    (record,) = read_docx(data)
    assert record.title == "Nytt ridhus öppnar i Kallmyra"


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def formula(*signs: str) -> str:
    runs = "".join(f"<m:r><m:t>{sign}</m:t></m:r>" for sign in signs)
    return f'<m:oMath xmlns:m="{MATH}">{runs}</m:oMath>'


@pytest.mark.parametrize(
    ("block", "line", "code"),
    [
        (
            paragraph(run("Ytan är ") + formula("a", "=", "40·60") + run(" meter.")),
            "Ytan är a=40·60 meter.",
            "formulas-as-text",
        ),
        (
            f'<w:p><m:oMathPara xmlns:m="{MATH}">{formula("x+y=30 miljoner")}</m:oMathPara></w:p>',
            "x+y=30 miljoner",
            "formulas-as-text",
        ),
        (
            paragraph(
                run("Ring oss. ")
                + '<w:r><w:sym w:font="Stallsymboler" w:char="F0AB"/></w:r>'
                + run("Vi svarar.")
            ),
            "Ring oss. Vi svarar.",
            "unread-part",
        ),
        (
            '<w:altChunk r:id="rId9"/>' + paragraph("Allt annat står kvar som det var."),
            "Allt annat står kvar som det var.",
            "unread-part",
        ),
    ],
)
def test_what_the_converter_does_not_know_is_read_or_told(block: str, line: str, code: str) -> None:
    record = read(block)
    assert line in record.body
    assert code in codes(record)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(f'<w:bdo w:val="rtl">{run("Ridhuset är klart.")}</w:bdo>'),
        paragraph(f"<w:dir>{run('Ridhuset ')}</w:dir>" + run("är klart.")),
        paragraph(
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ljud</w:t></w:r></w:rt><w:rubyBase>"
            f"{run('Ridhuset är klart.')}</w:rubyBase></w:ruby></w:r>"
        ),
        paragraph(
            '<w:permStart w:id="1"/><w:moveToRangeStart w:id="2" w:name="a"/>'
            + run("Ridhuset är klart.")
            + '<w:moveToRangeEnd w:id="2"/><w:permEnd w:id="1"/>'
        ),
    ],
)
def test_words_within_what_only_sets_them_are_read_without_a_word(block: str) -> None:
    record = read(block)
    assert "Ridhuset är klart." in record.body
    assert codes(record) <= {"no-date"}


def test_a_text_box_that_is_stored_twice_is_read_once() -> None:
    line = "Ridhuset har åtta boxar och en läktare för två hundra."
    shown = f"<w:txbxContent>{paragraph(line)}</w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shapes = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    boxed = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{compatible}" xmlns:wps="{shapes}" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{shown}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{shown}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    record = read(boxed)
    assert f"{record.lead}\n{record.body}".count(line.rstrip(".")) == 1
