"""Calls every operation of the API through the client that openapi-python-client
generates. Fails if an operation is missing or an answer does not match the description.

Arguments: the folder of the generated package `adda_client`, the address of the
server, the admin's password.
"""

import base64
import hmac
import importlib
import io
import pathlib
import sys
import time
from datetime import datetime, timedelta, timezone

folder, base_url, password = sys.argv[1:]
sys.path.insert(0, folder)

from adda_client import AuthenticatedClient, Client, models  # noqa: E402
from adda_client.types import File  # noqa: E402

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
operations = {
    f"{file.parent.name}.{file.stem}"
    for file in pathlib.Path(folder, "adda_client", "api").glob("*/*.py")
    if file.stem != "__init__"
}
called = set()


def call(client, operation, *ids, expected=200, **arguments):
    """Calls an operation, and returns its answer as the generated type."""
    assert operation in operations, f"{operation} was not generated"
    module = importlib.import_module(f"adda_client.api.{operation}")
    answer = module.sync_detailed(*ids, client=client, **arguments)
    assert answer.status_code == expected, f"{operation}: {answer.status_code} {answer.content!r}"
    is_described = expected == 204 or answer.parsed is not None
    assert is_described, f"{operation}: {answer.content!r} does not have a described type"
    called.add(operation)
    if expected >= 400:
        assert isinstance(answer.parsed, models.ApiError), answer.parsed
        return answer.parsed.code.value
    return answer.parsed


def file(name, content, media_type):
    return File(payload=io.BytesIO(content), file_name=name, mime_type=media_type)


def signed_in(session):
    return AuthenticatedClient(base_url=base_url, token=session.token, timeout=30)


def anonymous():
    """Returns a client without a session and without cookies."""
    return Client(base_url=base_url, timeout=30)


# Visitors.
config = call(anonymous(), "customer.get_config", lang="en")
assert isinstance(config.agents_online, int) and not isinstance(config.agents_online, bool)
assert call(anonymous(), "customer.get_widget", position="bottom-left").position.value == "bottom-left"
stack = ["0123456789abcdef/widget#123@0x4567"]
call(anonymous(), "customer.post_panic", body=models.PanicReport(program="0123456789abcdef/widget", stack=stack), expected=204)
wrong = models.Identity(identity_token="none")
assert call(anonymous(), "customer.post_session", body=wrong, expected=401) == "invalid_identity"
session = call(anonymous(), "customer.post_session", body=models.Identity())
assert session.customer.is_anonymous
customer = signed_in(session)
assert call(anonymous(), "customer.post_conversation_create", expected=401) == "not_signed_in"
chat = call(customer, "customer.post_conversation_create").conversation_id
assert call(customer, "customer.get_conversation_create").conversation_id == chat
call(customer, "customer.post_details", body=models.VisitorDetails(name="Rahim", email="rahim@shop.example"))
words = models.NewMessage(content="Where is my order?", client_id="1")
sent = call(customer, "customer.post_conversation_id_send", chat, body=words).message
assert isinstance(sent.created_at, datetime) and sent.created_at.tzinfo is not None
assert call(customer, "customer.post_conversation_id_send", chat, body=words).message.id == sent.id
empty = models.NewMessage(content=" ")
assert call(customer, "customer.post_conversation_id_send", chat, body=empty, expected=422) == "message_empty"
mistake = models.NewMessage(content="Where is it?")
mistake = call(customer, "customer.post_conversation_id_send", chat, body=mistake).message
assert call(customer, "customer.post_conversation_id_messages_message_recall", chat, mistake.id).success
call(customer, "customer.post_conversation_id_typing", chat)
form = models.UploadForm(file=file("receipt.txt", b"Paid", "text/plain"), content="My receipt")
assert call(customer, "customer.post_conversation_id_upload", chat, body=form).message.attachment_name == "receipt.txt"
thread = call(customer, "customer.get_conversation_id_messages", chat, limit=10)
welcome = thread.messages[0]
assert (welcome.message_type.value, welcome.is_agent) == ("system", False)
unknown = "CONV-000000000000"
assert call(customer, "customer.get_conversation_id_messages", unknown, expected=404) == "not_found"
assert "Where is my order?" in call(customer, "customer.get_conversation_id_transcript", chat)

