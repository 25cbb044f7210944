"""litestream.py LITESTREAM BINARY: replicates the database of a server with the configuration and the
command of docs/backup.md, kills the server, restores the replica and compares. The replica is in a
folder instead of a bucket.
"""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import urllib.request
from pathlib import Path

from processes import Process, environment, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
DATABASE, BUCKET = "/var/lib/adda/adda.sqlite3", "s3://bucket/adda"
MESSAGES = 50


def of_manual(folder):
    """Returns the configuration and the command of the manual, for the folder."""
    manual = (ROOT / "docs/backup.md").read_text()
    configuration = re.search(r"`/etc/litestream\.yml`:\n\n((?: {4}.*\n)+)", manual)
    command = re.search(r"^ {4}litestream (restore .*)$", manual, re.MULTILINE)
    assert configuration and command, "docs/backup.md has no configuration of Litestream, or no command"
    file = folder / "litestream.yml"
    replica = f"file://{folder}/replica"
    configured = textwrap.dedent(configuration[1])
    assert DATABASE in configured and BUCKET in configured, configured
    file.write_text(configured.replace(DATABASE, str(folder / "data/adda.sqlite3")).replace(BUCKET, replica))
    restored = str(folder / "restored/adda.sqlite3")
    return file, command[1].replace(DATABASE, restored).replace(BUCKET, replica).split()


def post(port, path, body, token=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.loads(response.read())


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10):
            return True
    except OSError:
        return False


def count(file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT COUNT(*) FROM support_message WHERE content LIKE 'replica %'").fetchone()[0]


def main():
    litestream, binary = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        configuration, restore = of_manual(folder)
        (folder / "restored").mkdir()
        port = free_port()
        settings = {"ADDA_ADDR": f"127.0.0.1:{port}", "ADDA_DATA_DIR": str(folder / "data"), "ADDA_LIMITS": "off"}
        with Process(folder / "adda.log", binary, "serve", env=environment(settings)) as server:
            wait_until(lambda: is_ready(port), "the server answers")
            with Process(folder / "litestream.log", litestream, "replicate", "-config", configuration) as replication:
                token = post(port, "/support/api/session/", {})["token"]
                chat = post(port, "/support/api/conversation/create/", {}, token)["conversation_id"]
                for number in range(MESSAGES):
                    post(port, f"/support/api/conversation/{chat}/send/", {"content": f"replica {number}"}, token)
                server.child.send_signal(signal.SIGKILL)
                server.child.wait()
                log = replication.log
                wait_until(lambda: list((folder / "replica").rglob("*.ltx")), "something is replicated")
        # Litestream has copied the rest before it ended.
        restored = subprocess.run([litestream, *restore], capture_output=True, text=True)
        assert restored.returncode == 0, log.read_text()[-3000:] + restored.stdout + restored.stderr
        found = count(folder / "restored/adda.sqlite3")
        assert found == MESSAGES, f"{found} of {MESSAGES} messages were restored\n{log.read_text()[-3000:]}"
        settings["ADDA_DATA_DIR"] = str(folder / "restored")
        checked = subprocess.run([binary, "check"], env=environment(settings), capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        said = (folder / "adda.log").read_text()
        assert "ERROR" not in said, said[-3000:]
    print(f"  all {MESSAGES} messages were restored after the server was killed")


main()
