"""`python -m tutor export` prints a script that runs and gives the tutor's own numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


def test_a_script_in_chinese_runs_from_a_file_whatever_encoding_the_system_has(tmp_path: Path) -> None:
    system = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    script, command = tmp_path / "script.py", ["-m", "tutor", "export", "chain-rule/live", "--steps", "3"]
    with script.open("wb") as file:
        subprocess.run([sys.executable, *command, "--lang", "zh"], stdout=file, env=system, check=True)
    assert "# 前向传播：" in script.read_text(encoding="utf-8")
    ran = subprocess.run([sys.executable, script], capture_output=True, env=system, check=True)
    assert ran.stdout.decode("gbk").startswith("第一次更新前的损失 0.06")


def test_a_framework_that_cannot_says_why() -> None:
    printed = CliRunner().invoke(tutor, ["export", "chain-rule/live", "--to", "sklearn"])
    assert printed.exit_code == 1
    assert "scikit-learn" in printed.stderr


def exported(*arguments: str) -> Result:
    return CliRunner().invoke(tutor, ["export", *arguments])


def test_an_experiment_is_exported_run_by_run() -> None:
    asked = exported("faq/bend")
    assert asked.exit_code == 1
    assert not asked.stdout
    said = " ".join(asked.stderr.split())
    assert said.endswith("Choose one with --run: 1 activation=linear, 2 activation=sigmoid, 3 activation=tanh.")
    runs = [exported("faq/bend", "--run", str(number)).stdout for number in (1, 2, 3)]
    assert "np.tanh" in runs[2]
    assert "np.tanh" not in runs[0] + runs[1]
    assert runs[0] != runs[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("faq/bend", "--run", "4"), "Choose one with --run: 1"),
        (("chain-rule/live", "--run", "1"), "no experiment with several runs"),
        (("chain-rule",), "Name a step of chain-rule that has a network: live."),
        (("chain-rule/rule",), "Name a step of chain-rule that has a network: live."),
        (("chain-rule/nowhere",), "Name a step of chain-rule that has a network: live."),
        (("chain-rule/live", "--run", "1", "--lang", "zh"), "不是有多次训练的实验"),
        (("chain-rule/live", "--to", "sklearn"), "`--to numpy` has it."),
    ],
)
def test_what_cannot_be_exported_is_said_with_what_to_do(arguments: tuple[str, ...], said: str) -> None:
    refused = exported(*arguments)
    assert refused.exit_code == 1
    assert not refused.stdout
    assert said in " ".join(refused.stderr.split())