# An agent who is an admin.
bad = models.Credentials(username="admin", password="not the password")
assert call(anonymous(), "customer.post_login", body=bad, expected=401) == "wrong_credentials"
login = call(anonymous(), "customer.post_login", body=models.Credentials(username="admin", password=password))
admin = signed_in(login)
assert call(customer, "agent.get_agent_conversations", expected=403) == "forbidden"
call(admin, "agent.post_agent_online", body=models.Online(is_online=True))
page = call(admin, "agent.get_agent_conversations", status="open,pending", q="order")
assert [row.conversation_id for row in page.conversations] == [chat]
assert isinstance(page.conversations[0].updated_at, datetime)
assert call(admin, "agent.get_agent_conversations", status="gone", expected=400) == "malformed"
assert call(admin, "agent.get_agent_conversations_changes", since=page.since).reload is False
me = call(admin, "agent.get_agent_agents")[0]
assert call(admin, "agent.get_agent_conversation_id_context", chat).others == []
call(admin, "agent.post_agent_conversation_id_typing", chat)
drafts = call(admin, "agent.put_agent_conversation_id_draft", chat, body=models.DraftTexts(reply="On its"))
assert (drafts.reply.text, drafts.note) == ("On its", None)
assert isinstance(call(admin, "agent.get_agent_conversation_id_draft", chat).reply.written_at, datetime)
assert call(admin, "agent.get_agent_conversations").conversations[0].has_draft
assert call(admin, "agent.delete_agent_conversation_id_draft", chat).reply is None
reply = call(admin, "agent.post_agent_conversation_id_send", chat, body=models.NewAgentMessage(content="On its way.", quoted_id=sent.id)).message
assert reply.is_agent and reply.sender_id == me.id
assert reply.quote.id == sent.id and not reply.quote.is_deleted
note = models.NewAgentMessage(content="Ask the courier.")
assert call(admin, "agent.post_agent_conversation_id_note", chat, body=note).message.is_note
form = models.UploadForm(file=file("label.png", PNG, "image/png"))
assert call(admin, "agent.post_agent_conversation_id_upload", chat, body=form).message.picture.width == 1
form = models.UploadForm(file=file("label.png", PNG, "image/png"))
assert call(admin, "agent.post_agent_conversation_id_note_upload", chat, body=form, author=me.id).message.is_note
wrong = call(admin, "agent.post_agent_conversation_id_send", chat, body=models.NewAgentMessage(content="Wrong chat")).message
form = models.UploadForm(file=file("wrong.png", PNG, "image/png"))
picture = call(admin, "agent.post_agent_conversation_id_upload", chat, body=form).message
gone = call(admin, "agent.delete_agent_conversation_id_messages_message_attachment", chat, picture.id).message
assert gone.attachment is None and isinstance(gone.attachment_deleted_at, datetime)
edited = models.EditedText(content="Right chat")
edited = call(admin, "agent.patch_agent_conversation_id_messages_message", chat, wrong.id, body=edited).message
assert edited.content == "Right chat" and isinstance(edited.edited_at, datetime)
taken = models.NewAgentMessage(content="Too early")
taken = call(admin, "agent.post_agent_conversation_id_send", chat, body=taken).message
assert call(admin, "agent.post_agent_conversation_id_messages_message_recall", chat, taken.id).success
deleted = call(admin, "agent.delete_agent_conversation_id_messages_message", chat, wrong.id).message
assert deleted.content == "" and isinstance(deleted.deleted_at, datetime)
seen = call(admin, "agent.get_agent_conversation_id_messages", chat).messages
call(admin, "agent.post_agent_conversation_id_read", chat, body=models.ReadUpTo(up_to=seen[-1].id))
assert call(admin, "agent.post_agent_conversation_id_mentions_seen", chat, body=models.ReadUpTo(up_to=seen[-1].id)).success
assert call(admin, "agent.post_agent_conversation_id_unread", chat).unread == 1
call(customer, "customer.post_conversation_id_read", chat, body=models.ReadUpTo(up_to=seen[-1].id))
label = call(admin, "agent.post_agent_labels", body=models.LabelDraft(name="Refund", color="#FF4444"))
draft = models.LabelDraft(name="Refunds", color="#FF4444")
assert call(admin, "agent.put_agent_labels_id", label.id, body=draft).name == "Refunds"
assert [found.id for found in call(admin, "agent.get_agent_labels")] == [label.id]
assert call(admin, "agent.put_agent_conversation_id_labels_label", chat, label.id).labels[0].id == label.id
assert call(admin, "agent.delete_agent_conversation_id_labels_label", chat, label.id).labels == []
update = models.ConversationUpdate(priority=models.Priority.HIGH, subject="An order")
assert call(admin, "agent.post_agent_conversation_id_update", chat, body=update).subject == "An order"
tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).replace(microsecond=0)
snooze = models.ConversationUpdate(snoozed_until=tomorrow)
snoozed = call(admin, "agent.post_agent_conversation_id_update", chat, body=snooze)
assert (snoozed.is_snoozed, snoozed.snoozed_until) == (True, tomorrow)
listed = call(admin, "agent.get_agent_conversations", snoozed="true")
assert [row.conversation_id for row in listed.conversations] == [chat]
assert listed.counts.snoozed == 1
wake = models.ConversationUpdate(is_snoozed=False)
assert call(admin, "agent.post_agent_conversation_id_update", chat, body=wake).snoozed_until is None
for action, value in [("priority", models.Priority.URGENT), ("label", label.id), ("assign", None), ("resolve", None)]:
    many = models.BulkRequest(ids=[chat, unknown], action=models.BulkAction(action), value=value)
    results = call(admin, "agent.post_agent_conversations_bulk", body=many).results
    assert [result.outcome.value for result in results] == ["done", "not_found"], (action, results)
