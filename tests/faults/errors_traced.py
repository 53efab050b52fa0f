"""G2, the real command: an error injected by strace at every call that `kinerja set`, `undo` and
`remove` make on the store from the moment at which they take the lock.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import needs
from tests.faults.aftermath import look_after_next_save, look_at_once, save_something_else
from tests.faults.commands import command, kinerja, mishap
from tests.faults.counting import Scale, Tally
from tests.faults.doings import copy
from tests.faults.kills_traced import COMMANDS, points_of, warm_store
from tests.faults.stores import ENDS, FILE, digest, held, passing
from tests.faults.tracing import Point, share, struck, was_struck

STRUCK = "errors of the real command"


def fail_commands(
    tally: Tally, folder: Path, scale: Scale, errnos: Sequence[int], only: tuple[str, ...] = ()
) -> None:
    """Run the commands once for each point (of the calls `only`, where they are named) and error; a
    small share gives each point one of them.
    """
    strace = needs.tracing()
    every = scale.of(len(errnos), 1)
    for name in scale.of(("set",), tuple(COMMANDS)):
        ready = warm_store(folder / f"traced-{name}", ENDS["LF"])
        found = points_of(strace, ready, folder, name)
        whole = copy(ready, folder / f"whole-{name}")
        kinerja(whole, *COMMANDS[name])
        either = (held(ready), held(whole))
        chosen = [
            point
            for point in share(found, *scale.of((1, 24), (1, 4)))
            if not only or point.call in only
        ]
        with ThreadPoolExecutor(2) as workers:
            jobs = [
                workers.submit(_fail, strace, (ready, name), point, number, either)
                for place, point in enumerate(chosen)
                for turn, number in enumerate(errnos)
                if (place + turn) % every == 0
            ]
            for job in jobs:
                tally.merge(job.result())


def _fail(
    strace: str,
    what: tuple[Path, str],
    point: Point,
    number: int,
    either: tuple[bytes | None, ...],
) -> Tally:
    (ready, name), (old, new), error = what, either, errno.errorcode[number]
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        root = copy(ready, Path(folder) / "records")
        log = Path(folder) / "log"
        done = struck(strace, command(root, *COMMANDS[name]), point, f"error={error}", log)
        story = f"kinerja {name}, {error} at {point.call} {point.nth} ({point.text})"
        tally.add(STRUCK)
        tally.expect(was_struck(log, point, root), "errors that missed", story)
        now = held(root)
        if done.returncode == 0:
            tally.add("told as saved")
            tally.expect(now == new, '"saved" that is not', story)
        else:
            tally.add("told as failed")
            tally.expect(now == old, '"failed" that is saved', f"{story}: {done.stderr}")
            sense = done.returncode == 2 and done.stderr and not mishap(done)
            tally.expect(bool(sense), "answers without sense", f"{story}: {done.stderr}")
        for left in passing(root):
            tally.fault("temporary files left at once", f"{story}: {left}")
        look_at_once(tally, root, (FILE,), story)
        save_something_else(tally, root, story)
        look_after_next_save(tally, root, (FILE,), story, (digest(old),))
    return tally
