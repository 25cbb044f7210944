"""Programs that the checks of deploy/ run on loopback."""

import os
import signal
import socket
import subprocess
import time


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A program that is stopped at the end, with its output in a file."""

    def __init__(self, log, *command, **options):
        self.log = log
        self.output = log.open("w")
        self.child = subprocess.Popen(command, stdout=self.output, stderr=subprocess.STDOUT, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(15)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.output.close()


def environment(settings):
    """Returns this process's environment with only these settings of Adda."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ADDA_")} | settings