rated = models.NewRating(rating=5, comment="Quick")
assert call(customer, "customer.post_conversation_id_rate", chat, body=rated, expected=409) == "conflict"
call(admin, "admin.patch_admin_settings", body=models.ChatSettingsPatch(rating_enabled=True))
call(customer, "customer.post_conversation_id_rate", chat, body=rated)
call(customer, "customer.post_conversation_id_reopen", chat)
call(customer, "customer.post_conversation_id_close", chat)
late = models.NewMessage(content="One more thing")
closed = call(customer, "customer.post_conversation_id_send", chat, body=late, expected=409)
assert closed == "conversation_closed"
blocked = call(admin, "agent.post_agent_conversation_id_block", chat, body=models.NewBlock(address_hours=1))
assert blocked.conversation_id == chat
assert [found.id for found in call(admin, "agent.get_agent_blocked")] == [blocked.id]
assert call(admin, "agent.get_agent_conversation_id_context", chat).block.id == blocked.id
assert call(customer, "customer.post_conversation_id_reopen", chat, expected=403) == "blocked"
assert call(admin, "agent.delete_agent_blocked_id", blocked.id).success
assert call(admin, "agent.delete_agent_labels_id", label.id).success
preferences = call(admin, "agent.get_agent_preferences")
preferences.sound = False
call(admin, "agent.post_agent_preferences", body=preferences)
assert call(admin, "agent.get_agent_preferences").sound is False
assert len(call(admin, "agent.get_agent_quick_replies")) == 5
assert call(admin, "agent.get_agent_statistics").totals.conversations == 1
assert "," in call(admin, "agent.get_agent_statistics_file", "totals.csv")

# The team.
member = models.NewMember(
    username="nadia", display_name="Nadia", display_name_bn="", bio="", email="", role=models.Role.AGENT
)
invited = call(admin, "admin.post_admin_agents", body=member)
assert isinstance(invited.expires_at, datetime)
assert call(admin, "admin.post_admin_agents", body=member, expected=422) == "invalid_value"
member.username = "rafi"
other = call(admin, "admin.post_admin_agents_invite", body=member)
assert call(admin, "admin.post_admin_agents_id_invite", other.agent_id).username == "rafi"
assert len(call(admin, "admin.get_admin_agents")) == 3
nadia = call(admin, "admin.get_admin_agents_id", invited.agent_id)
changed = models.MemberPatch(bio="Answers in the evening")
assert call(admin, "admin.patch_admin_agents_id", nadia.id, body=changed).bio == "Answers in the evening"
assert call(admin, "admin.put_admin_agents_id", nadia.id, body=models.MemberPatch(bio="")).bio == ""
order = models.OrderAgentId(ids=[other.agent_id, nadia.id, me.id])
call(admin, "admin.post_admin_agents_order", body=order)
picture = file("face.png", PNG, "image/png")
assert call(admin, "admin.put_admin_agents_id_avatar", nadia.id, body=picture).avatar
assert call(admin, "admin.delete_admin_agents_id_avatar", nadia.id).avatar is None
assert call(admin, "admin.delete_admin_agents_id", nadia.id).is_active is False

