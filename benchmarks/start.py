"""How long the service takes from its start until it is ready.

    python benchmarks/start.py [--runs N]

Starts ``python -m bot run`` N times, the first time on a new data folder, and measures
the seconds from the start of the process to its log line "ready", with bytecode, as it is
shipped. Nothing is fetched: there are no channels. Ends with one line of JSON: runs, first_s
(the folder is made), median_s, slowest_s, and stop_s, the median from SIGTERM to the end.
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.service import environment

ROOT = Path(__file__).resolve().parents[1]
# nobody listens there, and nobody is asked
NOBODY = "http://127.0.0.1:9"


def once(folder: Path) -> tuple[float, float]:
    """Seconds until ready, and from SIGTERM to the end."""
    logged = {"PAPERBRIEF_LOG_LEVEL": "info", "PAPERBRIEF_LOG_FORMAT": "json"}
    given = {**os.environ, **environment(folder, NOBODY), **logged, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=given,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        read = []
        for line in process.stderr:
            read.append(line)
            if line.startswith("{") and json.loads(line).get("event") == "ready":
                break
        else:
            raise SystemExit("the service was never ready:\n" + "".join(read))
        ready = time.perf_counter() - begun
        begun = time.perf_counter()
        process.terminate()
        process.communicate()
        return ready, time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=7)
    runs = max(parser.parse_args().runs, 1)
    for room in ("bot", "adapters", "scheduler", "storage"):
        compileall.compile_dir(ROOT / room, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        times = [once(Path(folder)) for _ in range(runs)]
    ready = [each for each, _ in times]
    result = {
        "runs": runs,
        "first_s": round(ready[0], 3),
        "median_s": round(median(ready), 3),
        "slowest_s": round(max(ready), 3),
        "stop_s": round(median(each for _, each in times), 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
