"""Two branches and a real Git: which work merges by itself, which with the driver, what a conflict
looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.splice import splice
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing.start import ATTRIBUTES
from tests.store.gitting import ROOT, Git

YEAR = ROOT / "records" / "biro-osdm" / "2022"
PAIRS = (
    ("indicators/ip-asn", "component.kualifikasi.value", "component.kualifikasi.name"),
    ("indicators/ip-asn", "component.kompetensi.value", "component.kompetensi.name"),
    ("indicators/skm", "component.u1.value", "component.u1.name"),
    ("indicators/sakip", "definition", "source"),
    ("indicators/sakip", "analysis.cause", "analysis.obstacle"),
    ("indicators/sakip", "analysis.obstacle", "analysis.solution"),
    ("indicators/sakip", "analysis.efficiency", "analysis.programme"),
    ("indicators/sakip", "analysis.programme", "analysis.target_change"),
    ("activities/manajemen-sdm", "ceiling", "spending"),
    ("activities/manajemen-sdm", "spending", "physical"),
    ("activities/manajemen-sdm", "volume.value", "volume.measured_in"),
    ("recommendations/kasn-merit", "item.rencana-kebutuhan.status", "item.rencana-kebutuhan.text"),
)
"""Two keys that stand side by side in a file of the sample."""

RECORD = """\
schema = 1
id = "x"

[component.a]
value = 1   # measured

name = "A"

# the second
[component.b]
value = 2

