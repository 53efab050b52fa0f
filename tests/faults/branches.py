"""G14: two people's branches merged by git, with and without the merge driver."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.splice import splice
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.store.writing.start import ATTRIBUTES
from tests.faults import needs
from tests.faults.counting import Result, Scale, Tally, most
from tests.store.gitting import Git
from tests.store.test_git_merges import FILE, PAIRS, RECORD, YEAR

LOST = "values lost in a merge"
_OURS = '\n[component.c]\nvalue = 3   # ours\n\nname = "C"\n'
_THEIRS = '\n# theirs\n[component.d]\nvalue = 4\n\nname = "D"\n'


def run(scale: Scale) -> Result:
    needs.program("git")
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        plain = _pairs(tally, _repository(place / "plain", driver=False), str)
        driven = _pairs(tally, _repository(place / "driven", driver=True), str)
        tight = _pairs(tally, _repository(place / "tight", driver=True), _compact)
        for number in range(scale.of(1, 5)):
            _two_components(tally, _repository(place / f"two {number}", driver=True))
        _same_field(tally, _repository(place / "same", driver=True))
    return tally.result(
        tally.least("pairs of fields changed on two branches", 36),
        most("conflicts of 12 without the driver", plain, 0),
        most("conflicts of 12 with the driver", driven, 0),
        most("conflicts of 12 with the driver, on neighbouring lines", tight, 0),
        *tally.told("components added on both sides, both kept", "clean conflicts of one field"),
        *tally.none(LOST, "conflicts that are not clean"),
    )


def _repository(top: Path, *, driver: bool) -> Git:
    git = Git(top)
    git.write({".gitattributes": "".join(f"{line}\n" for line in ATTRIBUTES)})
    git.write({"kinerja.toml": "schema = 1\n"})
    if driver:
        done = git.kinerja("merge-driver", "--install")
        if done.returncode:
            raise RuntimeError(done.stderr)
    return git


def _compact(text: str) -> str:
    return re.sub(r"\n(?:[ \t]*\n)+", "\n", text)


def _put(text: str, key: str, token: str) -> str:
    return splice(text, (Change(key, index(text).token(split_key(key)), token),))


def _pairs(tally: Tally, git: Git, shape: Callable[[str], str]) -> int:
    """Merge twelve files, in each of which two people changed two keys that stand side by side; how
    many were conflicts.
    """
    texts = {
        f"{number:02}.toml": shape((YEAR / f"{pair[0]}.toml").read_text("utf-8"))
        for number, pair in enumerate(PAIRS)
    }
    sides = [
        {
            name: _put(text, PAIRS[number][side], f"{side}0{side}")
            for number, (name, text) in enumerate(texts.items())
        }
        for side in (1, 2)
    ]
    git.branches(texts, *sides)
    git.run("merge", "-q", "-m", "both", "side")
    conflicts = git.conflicts()
    for number, name in enumerate(texts):
        tally.add("pairs of fields changed on two branches")
        if name not in conflicts:
            both = git.read(name) == _put(sides[0][name], PAIRS[number][2], "202")
            tally.expect(both, LOST, f"{name}: {PAIRS[number]}")
    return len(conflicts)


def _two_components(tally: Tally, git: Git) -> None:
    git.branches({FILE: RECORD}, {FILE: RECORD + _OURS}, {FILE: RECORD + _THEIRS})
    code = git.run("merge", "-q", "-m", "both", "side").returncode
    text = git.read(FILE)
    if code == 0:
        kept = text == RECORD + _OURS + _THEIRS
        tally.add("components added on both sides, both kept", int(kept))
        tally.expect(kept, LOST, text)
    else:
        tally.expect(_is_clean(text), "conflicts that are not clean", text)


def _same_field(tally: Tally, git: Git) -> None:
    """One field, two values: git's own marks around one line, everything else merged."""
    ours = RECORD.replace("value = 1 ", "value = 10 ").replace('"B"', '"BB"')
    theirs = RECORD.replace("value = 1 ", "value = 11 ").replace('"A"', '"AA"')
    git.branches({FILE: RECORD}, {FILE: ours}, {FILE: theirs})
    git.run("merge", "-q", "-m", "both", "side")
    text = git.read(FILE)
    clean = _is_clean(text) and '"AA"' in text and '"BB"' in text
    clean = clean and "value = 10 " in text and "value = 11 " in text
    tally.add("clean conflicts of one field", int(clean))
    tally.expect(clean, "conflicts that are not clean", text)


def _is_clean(text: str) -> bool:
    marks = [line[:7] for line in text.splitlines() if re.match(r"[<=>]{7}", line)]
    return bool(marks) and marks == ["<<<<<<<", "=======", ">>>>>>>"] * (len(marks) // 3)
