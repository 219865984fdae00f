"""Small files that take very long, or very much memory, to read."""

import io
import zipfile
from collections.abc import Iterable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
 PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/><Override
 PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETS}.worksheet+xml"/><Override
 PartName="/xl/sharedStrings.xml" ContentType="{SHEETS}.sharedStrings+xml"/></Types>"""
LINK = '<Relationship Id="{id}" Type="' + OFFICE + '/{kind}" Target="{target}"/>'
BOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1"
 r:id="a"/></sheets></workbook>"""
HEADER = '<row r="1">' + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(4)) + "</row>"


def _links(*links: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _workbook(rows: Iterable[str], *texts: str) -> bytes:
    sheet = LINK.format(id="a", kind="worksheet", target="worksheets/sheet1.xml")
    strings = LINK.format(id="b", kind="sharedStrings", target="sharedStrings.xml")
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _links(LINK.format(id="a", kind="officeDocument", target="xl/workbook.xml")),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": _links(sheet, strings),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        + "".join(f"<si><t>{text}</t></si>" for text in ("name", "url", "team", *texts))
        + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{HEADER}'
        + "".join(rows)
        + "</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def wide_csv() -> bytes:
    """20,000 columns: 22 seconds and a page of 18 MB, once."""
    return ("name,url,team," + "c," * 20_000 + "\nA,x.com/a,T\n").encode()


def wide_workbook() -> bytes:
    """As many cells as a row can have: each row once was filled up with empty ones."""
    return _workbook(["<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"], "x")


def many_cells() -> bytes:
    """Two and a half million of them in 90 KB: 98 seconds, once."""
    return _workbook(["<row>" + "<c><v>1</v></c>" * 2_600 + "</row>"] * 1_040, "x")


def one_long_text() -> bytes:
    """Named by a third of a million cells."""
    return _workbook(["<row>" + '<c t="s"><v>3</v></c>' * 90 + "</row>"] * 4_000, "x" * 30_000)


def many_texts() -> bytes:
    """Four million texts that no cell names: 134 seconds and 750 MB, once."""
    return _workbook([], *["x"] * 4_000_000)


def much_of_nothing() -> bytes:
    """Unpacks to 120 MB."""
    return _workbook([" " * 1_000_000] * 120, "x")


def deep_json() -> bytes:
    return b"[" * 1_000_000


def twice_named_json() -> bytes:
    return b'[{"name": "A", "team": "T", "name": "B"}]'


def entities() -> bytes:
    """Each of them is ten of the one before."""
    names = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    book = f'<!DOCTYPE x [<!ENTITY e0 "0123456789">{names}]>' + BOOK.replace('"A"', '"&e9;"')
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook([], "x"))) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            new.writestr(each, book if each == "xl/workbook.xml" else old.read(each))
    return file.getvalue()
