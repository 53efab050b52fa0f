"""The pages that show a session of the workspace show what it shows now."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import cast
from scripts.cast import CUT, HEIGHT, PAGES, WIDTH, Part, changed, parts, pressed
from tests.docs.pages import ROOT, read

BEGIN = """# Begin

```console
$ kinerja init --unit x --name X --year 2025
```

```console
$ kinerja
```
"""


def test_both_pages_are_what_the_program_shows_now() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "cast.py"), "--check"],
        env={**os.environ, "KINERJA_LANG": "", "NO_COLOR": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    # `python scripts/cast.py` writes into the pages what is seen now.
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_a_page_that_shows_something_else_is_named_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n```text\nsomething else\n```\n\n`q`\n", encoding="utf-8")
    before = page.read_bytes()
    assert cast.main(["--check"], {page: "en"}) == 1
    assert capsys.readouterr().out.startswith("page.md: not what the program shows")
    assert page.read_bytes() == before
    assert cast.main([], {page: "en"}) == 0
    assert "something else" not in read(page)
    assert " 1 Achievement 2 Agreements" in read(page)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "the workspace is still open"),
        ("`é`\n", "there is no key called é"),
        ("`q`\n\n```console\n$ make run\n```\n", "no command of the program: make run"),
    ],
)
def test_a_page_that_cannot_be_followed_says_where(
    rest: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{rest}", encoding="utf-8")
    before = page.read_bytes()
    assert cast.main([], {page: "en"}) == 1
    assert capsys.readouterr().out == f"page.md: {said}\n"
    assert page.read_bytes() == before


def test_what_a_page_tells() -> None:
    text = "Press `a` now.\n\n`a` `More people` `Enter`\n\n```text\nx\n\ny\n```\n"
    assert [part for part in parts(text) if part.lines != ("",)] == [
        Part("words", ("Press `a` now.",)),
        Part("keys", ("`a` `More people` `Enter`",)),
        Part("screen", ("x", "", "y")),
    ]


def test_a_span_is_a_key_or_what_is_typed() -> None:
    assert list(pressed("Enter")) == [("enter", None)]
    assert list(pressed("G")) == [("G", "G")]
    assert list(pressed("a 1,5")) == [
        ("a", "a"),
        ("space", " "),
        ("1", "1"),
        ("comma", ","),
        ("5", "5"),
    ]


def test_only_what_changed_is_shown() -> None:
    assert changed((), ("a", "", "b")) == ("a", "", "b")
    assert changed(("a", "b", "c"), ("a", "B", "c")) == ("a", "B")
    assert changed(("a", "b", "c", "d", "e"), ("A", "b", "c", "", "E")) == ("A", CUT, "E")
    assert changed(("a", "b", "c", "d"), ("a", "b", "c", "D")) == ("D",)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_screen_is_one_of_a_small_terminal_and_every_step_is_in_both(page: Path) -> None:
    found = list(parts(read(page)))
    screens = [part.lines for part in found if part.kind == "screen"]
    assert len(screens) > 12
    assert all(len(lines) <= HEIGHT for lines in screens)
    assert all(len(line) <= WIDTH for lines in screens for line in lines)
    other = next(parts_of for path, parts_of in _kinds().items() if path != page)
    assert [part.kind for part in found if part.kind != "words"] == other


def _kinds() -> dict[Path, list[str]]:
    return {
        page: [part.kind for part in parts(read(page)) if part.kind != "words"] for page in PAGES
    }
