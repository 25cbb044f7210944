"""make.py BINARY COMMIT: makes the data of an earlier version, which tests/faults/upgrade.rs upgrades:
a small shop on SQLite and on PostgreSQL, and what its API has answered. BINARY was built from COMMIT.

    scripts/with-postgres python3 tests/faults/earlier/make.py BINARY COMMIT

Needs pg_dump. The data is fictitious; the sessions and passwords open nothing else.
"""

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
BINARY, COMMIT = sys.argv[1:]
SECRET = "a shop's secret of at least 32 characters"
PASSWORD = "correct horse battery"
AGENT_PASSWORD = "staple and paperclip"
# A picture of one pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Api:
    def __init__(self, port, token=None):
        self.port, self.token = port, token

    def ask(self, method, path, body=None, kind="application/json"):
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            headers["Content-Type"] = kind
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()[:300]}") from error

    def digest(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return hashlib.sha256(response.read()).hexdigest()

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, body=None):
        return self.ask("POST", path, {} if body is None else body)

    def upload(self, path, name, kind, content):
        parts = [
            ('name="client_id"', None, str(uuid.uuid4()).encode()),
            (f'name="file"; filename="{name}"', kind, content),
        ]
        body = b""
        for about, kind, value in parts:
            body += f"--border\r\nContent-Disposition: form-data; {about}\r\n".encode()
            body += f"Content-Type: {kind}\r\n\r\n".encode() if kind else b"\r\n"
            body += value + b"\r\n"
        return self.ask("POST", path, body + b"--border--\r\n", "multipart/form-data; boundary=border")


