"""The build process: same bytes everywhere, nothing of our surroundings, and an end to everything."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from joincard_sdk.building import BuildLimits, BuildRefused, build
from joincard_sdk.bundle import load

Edit = Callable[[str, str, str], None]
QUICK = BuildLimits(seconds=6)


def codes(project: Path, limits: BuildLimits = QUICK) -> list[tuple[str, str, int]]:
    with pytest.raises(BuildRefused) as caught:
        build(project, limits)
    return [(f.code, Path(f.file).name, f.line) for f in caught.value.findings]


def test_a_built_bundle_reads_back(project: Path) -> None:
    bundle = build(project)
    assert load(bundle.data) == bundle
    assert [service.code for service in bundle.services] == ["libraries.desk.visit"]
    assert (bundle.plugin, bundle.publisher, bundle.sector) == ("demo.libraries.core", "demo", "libraries")
    assert bundle.file_name == "libraries-0.1.0.bundle.json"


SURROUNDINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "2", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
]


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda around: ",".join(around))
def test_the_bytes_are_the_same_in_any_surroundings(
    project: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = "import sys; from joincard_sdk.building import build; sys.stdout.buffer.write(build(sys.argv[1]).data)"
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", program, str(project)],
        cwd=elsewhere,
        env=kept | surroundings,
        capture_output=True,
        check=True,
    )
    assert done.stdout == build(project).data


def test_the_order_in_which_services_are_returned_means_nothing(project: Path, edit: Edit) -> None:
    before = build(project)
    edit("plugin.py", "return desk.EXAMPLES", "return list(desk.EXAMPLES)")
    edit("plugin.py", "return desk.SERVICES", "return [*reversed(desk.SERVICES)]")
    assert build(project).data == before.data


@pytest.mark.parametrize(
    "body",
    [
        'holder.relation.is_in(*{"self", "spouse", "child", "parent"} - {"parent"})',
        "holder.age.at_least(__import__('time').localtime().tm_gmtoff // 3600 + 30)",
        "holder.age.at_least(__import__('random').randrange(10**9))",
    ],
    ids=["hash seed", "time zone", "chance"],
)
def test_a_plugin_that_differs_between_two_builds_is_refused(project: Path, edit: Edit, body: str) -> None:
    edit(
        "desk.py",
        'card.status.is_("active") & holder.age.at_least(16)',
        f'card.status.is_("active") & ({body} | holder.age.at_least(16))',
    )
    assert [(code, file) for code, file, _ in codes(project)] == [("build.not-reproducible", "desk.py")]


def test_nothing_of_our_environment_reaches_the_plugin(
    project: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINCARD_SECRET", "x")
    edit(
        "plugin.py", "return desk.SERVICES", "import os; raise ValueError(sorted(os.environ) + os.listdir())"
    )
    with pytest.raises(BuildRefused) as caught:
        build(project, QUICK)
    assert caught.value.findings[0].found == "ValueError: ['HOME', 'LC_ALL', 'PYTHONHASHSEED', 'TZ']"


class TestAPluginThatDoesNotEnd:
    def test_in_a_hook_is_stopped_and_its_line_named(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "return desk.SERVICES", "while True: pass")
        [(code, file, line)] = codes(project, BuildLimits(seconds=3))
        assert (code, file) == ("build.timeout", "plugin.py")
        source = (project / "src" / "joincard_libraries" / "plugin.py").read_text("utf-8").splitlines()
        assert "while True" in source[line - 1]

    def test_while_it_is_imported_is_stopped_too(self, project: Path, edit: Edit) -> None:
        edit("desk.py", "SERVICES = (", "while True:\n    pass\nSERVICES = (")
        [(code, file, _)] = codes(project, BuildLimits(seconds=3))
        assert (code, file) == ("build.timeout", "desk.py")

    def test_cannot_hide_behind_a_process_of_its_own(self, project: Path, edit: Edit) -> None:
        child = (
            "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
        )
        edit("plugin.py", "return desk.SERVICES", f"{child}; return desk.SERVICES")
        assert build(project, QUICK).services


class TestAPluginThatTalks:
    def test_may_print_a_little(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "return desk.SERVICES", "print('hello'); return desk.SERVICES")
        assert build(project).services

    def test_is_stopped_when_it_prints_without_end(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "return desk.SERVICES", "while True: print('x' * 1000)")
        assert codes(project)[0][0] == "build.output-too-large"

    def test_cannot_write_the_result_itself(self, project: Path, edit: Edit) -> None:
        lie = 'import os; [os.write(fd, b"{}") for fd in range(3, 20) if _open(fd)]; os._exit(0)'
        edit("plugin.py", "return desk.SERVICES", lie)
        edit(
            "plugin.py",
            "class Plugin",
            "def _open(fd):\n    import os\n    try:\n        os.fstat(fd)\n    except OSError:\n        return False\n    return True\n\n\nclass Plugin",
        )
        assert codes(project)[0][0] == "build.died"

    def test_cannot_bring_a_bundle_beyond_the_limits(self, project: Path, edit: Edit) -> None:
        edit("desk.py", 'en="Visit to the desk"', 'en="Visit " * 2_000_000')
        assert codes(project)[0][0] == "bundle.too-large"


def test_an_installed_package_builds_by_its_import_name(project: Path, tmp_path: Path) -> None:
    """As from a wheel: no pyproject.toml, only the package and the metadata beside it."""
    site = tmp_path / "site"
    shutil.copytree(project / "src" / "joincard_libraries", site / "joincard_libraries")
    metadata = site / "joincard_libraries-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: joincard-libraries\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text(
        "[joincard.plugins]\nlibraries = joincard_libraries.plugin:plugin\n"
    )
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from joincard_sdk.building import build;"
        "sys.stdout.buffer.write(build('joincard_libraries').data);"
        "sys.exit('joincard_libraries' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(site)], capture_output=True, check=True)
    assert done.stdout == build(project).data


# Where the tests themselves run in the background of a shell, Ctrl-C is ignored there and by all they start.
AS_IN_FRONT = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('joincard_sdk.cli', run_name='__main__', alter_sys=True)"
)


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_an_interrupted_build_leaves_nothing_running(project: Path, edit: Edit, tmp_path: Path) -> None:
    """As with Ctrl-C: the child, which waits for ever, ends with the command."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    waits = f"held = open({str(pipe)!r}, 'w'); held.write('x'); held.flush(); import time; time.sleep(600)"
    edit("plugin.py", "return desk.SERVICES", waits)
    command = [sys.executable, "-c", AS_IN_FRONT, "plugin", "build", str(project)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as build_command:
        with pipe.open() as opened:
            assert opened.read(1) == "x"
            build_command.send_signal(signal.SIGINT)
            # The other end of the pipe is in the child: it closes when the child is gone.
            opened.read()
        assert build_command.wait(timeout=20) == 1
