"""proxies.py CADDY [BINARY]: checks the configurations of deploy/nginx and deploy/caddy. With the
program of a server, also runs them in front of it, on a port and on a unix socket, and checks what goes
through them: a message, files, a request that waits for a hint, the client's address. Only names, ports and
certificates of the configurations are replaced. Leaves nginx out if it is not installed.
"""

import grp
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from processes import Process, environment, free_port, listens, wait_until

ROOT = Path(__file__).resolve().parents[2]
HOST = "support.example.com"
MEGABYTE = 1_048_576
# The client's address. It differs from the proxy's, which is trusted.
CLIENT = "127.0.0.2"
FALSE_NAME = "198.51.100.7"


class Port:
    """A server on a port of loopback."""

    def __init__(self, folder):
        self.port = free_port()
        self.setting, self.proxies = f"127.0.0.1:{self.port}", "127.0.0.1,::1"
        self.nginx = self.caddy = self.setting

    def listens(self):
        return listens(self.port)


class Socket:
    """A server on a unix socket, in a folder whose group is that of the proxy, as docs/operating.md
    describes it."""

    def __init__(self, folder):
        place = folder / "run"
        place.mkdir()
        if os.geteuid() == 0:
            # nginx's processes are this user's, because the test has no configuration of its own.
            os.chown(place, 0, grp.getgrnam("nogroup").gr_gid)
        place.chmod(0o2750)
        self.path = place / "adda.sock"
        self.setting, self.proxies = f"unix:{self.path}", "unix"
        self.nginx, self.caddy = self.setting, f"unix/{self.path}"

    def listens(self):
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.path)) == 0


def adda(folder, binary, place, https_port):
    settings = {
        "ADDA_ADDR": place.setting,
        "ADDA_DATA_DIR": str(folder / "data"),
        "ADDA_PUBLIC_URL": f"https://{HOST}:{https_port}",
        "ADDA_TRUSTED_PROXIES": place.proxies,
    }
    return Process(folder / "adda.log", binary, "serve", env=environment(settings))


def replace(text, pattern, replacement):
    """Replaces a line of a configuration, which has to be there."""
    replaced, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    assert count, f"no line matches {pattern}"
    return replaced


def configure_nginx(folder, place, https_port, is_complete=True):
    """Returns the command that starts nginx."""
    certificate = [folder / "key.pem", folder / "certificate.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        + ["-days", "1", "-subj", f"/CN={HOST}", "-keyout", certificate[0], "-out", certificate[1]],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    site = (ROOT / "deploy/nginx/adda.conf").read_text()
    for pattern, replacement in [
        (r"^    listen \[::\].*\n", ""),
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
        (r"listen 443 ssl", f"listen 127.0.0.1:{https_port} ssl"),
        (r"ssl_certificate .*;", f"ssl_certificate {certificate[1]};"),
        (r"ssl_certificate_key .*;", f"ssl_certificate_key {certificate[0]};"),
        (r"server 127\.0\.0\.1:3000;", f"server {place.nginx};"),
    ]:
        site = replace(site, pattern, replacement)
    if not is_complete:
        site = replace(site, r"^    client_max_body_size .*\n", "")
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; {temporary}\ninclude {folder}/site.conf; }}\n"
    )
    command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    # Newer versions of nginx have a directive for it, which older ones do not know.
    warnings = [line for line in tested.stderr.splitlines() if "[warn]" in line and "http2" not in line]
    assert tested.returncode == 0 and not warnings, tested.stderr
    return command


def nginx(folder, *settings, **options):
    return Process(folder / "nginx.log", *configure_nginx(folder, *settings, **options))


def caddy_environment(folder):
    return os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}


def check_caddy(folder, program):
    shipped, environment = ROOT / "deploy/caddy/Caddyfile", caddy_environment(folder)
    for command in [["validate", "--adapter", "caddyfile", "--config", shipped], ["fmt", "--diff", shipped]]:
        checked = subprocess.run([program, *command], capture_output=True, text=True, env=environment)
        output = checked.stdout + checked.stderr
        assert checked.returncode == 0 and '"level":"warn"' not in output, output


