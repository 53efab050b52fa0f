"""Which disk a path is on, by the table of mounts and where there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinerja_tui.store.disk import mounts
from kinerja_tui.store.disk.mounts import Disk, disk_in, disk_of

TABLE = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
40 27 0:50 / /srv rw,relatime shared:5 master:2 - nfs4 server:/export rw,vers=4.2
41 40 254:1 / /srv/local rw - xfs /dev/vdb rw
42 27 0:51 / /mnt/kantor\040pusat rw - cifs //server/kantor rw
43 27 0:52 / /mnt/back\134slash\011tab ro,relatime - ext4 /dev/vdc rw
44 27 0:53 / /mnt/super rw - ext4 /dev/vdd ro
45 27 0:54 / /home/siti/jauh rw - fuse.sshfs siti@server: rw
46 27 0:55 / /data rw - ext4 /dev/vde rw
47 46 0:56 / /data rw - 9p share rw
50 27 0:60 / /later/deep rw - ext4 /dev/vdf rw
51 27 0:61 / /later rw - smb3 //server/later rw
not a line of the table
60 27 0:70 / /short
"""


@pytest.mark.parametrize(
    ("path", "disk"),
    [
        ("/", Disk("ext4", False, False)),
        ("/etc/hosts", Disk("ext4", False, False)),
        ("/srv/records", Disk("nfs4", True, False)),
        ("/srv", Disk("nfs4", True, False)),
        ("/srv/local/records", Disk("xfs", False, False)),
        ("/srv/locality", Disk("nfs4", True, False)),
        ("/mnt/kantor pusat/records", Disk("cifs", True, False)),
        ("/mnt/back\\slash\ttab/x", Disk("ext4", False, True)),
        ("/mnt/super", Disk("ext4", False, True)),
        ("/home/siti/jauh/records", Disk("fuse.sshfs", True, False)),
        ("/data/records", Disk("9p", True, False)),
        ("/short/x", Disk("ext4", False, False)),
    ],
)
def test_the_deepest_mount_counts_and_the_last_at_one_place(path: str, disk: Disk) -> None:
    assert disk_in(TABLE, path) == disk


def test_a_mount_made_later_hides_what_lies_deeper() -> None:
    assert disk_in(TABLE, "/later/deep/x", "0:60") == Disk("ext4", False, False)
    assert disk_in(TABLE, "/later/deep/x", "0:61") == Disk("smb3", True, False)
    assert disk_in(TABLE, "/later/deep/x", "9:99") == Disk("ext4", False, False)


@pytest.mark.parametrize("table", ["", "\n\n", "garbage", "1 2 3 / / rw -  x", " - - - "])
def test_a_table_that_says_nothing(table: str) -> None:
    assert disk_in(table, "/x") is None


def test_of_this_machine(tmp_path: Path) -> None:
    disk = disk_of(tmp_path)
    assert not disk.read_only
    (tmp_path / "link").symlink_to(tmp_path)
    assert disk_of(tmp_path / "link") == disk
    with pytest.raises(FileNotFoundError):
        disk_of(tmp_path / "nothing")


def test_a_link_leads_to_its_own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    place = str((tmp_path / "far").resolve()).replace(" ", r"\040")
    state = os.stat(tmp_path)
    device = f"{os.major(state.st_dev)}:{os.minor(state.st_dev)}"
    table = tmp_path / "table"
    table.write_text(f"1 0 {device} / / rw - ext4 x rw\n2 1 {device} / {place} rw - nfs x rw\n")
    monkeypatch.setattr(mounts, "TABLE", table)
    assert disk_of(tmp_path / "near") == Disk("nfs", True, False)
    assert disk_of(tmp_path) == Disk("ext4", False, False)


def test_without_a_table_nothing_is_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "nothing")
    assert disk_of(tmp_path) == Disk("", False, False)