# Quick replies and settings.
draft = models.QuickReplyDraft(title="Hello", content="Hello!")
added = call(admin, "admin.post_admin_quick_replies", body=draft)
assert call(admin, "admin.get_admin_quick_replies_id", added.id).title == "Hello"
before = models.QuickReplyDraft(title=added.title, content=added.content, is_active=added.is_active)
replaced = models.Replacement(title="Hi", content="Hi!", started_from=before)
assert call(admin, "admin.put_admin_quick_replies_id", added.id, body=replaced).title == "Hi"
changed = models.QuickReplyDraftPatch(category="Words")
assert call(admin, "admin.patch_admin_quick_replies_id", added.id, body=changed).category == "Words"
replies = call(admin, "admin.get_admin_quick_replies")
order = models.OrderQuickReplyId(ids=[reply.id for reply in reversed(replies)])
call(admin, "admin.post_admin_quick_replies_order", body=order)
call(admin, "admin.delete_admin_quick_replies_id", added.id)
settings = call(admin, "admin.get_admin_settings")
assert settings.max_file_size == call(anonymous(), "customer.get_config").max_file_size
changed = models.ChatSettingsPatch(max_file_size=6 * 1024 * 1024)
assert call(admin, "admin.patch_admin_settings", body=changed).max_file_size == 6 * 1024 * 1024
settings.welcome_message = "Good day"
assert call(admin, "admin.put_admin_settings", body=settings, expected=409) == "conflict"
settings = call(admin, "admin.get_admin_settings")
settings.welcome_message = "Good day"
assert call(admin, "admin.put_admin_settings", body=settings).welcome_message == "Good day"
logo = file("logo.png", PNG, "image/png")
assert call(admin, "admin.put_admin_settings_logo", body=logo).shop_logo
assert call(admin, "admin.delete_admin_settings_logo").shop_logo is None
secret = call(admin, "admin.get_admin_settings_identity_secret")
assert call(admin, "admin.post_admin_settings_identity_secret_replace").secret != secret.secret
token = models.TokenToCheck(identity_token="none")
call(admin, "admin.post_admin_settings_identity_secret_check", body=token)
assert call(admin, "admin.post_admin_settings_identity_secret_forget").has_previous is False
log = call(admin, "admin.get_admin_log", subject=models.Subject.SETTINGS, who="admin")
fields = {change.field: change for entry in log.entries for change in entry.changes}
assert (fields["max_file_size"].before, fields["welcome_message"].after) == (5 * 1024 * 1024, "Good day")
assert isinstance(log.entries[0].created_at, datetime)

# Customers.
visitor = call(anonymous(), "customer.post_session", body=models.Identity())
export = call(admin, "admin.get_admin_customers_id_export", visitor.customer.id)
assert (export.customer.id, export.conversations) == (visitor.customer.id, [])
assert call(admin, "admin.post_admin_customers_id_erase", visitor.customer.id).conversations == 0
assert call(admin, "admin.post_admin_customers_id_erase", visitor.customer.id, expected=404) == "not_found"

call(admin, "admin.delete_admin_conversation_id", chat)
assert call(admin, "admin.delete_admin_conversation_id", chat, expected=404) == "not_found"

# Sessions.
[session] = [session for session in call(admin, "agent.get_agent_sessions") if session.is_current]
assert isinstance(session.created_at, datetime)
call(admin, "agent.delete_agent_sessions")
assert call(admin, "agent.delete_agent_sessions_id", session.id + 1_000, expected=404) == "not_found"
call(admin, "admin.delete_admin_agents_id_sessions", nadia.id)
call(admin, "admin.post_admin_settings_identity_secret_end_sessions")
assert call(customer, "customer.get_conversation_create", expected=401) == "not_signed_in"

# Two-factor authentication with a code from an app (RFC 6238).
call(admin, "admin.delete_admin_agents_id_two_factor", nadia.id)
setup = call(admin, "agent.post_agent_two_factor_begin")
step = (int(time.time()) // 30).to_bytes(8, "big")
digest = hmac.digest(base64.b32decode(setup.secret), step, "sha1")
start = digest[-1] & 15
number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
code = models.AppCode(code=f"{number % 1_000_000:06}")
recovery = call(admin, "agent.post_agent_two_factor_confirm", body=code)
assert len(recovery.recovery_codes) == 10
proof = models.OwnProof(code=recovery.recovery_codes[0])
recovery = call(admin, "agent.post_agent_two_factor_recovery_codes", body=proof)
assert call(admin, "agent.get_agent_two_factor").recovery_codes_left == 10
call(admin, "agent.post_agent_two_factor_off", body=models.OwnProof(password=password))

# The password, and signing out.
passwords = models.Passwords(old_password=password, new_password="another good password")
call(admin, "agent.post_agent_password", body=passwords)
passwords = models.Passwords(old_password="another good password", new_password=password)
call(admin, "agent.post_agent_password", body=passwords)
call(admin, "customer.post_logout")
assert call(admin, "agent.get_agent_agents", expected=401) == "not_signed_in"

assert operations == called, f"never called: {sorted(operations - called)}"
print(f"{len(called)} operations")
