"""What the report writer does with an export: a spreadsheet opens the CSV, pandoc makes Word of it.

Needs LibreOffice and pandoc: `make office`.
"""

from __future__ import annotations

import json
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.numbers import printing
from kinerja_tui.report.bundle import SUMMARY, bundle
from kinerja_tui.report.tables import BUILDERS, tables
from tests.report.pages import EVERY, page_of, sample

_WORDS = Words(INDONESIAN)
# Separator, quote, UTF-8, first line, no column formats, Indonesian, quotes no text, find numbers.
_OPENED_IN_INDONESIAN = "CSV:59,34,76,1,,1057,false,true"
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _sheet(folder: Path, name: str) -> list[list[tuple[str, str]]]:
    """The rows of the spreadsheet that LibreOffice makes of a CSV: (type, value) of each cell."""
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "xlsx", f"--infilter={_OPENED_IN_INDONESIAN}", "--outdir", str(folder),
            str(folder / name),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    with zipfile.ZipFile(folder / f"{name.removesuffix('.csv')}.xlsx") as book:
        texts = [
            "".join(part.text or "" for part in item.iter(f"{_SPREADSHEET}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{_SPREADSHEET}row"):
        cells = []
        for cell in row.iter(f"{_SPREADSHEET}c"):
            assert cell.find(f"{_SPREADSHEET}f") is None, "a formula left in a CSV"
            value = cell.findtext(f"{_SPREADSHEET}v") or ""
            kind = cell.get("t", "n")
            cells.append((kind, texts[int(value)] if kind == "s" else value))
        rows.append(cells)
    return rows


def test_an_indonesian_spreadsheet_reads_the_numbers_as_numbers(tmp_path: Path) -> None:
    for name, data in bundle(sample(), _WORDS).items():
        if name in ("t04-capaian.id.csv", "t11-anggaran.id.csv"):
            (tmp_path / name).write_bytes(data)
    first = _sheet(tmp_path, "t04-capaian.id.csv")
    by_code = {row[2][1]: row for row in first[1:]}
    assert by_code["IK 4"][5] == ("n", "2.6")
    assert Decimal(by_code["IK 4"][7][1]) == Decimal("87.69")
    budget = _sheet(tmp_path, "t11-anggaran.id.csv")
    assert ("n", "7441369733") in budget[-1]


def test_no_hostile_text_becomes_a_formula(tmp_path: Path) -> None:
    files = bundle(page_of(*EVERY[2]), _WORDS)
    for name, hostile in (("t11-anggaran.id.csv", "=HYPERLINK"), ("t08-kepuasan.id.csv", "+1")):
        (tmp_path / name).write_bytes(files[name])
        texts = [text for row in _sheet(tmp_path, name) for kind, text in row if kind == "s"]
        assert any(text.lstrip("'").startswith(hostile) for text in texts)


def test_what_is_no_export_of_ours_would_become_one(tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("Nama\r\n=1+1\r\n", encoding="utf-8", newline="")
    with pytest.raises(AssertionError, match="formula"):
        _sheet(tmp_path, "bare.csv")


@pytest.mark.parametrize("which", [0, 2])
def test_pandoc_makes_word_tables_with_every_number(tmp_path: Path, which: int) -> None:
    page = page_of(*EVERY[which])
    source = tmp_path / SUMMARY
    source.write_bytes(bundle(page, _WORDS)[SUMMARY])
    word = tmp_path / "laporan.docx"
    subprocess.run(["pandoc", str(source), "-o", str(word)], check=True, timeout=120)
    read = subprocess.run(
        ["pandoc", str(word), "-t", "json"], check=True, capture_output=True, timeout=120
    )
    document: dict[str, Any] = json.loads(read.stdout)
    drawn = sum(block["t"] == "Table" for block in document["blocks"])
    grids = [
        table
        for id_ in BUILDERS
        for table in tables(page, id_)
        if table.rows and table.layout == "grid"
    ]
    assert drawn == len(grids)
    plain = subprocess.run(
        ["pandoc", str(word), "-t", "plain", "--wrap=none"],
        check=True,
        capture_output=True,
        timeout=120,
    ).stdout.decode()
    for found in page.card.indicators:
        if found.achievement.counted is not None:
            rules = page.rules
            shown = printing.rounded(found.achievement.counted, rules.decimals, rules.rounding)
            assert printing.as_typed(shown, INDONESIAN) in plain
