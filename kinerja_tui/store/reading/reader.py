"""Reading the files of one load: from what is put instead, from memory, else from the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kinerja_tui.model.base import Problem, Record
from kinerja_tui.store.disk.files import Unreadable, opened, read, read_in
from kinerja_tui.store.format.record import problems_of, understand
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.reading.memory import Known
from kinerja_tui.store.reading.moments import NO_MOMENT, Moment, is_settled, moment_of
from kinerja_tui.store.reading.overlay import Instead

NOTHING_KNOWN: Final[Mapping[str, Known]] = MappingProxyType({})
_NOT_THERE: Final = "B04"


class Reader:
    """What the files of one load say.

    With `started`, the time before they were listed with their `moments`, each is known by moment
    and digest, and is read only where what was known before may no longer hold. `with_digests`
    alone gives the digests.
    """

    def __init__(
        self,
        root: Path,
        instead: Instead,
        moments: Mapping[str, Moment],
        started: int | None,
        with_digests: bool = False,
    ) -> None:
        """Nothing is read yet."""
        self._root = root
        self._instead = instead
        self._moments = moments
        self._started = started
        self._digest = _digests() if started is not None or with_digests else None

    def folder(
        self, folder: tuple[str, ...], names: Sequence[str], before: Mapping[str, Known]
    ) -> tuple[dict[str, Known], list[Problem]]:
        """What the files `names` of one folder say, in this order, and why some of them cannot be
        read.
        """
        found: dict[str, Known] = {}
        problems: list[Problem] = []
        waiting: list[tuple[str, str]] = []
        for name in names:
            file = "/".join((*folder, name))
            known = self._without_the_disk(file, before.get(file))
            if known is None:
                waiting.append((name, file))
            else:
                found[file] = known
        if not waiting:
            return found, problems
        at_hand = bool(found)
        try:
            with opened(self._root, folder) as descriptor:
                for name, file in waiting:
                    try:
                        found[file] = self._read(descriptor, name, file, before.get(file))
                    except Unreadable as error:
                        problems.append(error.problem)
        except Unreadable as error:
            problems.append(error.problem)
        if at_hand:
            order = ("/".join((*folder, name)) for name in names)
            found = {file: found[file] for file in order if file in found}
        return found, problems

    def one(self, file: str, before: Known | None) -> tuple[Known | None, list[Problem]]:
        """What a file says that was not listed; one that is not there is no problem here."""
        if file in self._instead:
            return self._without_the_disk(file, before), []
        *folders, name = file.split("/")
        try:
            with opened(self._root, tuple(folders)) as descriptor:
                if before and before.settled and before.moment == _moment(descriptor, name):
                    return before, []
                return self._read(descriptor, name, file, before), []
        except Unreadable as error:
            return None, [] if error.problem.code == _NOT_THERE else [error.problem]

    def located(
        self, slips: Iterable[tuple[str, Slip]], known: Mapping[str, Known]
    ) -> tuple[list[Problem], bool]:
        """Slips as problems, each file read once more for its lines, and whether all these files
        still were as they are known.
        """
        by_file: dict[str, list[Slip]] = {}
        for file, slip in slips:
            by_file.setdefault(file, []).append(slip)
        problems: list[Problem] = []
        same = True
        for file, found in by_file.items():
            try:
                data = self._instead.get(file)
                if data is None:
                    data = read(self._root, file)
                same = same and self._is(data, known.get(file))
                problems.extend(problems_of(data, file, found))
            except (Unreadable, UnicodeDecodeError):
                same = False
                problems.extend(problems_of(b"", file, found))
        return problems, same

    def _is(self, data: bytes, known: Known | None) -> bool:
        return self._digest is None or (known is not None and self._digest(data) == known.digest)

    def _without_the_disk(self, file: str, before: Known | None) -> Known | None:
        data = self._instead.get(file)
        if data is not None:
            return self._known(data, file, before, NO_MOMENT, False)
        if before is not None and before.settled and before.moment == self._moments.get(file):
            return before
        return None

    def _read(self, folder: int, name: str, file: str, before: Known | None) -> Known:
        if self._started is None:
            return self._known(read_in(folder, name, file), file, before, NO_MOMENT, False)
        noted = self._moments.get(file) or _moment(folder, name)
        data = read_in(folder, name, file)
        now = _moment(folder, name)
        settled = noted == now != NO_MOMENT and is_settled(now, self._started)
        return self._known(data, file, before, now, settled)

    def _known(
        self, data: bytes, file: str, before: Known | None, moment: Moment, settled: bool
    ) -> Known:
        if self._digest is None:
            return Known(understand(data, file))
        digest = self._digest(data)
        if before is not None and before.digest == digest:
            return before.at(moment, settled)
        return Known(understand(data, file), moment, settled, digest)


def record_of(known: Known | None) -> Record | None:
    """The record of a file, None when it has none."""
    return known.understood.record if known is not None else None


def _moment(folder: int, name: str) -> Moment:
    try:
        return moment_of(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except (OSError, ValueError):
        return NO_MOMENT


def _digests() -> Callable[[bytes], bytes]:
    from hashlib import blake2b

    def digest(data: bytes) -> bytes:
        return blake2b(data, digest_size=16).digest()

    return digest
