"""The demo, founded once and serving, as ``make demo`` leaves it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from demo.place import free_port
from tests.demo.browsing import Browser, Cookies
from tests.demo.running import Running, listening
from tools.tree import ROOT

STOP_WAIT = 30  # seconds, on a busy machine
# Where the tests themselves run in the background of a shell, Ctrl-C is ignored there and by all they start.
AS_IN_FRONT = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('demo', run_name='__main__', alter_sys=True)"
)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo on a port of its own. At the end it is stopped as Ctrl-C does it, and must end well."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DEMO_FOLDER": str(folder / ".demo")}
    command = (sys.executable, "-c", AS_IN_FRONT, "run", "--port", str(port))
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        printed = ""
        for line in process.stdout:
            printed += line
            if line.startswith("Serving on"):
                break
        else:
            pytest.fail(f"the demo ended: {printed}")
        yield Running(folder, port, printed, environment)
        process.send_signal(signal.SIGINT)
        try:
            rest, _ = process.communicate(timeout=STOP_WAIT)
        except subprocess.TimeoutExpired:
            process.terminate()  # otherwise it is waited for without end
            raise
    assert (process.returncode, rest.strip()) == (0, "Stopped.")
    assert not listening(port)


@pytest.fixture(scope="session")
def signed_in(running: Running) -> Cookies:
    """A session of stephen's at the authority: one letter for all tests, since there are only so many."""
    with Browser.opened(running) as browser:
        assert browser.at("/me").url.path == "/me"
        return browser.cookies


@pytest.fixture
def browser(running: Running, signed_in: Cookies) -> Iterator[Browser]:
    """Stephen's browser, signed in at the authority."""
    with Browser.opened(running, cookies=signed_in) as opened:
        yield opened
