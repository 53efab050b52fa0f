"""G12: another program changes a record; the open workspace shows it, however many indicators its
year has, and leaves alone what is being typed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from threading import Event

from kinerja_tui.store.watching.watcher import Watcher
from tests.faults import needs
from tests.faults.counting import Count, Result, Scale, Tally, measured, most
from tests.faults.terminals import Terminal, opened
from tests.store.documents import HERE

UNSEEN, DISTURBED = "outside edits not shown", "typed texts that were disturbed"
_RECORD = "biro-osdm/2022/indicators/ip-asn.toml"
_OTHER = "biro-osdm/2022/indicators/sakip.toml"
_WORST, _SOON_MS, _MANY = 15.0, 150.0, 1000


def run(scale: Scale) -> Result:
    needs.program("setsid")
    tally = Tally()
    times = scale.of(20, 200)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        ignored = shutil.ignore_patterns(".kinerja")
        shutil.copytree(HERE / "records", root, ignore=ignored, symlinks=True)
        with opened(root, "61.34") as terminal:
            _settle(terminal)
            few = sorted(_edit(tally, terminal, root, number) for number in range(times))
            _while_typing(tally, terminal, root)
        slow = [_without_hints(tally, root, number) for number in range(scale.of(1, 10))]
        _fill(root)
        with opened(root, "IK 1 ") as terminal:
            _settle(terminal)
            many = sorted(_edit(tally, terminal, root, -1 - number) for number in range(times))
    return tally.result(
        tally.least("outside edits", 2 * times),
        *_shown("shown after", few),
        *_shown(f"among {_MANY:,} indicators", many),
        most("shown after, worst", max(few[-1], many[-1]), _WORST, "s"),
        most("noticed without the system's hints, worst", max(slow), _WORST, "s"),
        *tally.told("edits while somebody typed"),
        *tally.none(UNSEEN, DISTURBED),
    )


def _shown(what: str, taken: list[float]) -> tuple[Count, Count]:
    """The median, and what all but one in twenty stayed below."""
    return (
        measured(f"{what}, median", 1000 * statistics.median(taken), "ms"),
        most(f"{what}, 95 of 100", 1000 * taken[int(0.95 * (len(taken) - 1))], _SOON_MS, "ms"),
    )


def _fill(root: Path) -> None:
    """Give the year so many indicators, each with its target in every agreement."""
    year = (root / _RECORD).parents[1]
    text = (root / _RECORD).read_text("utf-8")
    more = range(_MANY - len(list((year / "indicators").iterdir())))
    for number in more:
        own = text.replace('"ip-asn"', f'"more-{number}"').replace('"IK 1"', f'"IK {number + 10}"')
        (year / "indicators" / f"more-{number}.toml").write_text(own, "utf-8")
    targets = "".join(f"[target.more-{number}]\nvalue = 61\n\n" for number in more)
    for path in (year / "agreements").iterdir():
        head, first, tail = path.read_text("utf-8").partition("[target.")
        path.write_text(f"{head}{targets}{first}{tail}", "utf-8")


def _settle(terminal: Terminal) -> None:
    """Until the workspace has drawn everything and watches."""
    until = time.monotonic() + 2
    while time.monotonic() < until:
        terminal.read(0.1)


def _edit(tally: Tally, terminal: Terminal, root: Path, number: int) -> float:
    """One edit, in place or by rename; the seconds until the screen shows it."""
    value = f"{55 + number // 100}.{number % 100:02}1"
    _write(root / _RECORD, "value = ", value, in_place=number % 2 == 0)
    tally.add("outside edits")
    taken = terminal.until(lambda screen: value in screen, _WORST)
    tally.expect(taken is not None, UNSEEN, value)
    return _WORST + 1 if taken is None else taken


def _write(path: Path, key: str, value: str, *, in_place: bool) -> None:
    """Change the realisation in a record as an editor does."""
    head, _, tail = path.read_text("utf-8").partition("[realisation]")
    before, found, rest = tail.partition(key)
    text = f"{head}[realisation]{before}{found}{value}\n{rest.partition(chr(10))[2]}"
    if in_place:
        path.write_text(text, "utf-8")
        return
    aside = path.with_name("editor~")
    aside.write_text(text, "utf-8")
    os.replace(aside, path)


def _while_typing(tally: Tally, terminal: Terminal, root: Path) -> None:
    """Somebody types into one row while another row changes, and then the row itself."""
    terminal.type_("\x1b[B")
    terminal.until(lambda screen: ">  IK 1" in screen)
    terminal.type_("e")
    terminal.until(lambda screen: "Enter save" in screen)
    terminal.type_("98.765")
    terminal.until(lambda screen: "98.765" in screen)
    for file, value in ((_OTHER, "44.441"), (_RECORD, "33.331")):
        tally.add("edits while somebody typed")
        _write(root / file, "value = ", value, in_place=False)
        if file == _OTHER:
            shown = terminal.until(lambda screen: "44.44" in screen, _WORST)
            tally.expect(shown is not None, UNSEEN, "in another row, while somebody typed")
        else:
            _settle(terminal)
        tally.expect("98.765" in terminal.screen, DISTURBED, f"by an edit of {file}")
    terminal.type_("\x1b")


def _without_hints(tally: Tally, root: Path, number: int) -> float:
    """Where the system gives no hints, looking must do; the seconds until an edit is told."""
    told = Event()
    watcher = Watcher(root, lambda files: told.set() if _OTHER in files else None, hints=False)
    watcher.start()
    try:
        watcher.ready.wait(_WORST)
        start = time.perf_counter()
        _write(root / _OTHER, "value = ", f"{45 + number}.441", in_place=number % 2 == 0)
        told.wait(_WORST + 5)
        tally.expect(told.is_set(), UNSEEN, "without the system's hints")
        return time.perf_counter() - start
    finally:
        watcher.stop()