def identity_token(customer, name):
    def encoded(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    claims = {"sub": customer, "name": name, "email": "rahim@example.com", "exp": int(time.time()) + 3600}
    signed = encoded({"alg": "HS256", "typ": "JWT"}) + b"." + encoded(claims)
    signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


def message(text):
    return {"content": text, "client_id": str(uuid.uuid4())}


def customer(port, identity=None):
    begun = Api(port).post("/support/api/session/", {"identity_token": identity} if identity else {})
    api = Api(port, begun["token"])
    return api, api.post("/support/api/conversation/create/")["conversation_id"]


def fill(port):
    """Fills the shop, and returns the sessions and what they read."""
    admin = Api(port, Api(port).post("/support/api/login/", {"username": "admin", "password": PASSWORD})["token"])
    admin.ask("PATCH", "/support/admin/api/settings/", {
        "welcome_message": "Welcome to the old shop.", "timezone": "Asia/Dhaka", "primary_color": "#205493",
        "max_file_size": 3 * 1024 * 1024, "rating_enabled": True,
    })
    labels = [admin.post("/support/agent/api/labels/", {"name": name, "color": color})
              for name, color in [("Refund", "#9b2226"), ("ফেরত", "#205493")]]
    reply = {"title": "Hours", "content": "We are open from 9 to 5.", "title_bn": "সময়", "category": "general"}
    admin.post("/support/admin/api/quick-replies/", reply)
    nadia = Api(port, Api(port).post("/support/api/login/", {"username": "nadia", "password": AGENT_PASSWORD})["token"])
    nadia.post("/support/agent/api/online/", {"is_online": True})

    visitor, first = customer(port)
    visitor.post(f"/support/api/conversation/{first}/send/", message("Where is my Zanzibarquill parcel?"))
    visitor.upload(f"/support/api/conversation/{first}/upload/", "receipt.txt", "text/plain", b"One parcel, paid.\n" * 50)
    visitor.upload(f"/support/api/conversation/{first}/upload/", "parcel.png", "image/png", PNG)
    agent = f"/support/agent/api/conversation/{first}"
    nadia.post(f"{agent}/send/", message("It is on its way."))
    nadia.post(f"{agent}/note/", message("The courier has lost one before."))
    nadia.post(f"{agent}/update/", {"subject": "A late parcel", "priority": "high"})
    nadia.ask("PUT", f"{agent}/labels/{labels[0]['id']}/")

    known, second = customer(port, identity_token("shop-17", "Rahim"))
    known.post(f"/support/api/conversation/{second}/send/", message("ধন্যবাদ, সব ঠিক আছে।"))
    nadia.post(f"/support/agent/api/conversation/{second}/send/", message("You are welcome."))
    known.post(f"/support/api/conversation/{second}/close/")
    known.post(f"/support/api/conversation/{second}/rate/", {"rating": 5, "comment": "Quick."})

    sessions = {"admin": admin, "nadia": nadia, "visitor": visitor, "known": known}
    reads = [
        ("admin", "/support/admin/api/settings/"),
        ("admin", "/support/admin/api/agents/"),
        ("admin", "/support/admin/api/quick-replies/"),
        ("admin", "/support/admin/api/log/"),
        ("nadia", "/support/agent/api/labels/"),
        ("nadia", "/support/agent/api/conversations/"),
        ("nadia", "/support/agent/api/conversations/?q=zanzibarquill"),
        ("nadia", f"{agent}/messages/"),
        ("nadia", f"/support/agent/api/conversation/{second}/messages/"),
        ("visitor", f"/support/api/conversation/{first}/messages/"),
        ("known", f"/support/api/conversation/{second}/messages/"),
    ]
    answers = [{"session": name, "path": path, "answer": sessions[name].get(path)} for name, path in reads]
    messages = sessions["visitor"].get(f"/support/api/conversation/{first}/messages/")["messages"]
    files = [each["attachment"] for each in messages] + [(each["picture"] or {}).get("thumbnail") for each in messages]
    return {
        "sessions": {name: api.token for name, api in sessions.items()},
        "accounts": {"admin": PASSWORD, "nadia": AGENT_PASSWORD},
        "conversations": {"visitor": first, "known": second},
        "answers": answers,
        "files": [{"path": path, "sha256": visitor.digest(path)} for path in files if path],
    }


def serve(folder, database):
    port = free_port()
    settings = {"ADDA_ADDR": f"127.0.0.1:{port}", "ADDA_DATA_DIR": str(folder), "ADDA_ADMIN_PASSWORD": PASSWORD,
                "ADDA_IDENTITY_SECRET": SECRET, "ADDA_LIMITS": "off", "PATH": os.environ["PATH"]} | database
    child = subprocess.Popen([BINARY, "serve"], env=settings, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                Api(port).get("/support/api/config/")
                break
            except OSError:
                time.sleep(0.1)
        added = [BINARY, "user", "add", "nadia", "--role", "agent"]
        subprocess.run(added, env=settings, input=AGENT_PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
        facts = fill(port)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)
    # After a clean stop.
    assert not (folder / "adda.sqlite3-wal").exists()
    return facts


def dump(url):
    """Returns the statements that make the database, for a client that has no COPY."""
    options = ["--inserts", "--no-owner", "--no-privileges"]
    made = subprocess.run(["pg_dump", *options, url], check=True, capture_output=True, text=True).stdout
    lines = [line for line in made.splitlines() if not line.startswith(("\\", "--")) and "set_config('search_path'" not in line]
    return "\n".join(line for line in lines if line) + "\n"


def pack(name, folder, facts):
    facts = {"commit": COMMIT, "made_at": int(time.time())} | facts
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1))
    for lock in folder.glob("*.lock"):
        lock.unlink()
    with tarfile.open(HERE / f"{name}.tar.gz", "w:gz", compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.add(file, file.relative_to(folder))
    print(name, (HERE / f"{name}.tar.gz").stat().st_size, "bytes")


def main():
    with tempfile.TemporaryDirectory() as folder:
        pack("sqlite", Path(folder), serve(Path(folder), {}))
    url = os.environ["ADDA_TEST_POSTGRES_URL"]
    with tempfile.TemporaryDirectory() as folder:
        facts = serve(Path(folder), {"ADDA_DATABASE_URL": url})
        (Path(folder) / "database.sql").write_text(dump(url))
        pack("postgres", Path(folder), facts)


main()
