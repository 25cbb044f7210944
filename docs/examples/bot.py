"""Answers each new conversation once, and leaves it in the queue for the team.

Needs nothing but Python. The bot is an agent of its own: invite one in the console, and
choose its password. Leave it offline, so that no conversation is assigned to it.

    ADDA_URL=https://support.example.com ADDA_USERNAME=bot ADDA_PASSWORD=… python3 bot.py
"""

import json
import os
import time
import urllib.error
import urllib.request
from urllib.parse import quote

URL = os.environ.get("ADDA_URL", "http://127.0.0.1:3000").rstrip("/")
EVERY_SECONDS = float(os.environ.get("BOT_EVERY_SECONDS", "3"))
ANSWERS = {
    "en": "Thank you for your message. A colleague will answer soon.",
    "bn": "আপনার বার্তার জন্য ধন্যবাদ। আমাদের একজন সহকর্মী শিগগিরই উত্তর দেবেন।",
}


class Refused(Exception):
    """The server has refused a request for good."""

    def __init__(self, status, code):
        super().__init__(f"{status} {code}")
        self.status = status


class Bot:
    def __init__(self):
        self.token = None
        self.id = None

    def sign_in(self):
        self.token = None
        credentials = {"username": os.environ["ADDA_USERNAME"], "password": os.environ["ADDA_PASSWORD"]}
        session = self.request("POST", "/support/api/login/", credentials)
        self.token, self.id = session["token"], session["agent"]["id"]

    def request(self, method, path, body=None):
        """Returns the response. Repeats the request while the server cannot answer it."""
        wait = 1
        while True:
            headers = {"Content-Type": "application/json"}
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            data = None if body is None else json.dumps(body).encode()
            try:
                request = urllib.request.Request(URL + path, data, headers, method=method)
                with urllib.request.urlopen(request, timeout=30) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                if error.code == 401 and self.token:
                    # The session has expired or was ended.
                    self.sign_in()
                    continue
                if error.code != 429 and error.code < 500:
                    raise Refused(error.code, json.load(error).get("code")) from None
                pause = float(error.headers.get("Retry-After") or wait)
            except OSError:
                pause = wait
            time.sleep(pause)
            wait = min(2 * wait, 30)

    def handle(self, row):
        """Does what a conversation needs. Doing it twice changes nothing."""
        path = f"/support/agent/api/conversation/{row['conversation_id']}"
        assignee = (row["assigned_agent"] or {}).get("id")
        if assignee == self.id:
            # A reply assigns the conversation to its writer. The team still has to see it.
            self.request("POST", f"{path}/update/", {"assigned_agent_id": None})
        elif assignee is None and row["status"] == "open" and row["unread"] > 0:
            messages = self.request("GET", f"{path}/messages/?after=0&limit=200")["messages"]
            if not any(message["is_agent"] for message in messages):
                # The same client_id again returns the first message, so a retry sends no second one.
                answer = {"content": ANSWERS[row["language"]], "client_id": f"bot-{row['conversation_id']}"}
                self.request("POST", f"{path}/send/", answer)

    def all_open(self):
        """Handles the open conversations. Returns the cursor of what is to come."""
        since, cursor = None, ""
        while cursor is not None:
            page = self.request("GET", f"/support/agent/api/conversations/?status=open{cursor}")
            # That of the first page: later changes are then reported, none is missed.
            since = since or page["since"]
            self.handle_all(page["conversations"])
            cursor = page.get("next_cursor") and f"&cursor={quote(page['next_cursor'])}"
        return since

    def handle_all(self, rows):
        for row in rows:
            try:
                self.handle(row)
            except Refused as refused:
                # Such as a conversation that has been closed meanwhile. The others go on.
                print(f"{row['conversation_id']}: {refused}", flush=True)

    def run(self):
        self.sign_in()
        since = self.all_open()
        while True:
            time.sleep(EVERY_SECONDS)
            news = self.request("GET", f"/support/agent/api/conversations/changes/?since={quote(since)}")
            since = news["since"]
            if news["reload"]:
                since = self.all_open()
            self.handle_all(news["conversations"])


if __name__ == "__main__":
    Bot().run()
