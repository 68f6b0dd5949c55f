"""The demo tells what it promises: a permission with its price, a refusal from both sides, what to try."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.running import Running
from tools.tree import ROOT


class TestTheDemo:
    def test_makes_a_month_of_verifications(self, running: Running) -> None:
        found = re.search(r"(\d+) permitted, (\d+) refused", running.printed)
        assert found
        permitted, refused = map(int, found.groups())
        assert permitted + refused > 250
        assert min(permitted, refused) > 20

    def test_verifies_stephen_with_price_lines_and_receipt(self, running: Running) -> None:
        part = between(running.printed, "Stephen Marlowe Adeyinka pays", "Olena Verbytska has booked")
        assert "permitted" in part
        assert "354.00 CNY" in part
        assert "here 480" in part
        assert "social_security_number: GBRDEMO00001" in part
        assert "signature checked with the authority's key set" in part

    def test_tells_the_provider_no_more_than_it_may_know(self, running: Running) -> None:
        part = between(running.printed, "Olena Verbytska has booked", "The same refusal")
        assert "refused" in part
        assert "does not meet a condition" in part
        assert "reference" in part
        assert "status is active" not in part

    def test_tells_the_holder_everything_and_what_to_do(self, running: Running) -> None:
        part = between(running.printed, "The same refusal", "Open")
        assert "Required: the card's status is active." in part
        assert "要求：卡片状态为正常。" in part
        assert "what to do" in part
        assert "decided again from the log: the same" in part

    def test_offers_commands_that_work(self, running: Running) -> None:
        part = between(running.printed, "Try in another terminal", "Serving on")
        commands = [line.strip() for line in part.splitlines() if " -m demo " in line]
        assert len(commands) == 5
        for command in commands:
            assert running.type(command)

    def test_counts_what_was_paid_before(self, running: Running) -> None:
        bill = "verify george healthcare.settlement.outpatient_retired --basis 400"
        first = running.type(f".venv/bin/python -m demo {bill}")
        second = running.type(f".venv/bin/python -m demo {bill}")
        assert "60.00 CNY" in second
        assert first != second

    def test_names_a_port_in_use_and_what_to_do(self, running: Running) -> None:
        command = (sys.executable, "-m", "demo", "run", "--port", str(running.port))
        done = subprocess.run(command, cwd=ROOT, env=running.environment, capture_output=True, text=True)
        assert done.returncode == 1
        assert f"Port {running.port} of this machine is in use." in done.stderr
        assert "make demo PORT=" in done.stderr

    def test_does_not_touch_a_demo_that_serves(self, running: Running) -> None:
        done = run_again(running, running.folder / ".demo")
        assert done.returncode == 1
        assert "A demo serves from" in done.stderr
        assert "Stop it with Ctrl-C" in done.stderr

    def test_removes_nothing_but_an_earlier_demo(self, running: Running, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
        done = run_again(running, tmp_path)
        assert done.returncode == 1
        assert "holds other things" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("verify nobody healthcare.registration.walk_in", "Nobody here is called nobody"),
            ("verify lily healthcare.no.such", "service.unknown"),
            ("verify lily healthcare.registration.walk_in --city 110000", "No provider of the demo"),
            ("verify lily healthcare.registration.walk_in --fact no", "write it like"),
            ("holder none", "verification"),
        ],
    )
    def test_says_in_a_sentence_what_was_wrong(self, running: Running, words: str, expected: str) -> None:
        command = (sys.executable, "-m", "demo", *words.split())
        done = subprocess.run(command, cwd=ROOT, env=running.environment, capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr.startswith("Error: ")
        assert expected in done.stderr
        assert "Traceback" not in done.stderr


def run_again(running: Running, folder: Path) -> subprocess.CompletedProcess[str]:
    """Another demo in a folder, on any free port."""
    command = (sys.executable, "-m", "demo", "run", "--once", "--port", "0", "--folder", str(folder))
    return subprocess.run(command, cwd=ROOT, env=running.environment, capture_output=True, text=True)


def between(text: str, beginning: str, end: str) -> str:
    """The part of a text from one phrase to the next."""
    return text[text.index(beginning) :].partition(end)[0]
