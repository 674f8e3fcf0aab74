"""`python -m tutor export` prints a script that runs and gives the tutor's own numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.cli import tutor


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))


def test_the_script_of_a_step_runs(tmp_path: Path) -> None:
    printed = CliRunner().invoke(tutor, ["export", "chain-rule/live", "--steps", "3"])
    assert printed.exit_code == 0
    script = tmp_path / "script.py"
    script.write_text(printed.stdout, encoding="utf-8")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert "0.06" in ran.stdout


def test_a_framework_that_cannot_says_why() -> None:
    printed = CliRunner().invoke(tutor, ["export", "chain-rule/live", "--to", "sklearn"])
    assert printed.exit_code == 1
    assert "scikit-learn" in printed.stderr


def test_a_step_without_a_network_names_those_that_have_one() -> None:
    printed = CliRunner().invoke(tutor, ["export", "chain-rule/rule"])
    assert printed.exit_code == 1
    assert "live" in printed.stderr