name = "B"
"""
FILE = "x.toml"


def put(text: str, key: str, token: str) -> str:
    return splice(text, (Change(key, index(text).token(split_key(key)), token),))


def compact(text: str) -> str:
    return re.sub(r"\n(?:[ \t]*\n)+", "\n", text)


@pytest.fixture
def plain(tmp_path: Path) -> Git:
    """A repository that knows of no driver, though its records ask for it."""
    git = Git(tmp_path / "records of the office")
    git.write({".gitattributes": "".join(f"{line}\n" for line in ATTRIBUTES)})
    git.write({"kinerja.toml": "schema = 1\n"})
    return git


@pytest.fixture
def driven(plain: Git) -> Git:
    done = plain.kinerja("merge-driver", "--install")
    assert (done.returncode, done.stderr) == (0, "")
    return plain


def merged(git: Git, base: str, ours: str, theirs: str) -> tuple[int, str]:
    """The exit code of `git merge`, and the file as it left it, whatever Git calls the sides."""
    git.branches({FILE: base}, {FILE: ours}, {FILE: theirs})
    code = git.run("merge", "-q", "-m", "both", "side").returncode
    assert (git.conflicts() == []) == (code == 0)
    text = re.sub(r"^<{7} .*", "<<<<<<< ours", git.read(FILE), flags=re.MULTILINE)
    return code, re.sub(r"^>{7} .*", ">>>>>>> theirs", text, flags=re.MULTILINE)


def pairs(git: Git, shape: Callable[[str], str]) -> list[str]:
    """Merge the twelve pairs at once; the files with conflicts. The others hold both values."""
    texts = {
        f"{n:02}.toml": shape((YEAR / f"{pair[0]}.toml").read_text("utf-8"))
        for n, pair in enumerate(PAIRS)
    }
    ours, theirs = (
        {
            name: put(text, PAIRS[n][side], f"{side}0{side}")
            for n, (name, text) in enumerate(texts.items())
        }
        for side in (1, 2)
    )
    git.branches(texts, ours, theirs)
    git.run("merge", "-q", "-m", "both", "side")
    conflicts = git.conflicts()
    for n, name in enumerate(texts):
        if name not in conflicts:
            both = put(ours[name], PAIRS[n][2], "202")
            assert git.read(name) == both
    return conflicts


def test_the_layout_merges_without_the_driver(plain: Git) -> None:
    assert pairs(plain, str) == []


def test_neighbouring_lines_need_the_driver(plain: Git) -> None:
    assert len(pairs(plain, compact)) == len(PAIRS)


def test_neighbouring_lines_merge_with_the_driver(driven: Git) -> None:
    assert pairs(driven, compact) == []


def test_two_new_components_are_both_kept(driven: Git) -> None:
    ours = RECORD + '\n[component.c]\nvalue = 3   # ours\n\nname = "C"\n'
    theirs = RECORD + '\n# theirs\n[component.d]\nvalue = 4\n\nname = "D"\n'
    assert merged(driven, RECORD, ours, theirs) == (0, ours + theirs.removeprefix(RECORD))


def test_two_new_components_stop_git_alone(plain: Git) -> None:
    ours = RECORD + '\n[component.c]\nvalue = 3\n\nname = "C"\n'
    assert merged(plain, RECORD, ours, ours.replace("c]", "d]").replace("3", "4"))[0] == 1


def test_the_same_field_is_a_conflict_of_one_line(driven: Git) -> None:
    ours = RECORD.replace("value = 1 ", "value = 10 ").replace('"B"', '"BB"')
    theirs = RECORD.replace("value = 1 ", "value = 11 ").replace('"A"', '"AA"')
    code, text = merged(driven, RECORD, ours, theirs)
    marked = (
        "<<<<<<< ours\nvalue = 10   # measured\n=======\nvalue = 11   # measured\n>>>>>>> theirs\n"
    )
    assert code == 1
    assert text == RECORD.replace('"A"', '"AA"').replace('"B"', '"BB"').replace(
        "value = 1   # measured\n", marked
    )
    assert driven("status", "--short") == "UU x.toml\n"


def test_a_conflict_is_shown_as_one_with_its_lines(driven: Git) -> None:
    _, text = merged(
        driven, RECORD, RECORD.replace("value = 2", "value = 3"), RECORD.replace("= 2", "= 4")
    )
    with pytest.raises(Unreadable) as raised:
        parse(text.encode(), FILE)
    problem = raised.value.problem
    assert problem.code == "B07"
    assert problem.line == text[: text.index("<<<<<<<")].count("\n") + 1
    assert "unfinished" in str(problem.message)
    assert "Keep one" in str(problem.hint)


def test_a_mark_inside_a_long_text_is_shown_too(plain: Git) -> None:
    base = RECORD + '\n[analysis]\ncause = """\none\ntwo\n"""\n'
    _, text = merged(plain, base, base.replace("two", "2"), base.replace("two", "zwei"))
    assert tomli.loads(text)
    with pytest.raises(Unreadable) as raised:
        parse(text.encode(), FILE)
    assert raised.value.problem.code == "B07"


def test_removed_against_changed_is_a_conflict(driven: Git) -> None:
    table = RECORD[RECORD.index("# the second") :]
    code, text = merged(
        driven, RECORD, RECORD.removesuffix(table), RECORD.replace("value = 2", "value = 3")
    )
    changed = table.replace("2", "3")
    assert code == 1
    assert text == RECORD.removesuffix(table) + (
        f"<<<<<<< ours\n=======\n{changed}>>>>>>> theirs\n"
    )


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: "\ufeff" + text.rstrip("\n").replace("\n", "\r\n"),
    ],
    ids=["CRLF", "BOM", "no last line end", "all of it"],
)
def test_line_ends_and_marks_stay(driven: Git, shape: Callable[[str], str]) -> None:
    base = shape(compact(RECORD))
    ours, theirs = base.replace("= 1 ", "= 10 "), base.replace('"A"', '"AA"')
    both = ours.replace('"A"', '"AA"')
    assert merged(driven, base, ours, theirs) == (0, both)
    assert driven("show", f":{FILE}").encode() == both.encode()


def test_comments_of_both_sides_are_kept(driven: Git) -> None:
    ours = RECORD.replace("# measured", "# measured twice").replace("= 2", "= 3   # new")
    theirs = RECORD.replace("# the second", "# the second one").replace(
        'id = "x"', '# who\nid = "x"'
    )
    code, text = merged(driven, RECORD, ours, theirs)
    assert code == 0
    assert text == ours.replace("# the second", "# the second one").replace(
        'id = "x"', '# who\nid = "x"'
    )


def test_what_the_driver_declines_git_merges_as_text(driven: Git) -> None:
    ours, theirs = (RECORD.replace("# the second", f"# {word}") for word in ("two", "zwei"))
    code, text = merged(driven, RECORD, ours, theirs.replace("= 1 ", "= 7 "))
    assert code == 1
    assert "<<<<<<< ours\n# two\n" in text
    assert "# zwei\n>>>>>>> theirs\n" in text
    assert "value = 7   # measured" in text


def test_a_rebase_and_a_cherry_pick_use_it_too(driven: Git) -> None:
    base = compact(RECORD)
    ours, theirs = base.replace("= 1 ", "= 10 "), base.replace('"A"', '"AA"')
    driven.branches({FILE: base}, {FILE: ours}, {FILE: theirs})
    driven("checkout", "-q", "-b", "picked")
    driven("cherry-pick", "side")
    assert driven.read(FILE) == ours.replace('"A"', '"AA"')
    driven("checkout", "-q", "side")
    driven("rebase", "-q", "main")
    assert driven.read(FILE) == ours.replace('"A"', '"AA"')


@pytest.mark.parametrize("program", ["/nowhere/kinerja", "false", "sh -c 'exit 126'"])
def test_without_the_program_git_merges_alone(driven: Git, program: str) -> None:
    """It is gone, or ends at once: with the code of a conflict, or of a broken script."""
    told = driven("config", "merge.kinerja.driver").strip()
    driven("config", "merge.kinerja.driver", re.sub(r"\A.*? merge-driver", program, told))
    ours, theirs = RECORD.replace("= 1 ", "= 10 "), RECORD.replace("= 2", "= 3")
    assert merged(driven, RECORD, ours, theirs) == (0, ours.replace("= 2", "= 3"))


def test_without_the_program_a_conflict_has_both_values(driven: Git) -> None:
    driven("config", "merge.kinerja.driver", "x" + driven("config", "merge.kinerja.driver").strip())
    code, text = merged(driven, RECORD, RECORD.replace("= 2", "= 3"), RECORD.replace("= 2", "= 4"))
    assert code == 1
    assert "<<<<<<< ours\nvalue = 3\n=======\nvalue = 4\n>>>>>>> theirs\n" in text
