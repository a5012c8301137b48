"""Made-up Word documents, built part by part."""

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_KINDS = {
    "xml": "application/xml",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "jpg": "image/jpeg",
}
_DEFAULTS = "".join(
    f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in _KINDS.items()
)
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types">{_DEFAULTS}</Types>'
STYLES = {
    "Rubrik": "Title",
    "Rubrik1": "heading 1",
    "Rubrik2": "heading 2",
    "Citat": "Quote",
    "Bildtext": "caption",
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "", numbered: bool = False) -> str:
    """Return a paragraph of runs; plain text without "<w:" is one run."""
    inner = content if "<w:" in content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{inner}</w:p>"


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="A">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="A">{inner}</w:del>'


def picture(alt: str, target: str = "rId7", how: str = "embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild 1" descr="{escape(alt)}"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:{how}="{target}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cell}</w:tr>' for cell in cells)}</w:tbl>"


def link(text: str, target: str) -> str:
    return f'<w:hyperlink r:id="{target}">{run(text)}</w:hyperlink>'


def document(
    *blocks: str,
    links: Mapping[str, str] | None = None,
    main: str = "document",
    **parts: str | bytes,
) -> bytes:
    """Return a .docx of blocks; `parts` are further files of word/, named with _ for the dot."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/{main}.xml"/>'
        ),
        f"word/{main}.xml": (
            f"<w:document {_NAMES}><w:body>{''.join(blocks)}</w:body></w:document>"
        ),
        f"word/_rels/{main}.xml.rels": _relations(
            f'<Relationship Id="rId7" Type="{_R}/image" Target="media/image1.jpg"/>{relations}'
        ),
        "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
        "word/numbering.xml": (
            f'<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/media/image1.jpg": b"\xff\xd8\xff\xe0 no picture",
    }
    files |= {f"word/{name.replace('_', '.')}": part for name, part in parts.items()}
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name, part in files.items():
            target.writestr(name, part)
    return packed.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def header(*lines: str) -> str:
    return f"<w:hdr {_NAMES}>{''.join(map(paragraph, lines))}</w:hdr>"


def comments(text: str) -> str:
    return f'<w:comments {_NAMES}><w:comment w:id="0">{paragraph(text)}</w:comment></w:comments>'
