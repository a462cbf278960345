"""Disks that are full, rights that go, two programs, wrong clocks: nothing is lost by any."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tools.disk_faults.home import make_home
from tools.disk_faults.run import report, run
from tools.disk_faults.tries import Outcome, Tally, Trial


# A report as PDF needs an application. Made on the way, it would be none that windows can use, and
# would stand in the way of all tests of windows after this one.
@pytest.mark.usefixtures("qapp")
def test_a_sample_of_every_fault_is_held(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)  # one of them is tried as another user

    tallies = run(tmp_path, 0, Random(1))

    assert [line for line in report(tallies) if "BREACH" in line] == []
    for kind in ("rights or folder lost", "two programs at once", "clocks that jump"):
        assert tallies[kind].done > 0
        assert tallies[kind].refused > 0


def test_what_was_said_to_be_saved_and_is_not_is_found(tmp_path: Path) -> None:
    """The tool itself can fail: a set that nobody wrote is one that was lost."""
    template = tmp_path / "template"
    template.mkdir()
    make_home(template)
    tally = Tally()
    trial = Trial(template, tally)

    trial.run(
        "goals and clinic scores",
        trial.new_home(tmp_path / "home"),
        lambda _write, _home: Outcome(("set nobody 1",)),
        lambda: None,
    )

    assert len(tally.breaches) == 1
    assert "set nobody 1" in tally.breaches[0]


def test_a_row_that_went_is_found(tmp_path: Path) -> None:
    template = tmp_path / "template"
    template.mkdir()
    make_home(template)
    tally = Tally()
    trial = Trial(template, tally)
    home = trial.new_home(tmp_path / "home")

    def lose_the_diary(_write: object, there: Path) -> Outcome:
        (there / "diary.sqlite").unlink()
        for copy in (there / "backups").iterdir():
            copy.unlink()
        return Outcome((), refused="Said, at least.")

    trial.run("a diary is begun", home, lose_the_diary, lambda: None)

    assert any("diary.sqlite" in breach for breach in tally.breaches)
