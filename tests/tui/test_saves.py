"""The key that saves what is typed saves in every field of one line, as Enter does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.tui.modes.naming import Naming
from kinerja_tui.tui.record.column import Column
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    type_text,
    workspace,
)
from tests.tui.record.pages import SIZE, go_to, open_page, page_of


def realised(root: Path, file: str) -> str:
    """The realisation of an indicator as its file has it."""
    text = (root / file).read_text("utf-8").partition("[realisation]\n")[2]
    return text.partition("\n[")[0]


async def test_a_realisation_is_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "50")
        await press(pilot, "f2")
        assert main_of(app).mode is None and "Saved" in panel(app, "foot")
        assert "50" in row_of(app, "IK 1") and main_of(app).grid.row == 1
        assert "value = 50\n" in realised(root, IP_ASN)


async def test_the_key_is_the_one_that_the_user_gave_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        app.remap({"save_typed": "f5"})
        await press(pilot, "down", "e")
        await type_text(pilot, "50")
        await press(pilot, "f2")
        assert main_of(app).mode is not None
        await press(pilot, "f5")
        assert "value = 50\n" in realised(root, IP_ASN)


async def test_the_reason_of_a_state_is_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "s", "4", "f2")
        await type_text(pilot, "Belum terbit")
        await press(pilot, "f2")
        assert main_of(app).mode is None
        assert 'reason = "Belum terbit"\n' in realised(root, IP_ASN)


async def test_a_value_on_the_page_of_a_record_is_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN)
        await go_to(pilot, "realisation.document")
        await press(pilot, "e")
        await type_text(pilot, "Surat")
        await press(pilot, "f2")
        assert page_of(app).mode is None
        assert 'document = "Surat"\n' in realised(root, IP_ASN)


async def test_a_pasted_column_is_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down")
        page.paste("2,5\n3\n")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(page.mode, Column)
        await press(pilot, "f2")
        assert page_of(app).mode is None
        assert "value = 2.5\n" in (root / SPBE).read_text("utf-8")


@pytest.mark.parametrize(("keys", "typed"), [(("e",), "77"), (("s", "4", "f2"), "Belum terbit")])
async def test_marked_rows_are_saved(keys: tuple[str, ...], typed: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.picked = frozenset({"ip-asn", "spbe"})
        await press(pilot, *keys)
        await type_text(pilot, typed)
        await press(pilot, "f2")
        assert main_of(app).mode is None and "2 realisations" in panel(app, "foot")
    assert typed in realised(root, IP_ASN) and typed in realised(root, SPBE)


async def test_a_form_that_adds_is_carried_out(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "a")
        await type_text(pilot, "Layanan")
        await press(pilot, "down", "down", "down")
        await type_text(pilot, "5000000")
        await press(pilot, "f2")
        assert main_of(app).mode is None and "Added: layanan." in panel(app, "foot")


async def test_a_printed_paper_is_written(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    target = tmp_path / "pk.md"
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "p")
        assert isinstance(main_of(app).mode, Naming)
        await type_text(pilot, str(target))
        await press(pilot, "f2")
    assert target.read_text("utf-8").startswith("# Performance agreement 2022")