def caddy(folder, program, place, https_port):
    site = (ROOT / "deploy/caddy/Caddyfile").read_text()
    site = replace(site, rf"^{re.escape(HOST)} {{", f"https://{HOST}:{https_port} {{\n\tbind 127.0.0.1\n\ttls internal")
    site = replace(site, r"reverse_proxy 127\.0\.0\.1:3000", f"reverse_proxy {place.caddy}")
    options = "{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n"
    (folder / "Caddyfile").write_text(options + site)
    command = ["run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]
    return Process(folder / "caddy.log", program, *command, env=caddy_environment(folder))


class Connection(http.client.HTTPSConnection):
    """A connection to the proxy from the client's address, for the public name."""

    def __init__(self, port):
        context = ssl._create_unverified_context()
        super().__init__(HOST, port, timeout=40, context=context)

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, (CLIENT, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=HOST)


class Client:
    def __init__(self, port):
        self.port = port
        self.token = None

    def ask(self, method, path, body=None, kind="application/json", headers=None):
        connection = Connection(self.port)
        try:
            headers = {"Forwarded": f"for={FALSE_NAME}", "X-Forwarded-For": FALSE_NAME} | (headers or {})
            if body is not None:
                headers["Content-Type"] = kind
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            try:
                connection.request(method, path, body, headers)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
                pass  # The response came before the whole body was sent.
            response = connection.getresponse()
            # Each response of Adda has this header.
            self.is_from_adda = response.getheader("X-Request-Id") is not None
            return response.status, response.read()
        finally:
            connection.close()

    def json(self, method, path, body=None):
        status, answer = self.ask(method, path, None if body is None else json.dumps(body))
        assert status == 200, f"{method} {path}: {status} {answer[:300]}"
        return json.loads(answer)

    def begin(self):
        self.token = self.json("POST", "/support/api/session/")["token"]
        self.conversation = self.json("GET", "/support/api/conversation/create/")["conversation_id"]

    def send(self, text):
        return self.json("POST", f"/support/api/conversation/{self.conversation}/send/", {"content": text})

    def upload(self, size):
        start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="list.txt"\r\nContent-Type: text/plain\r\n\r\n'
        body = start + b"one line\n" * (size // 9) + b"x" * (size % 9) + b"\r\n--x--\r\n"
        return self.ask(
            "POST", f"/support/api/conversation/{self.conversation}/upload/", body, "multipart/form-data; boundary=x"
        )

    def wait(self, since=None):
        body = {"conversation": self.conversation} | ({"since": since} if since else {})
        return self.json("POST", "/support/fn/wait", body)


def is_ready(port):
    try:
        return Client(port).ask("GET", "/readyz")[0] == 200
    except OSError:  # Caddy makes its certificate after it has begun to listen.
        return False


def check_traffic(name, log, client):
    client.begin()
    assert client.send("Hello")["success"]

    def sent_lines():
        return [line for line in log.read_text().splitlines() if "/send" in line]

    # A thread of its own writes the log.
    wait_until(sent_lines, "the log has the message")
    assert sent_lines()[-1].endswith(f"client={CLIENT}"), sent_lines()
    print(f"  {name}: the log names the client's address")

    status, answer = client.upload(5 * MEGABYTE)
    assert status == 200, (status, answer[:300])
    status, answer = client.upload(6 * MEGABYTE)
    assert status == 413 and json.loads(answer)["code"] == "too_large", (status, answer[:300])
    print(f"  {name}: a file of 5 MB is stored, one of 6 MB is refused by Adda")

    # Adda ignores slashes at both ends of a path.
    for path in ["/metrics", "/metrics/", "/metrics//", "//metrics", "//metrics//", "/%6detrics", "/metrics?a=b"]:
        status, _ = client.ask("GET", path)
        assert status == 404 and not client.is_from_adda, (path, status)
    assert client.ask("GET", "/healthz")[0] == 200 and client.is_from_adda
    print(f"  {name}: /metrics is not reachable")

    since = client.wait()["since"]
    began, sent = time.monotonic(), None

    def send_later():
        nonlocal sent
        time.sleep(1)
        sent = time.monotonic()
        client.send("Is someone there?")

    sender = threading.Thread(target=send_later)
    sender.start()
    hint = client.wait(since)
    ended = time.monotonic()
    sender.join()
    assert sent is not None and sent < ended < sent + 3, f"the hint came {ended - began:.1f} s after the wait began"
    print(f"  {name}: a hint came {1000 * (ended - sent):.0f} ms after the message was sent")

    # The conversation may still change after the message, so the first waits may be short.
    for _ in range(5):
        began = time.monotonic()
        hint = client.wait(hint["since"])
        waited = time.monotonic() - began
        if waited > 10:
            break
    assert waited > 10, "no wait without news lasted until the server answered it"
    print(f"  {name}: a wait without news is answered by the server after {waited:.0f} s")


def try_proxy(name, kind, start, binary, check):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        # nginx's workers are another user.
        folder.chmod(0o755)
        place, https_port = kind(folder), free_port()
        with adda(folder, binary, place, https_port) as server, start(folder, place, https_port) as proxy:
            try:
                wait_until(lambda: place.listens() and listens(https_port), f"{name} and the server listen")
                wait_until(lambda: is_ready(https_port), f"{name} answers")
                check(name, server.log, Client(https_port))
            except BaseException:
                print(server.log.read_text()[-3000:], proxy.log.read_text()[-3000:], sep="\n", file=sys.stderr)
                raise


def check_default_limit(name, _, client):
    client.begin()
    status, answer = client.upload(5 * MEGABYTE)
    assert status == 413 and b"<html>" in answer, (status, answer[:300])
    print(f"  {name}: a file of 5 MB is refused by nginx without client_max_body_size")


def check_configurations(caddy_program, has_nginx):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        check_caddy(folder, caddy_program)
        if has_nginx:
            configure_nginx(folder, Port(folder), free_port())


def main():
    caddy_program, binary = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    has_nginx = shutil.which("nginx") is not None
    if not has_nginx:
        print("  nginx is not installed: its configuration is not checked")
    check_configurations(caddy_program, has_nginx)
    print("  the configurations are valid")
    if binary is None:
        return
    caddy_here = lambda folder, *places: caddy(folder, caddy_program, *places)  # noqa: E731
    trials = [("Caddy", Port, caddy_here, check_traffic), ("Caddy on a socket", Socket, caddy_here, check_traffic)]
    if has_nginx:
        incomplete = lambda *places: nginx(*places, is_complete=False)  # noqa: E731
        trials += [
            ("nginx", Port, nginx, check_traffic),
            ("nginx on a socket", Socket, nginx, check_traffic),
            ("nginx's defaults", Port, incomplete, check_default_limit),
        ]
    failed = []

    def run(name, kind, start, check):
        try:
            try_proxy(name, kind, start, binary, check)
        except BaseException as error:  # noqa: BLE001 (reported, then all have failed)
            failed.append(f"{name}: {error!r}")

    threads = [threading.Thread(target=run, args=trial) for trial in trials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failed:
        print(f"Failed: {failure}", file=sys.stderr)
    sys.exit(1 if failed else 0)


main()
