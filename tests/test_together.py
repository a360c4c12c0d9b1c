"""What the processes of gunicorn have together goes with them, also where they were killed."""

import subprocess
import sys
from pathlib import Path

BEGIN = """
import sys
from kamerarchief import together
together.begin(sys.argv[1])
print(together.folder(), flush=True)
sys.stdin.read()
"""


def begun(base: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that shares a folder, and stays until its input ends; and that folder."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, str(base)], stdin=pipe, stdout=pipe, text=True
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_a_start_takes_away_what_was_left_by_one_that_was_killed(tmp_path: Path) -> None:
    killed, left = begun(tmp_path)
    living, kept = begun(tmp_path)
    killed.kill()
    killed.communicate()
    assert left.is_dir()
    last, own = begun(tmp_path)
    assert set(tmp_path.iterdir()) == {kept, own}
    for process in (living, last):
        process.communicate()
