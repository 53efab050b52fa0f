"""A section of the report is taken away after a look at every line, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.tui.modes.removing_section import RemovingSection
from tests.tui.desks import desk_of, main_of, panel, press, sample, shown, workspace

SECTION = "biro-osdm/2022/report/bab-1.md"
TEXT = "# Bab 1\n\nSatu [bold]dua[/].\n"
TO_SECTIONS = ("7", "tab")


def begun(folder: Path, text: bytes) -> tuple[Path, Path]:
    """The records, and a section in them."""
    root = sample(folder)
    path = root / SECTION
    path.parent.mkdir()
    path.write_bytes(text)
    return root, path


@pytest.mark.parametrize(
    "text", [TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbfx", b"a\n\n\n", b""]
)
async def test_a_section_goes_and_comes_back_byte_for_byte(tmp_path: Path, text: bytes) -> None:
    root, path = begun(tmp_path, text)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        assert isinstance(main_of(app).mode, RemovingSection)
        said = panel(app, "detail")
        for each in text.decode("utf-8-sig").split():
            assert each in said
        await press(pilot, "y")
        assert not path.exists()
        assert "Removed: bab-1.md. u brings it back." in panel(app, "foot")
        assert "not begun" in main_of(app).grid.text.splitlines()[1]
        assert [each.doing for each in read_journal(root).entries] == ["remove"]
        await press(pilot, "u")
        assert path.read_bytes() == text
        assert "Undone: the removal of bab-1.md." in panel(app, "foot")
        await press(pilot, "U")
        assert not path.exists()
        assert "Redone: the removal of bab-1.md." in panel(app, "foot")
        await press(pilot, "u")
    assert path.read_bytes() == text


async def test_every_line_is_shown_and_esc_keeps_them(tmp_path: Path) -> None:
    lines = [f"baris {number}" for number in range(60)]
    root, path = begun(tmp_path, "\n".join(lines).encode())
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        assert "bab-1.md goes (60 lines):" in panel(app, "detail")
        seen: set[str] = set()
        for _ in range(10):
            seen |= {row.strip(" -") for row in panel(app, "detail").splitlines()}
            await press(pilot, "pagedown")
        assert set(lines) <= seen
        await press(pilot, "escape")
        assert main_of(app).mode is None
    assert path.read_text("utf-8") == "\n".join(lines)


async def test_what_somebody_wrote_meanwhile_stays(tmp_path: Path) -> None:
    root, path = begun(tmp_path, TEXT.encode())
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        path.write_text(TEXT + "Tiga.\n", "utf-8")
        await press(pilot, "y")
        assert "changed meanwhile; nothing was removed" in shown(app)
    assert path.read_text("utf-8") == TEXT + "Tiga.\n"


@pytest.mark.parametrize(("text", "said"), [(b"\xff\xfe", ""), (None, "This section is not begun")])
async def test_what_cannot_go_says_why(tmp_path: Path, text: bytes | None, said: str) -> None:
    root, path = begun(tmp_path, text or b"")
    if text is None:
        path.unlink()
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        assert main_of(app).mode is None and said in panel(app, "foot")
        assert main_of(app).message
    assert path.exists() == (text is not None)


async def test_a_section_of_a_closed_year_stays(tmp_path: Path) -> None:
    root, path = begun(tmp_path, TEXT.encode())
    year = root / "biro-osdm/2022/year.toml"
    text = year.read_text("utf-8").replace("closed = false", "closed = true")
    year.write_text(text if "closed = true" in text else f"closed = true\n{text}", "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        assert main_of(app).mode is None and "closed" in panel(app, "foot")
    assert path.read_text("utf-8") == TEXT


async def test_a_wide_screen_shows_the_lines_whole(tmp_path: Path) -> None:
    root, _ = begun(tmp_path, f"{'kata ' * 20}\n".encode())
    app = workspace(desk_of(root))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *TO_SECTIONS, "d")
        assert not main_of(app).has_class("-beside")
        assert "kata " * 19 in panel(app, "detail")
        await press(pilot, "escape")
        assert main_of(app).has_class("-beside")
