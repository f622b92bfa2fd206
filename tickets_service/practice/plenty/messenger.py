"""The Messenger's routes, plainly: conversations and their messages, kept in memory."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickets_service.practice.plenty.answers import Answer, Request, envelope, not_found, refused_fields
from tickets_service.practice.plenty.records import now, spelled

CATEGORIES = (
    {"id": 1, "names": [{"lang": "de", "name": "Allgemein"}]},
    {"id": 2, "names": [{"lang": "de", "name": "eBay"}]},
)
KINDS = ({"id": 1, "categoryId": 1, "names": [{"lang": "de", "name": "Anfrage"}]},)
STATUSES = (
    {"id": 1, "typeId": 1, "progress": 0, "names": [{"lang": "de", "name": "Neu"}]},
    {"id": 2, "typeId": 1, "progress": 100, "names": [{"lang": "de", "name": "Erledigt"}]},
)
ROLES = ({"id": 1, "names": [{"lang": "de", "name": "Bearbeiter"}]},)
INBOXES = ({"id": "1", "name": "service@wohnladen.example.com"},)
CHANGEABLE = ("title", "priorityId", "typeId", "statusId", "isClosed", "tagIds", "owners", "deadline", "followUpDate")


@dataclass
class Messenger:
    conversations: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def listed(self, request: Request) -> Answer:
        """Newest change first; `updateFromDate` is honoured, as the Messenger's great advantage."""
        since = request.query.get("updateFromDate", "")
        found = [one for one in self.conversations.values() if one["updatedAt"] >= since]
        found.sort(key=lambda one: str(one["updatedAt"]), reverse=True)
        if request.knobs.conversation_list_shape == "array":
            return Answer(200, found)
        size, page = int(request.query.get("itemsPerPage", 50)), int(request.query.get("page", 1))
        return envelope(found, page, size, request.knobs, dict)

    def one(self, request: Request, conversation_id: str) -> Answer:
        found = self.conversations.get(conversation_id)
        if found is None:
            return not_found()
        with_messages = "messages" in request.query.get("with", "")
        return Answer(200, found | ({"messages": self.messages[conversation_id]} if with_messages else {}))

    def create(self, request: Request) -> Answer:
        if not request.body.get("title"):
            return refused_fields(["title"])
        return Answer(200, self._open(str(request.body["title"])))

    def _open(self, title: str) -> dict[str, Any]:
        moment = spelled(now(), "iso")
        conversation = {
            "uuid": str(uuid.uuid4()),
            "shortId": str(1000 + len(self.conversations)),
            "title": title,
            "isClosed": False,
            "isDeleted": False,
            "readBy": [],
            "tagIds": [],
            "owners": [],
            "priorityId": 0,
            "typeId": 1,
            "statusId": 1,
            "createdAt": moment,
            "updatedAt": moment,
        }
        self.conversations[conversation["uuid"]] = conversation
        self.messages[conversation["uuid"]] = []
        return conversation

    def update(self, request: Request, conversation_id: str) -> Answer:
        found = self.conversations.get(conversation_id)
        return not_found() if found is None else Answer(200, self._change(found, request.body))

    def update_many(self, request: Request) -> Answer:
        """`PUT /rest/conversations/close`, `read`, `type_status`, `priority`, `tags`, `owner`: by query or body."""
        fields = dict(request.query) | dict(request.body)
        wanted = fields.pop("uuids", fields.pop("uuids[]", ""))
        ids = wanted.split(",") if isinstance(wanted, str) else wanted
        known = [self.conversations[one] for one in ids if one in self.conversations]
        if "read" in fields:
            fields["readBy"] = [request.user_id]
        for conversation in known:
            self._change(conversation, fields)
        return Answer(200, len(known))

    def _change(self, conversation: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
        conversation.update({name: fields[name] for name in (*CHANGEABLE, "readBy") if name in fields})
        conversation["updatedAt"] = spelled(now(), "iso")
        return conversation

    def totals(self, request: Request) -> Answer:
        unread = [one for one in self.conversations.values() if request.user_id not in one["readBy"]]
        return Answer(200, {"totalUnread": len(unread)})

    def messages_of(self, request: Request) -> Answer:
        found = self.messages.get(request.query.get("conversationId", ""))
        if found is None:
            return not_found()
        return envelope(found, int(request.query.get("page", 1)), 50, request.knobs, dict)

    def message(self, _: Request, message_id: str) -> Answer:
        """The message and all that follow it."""
        for stream in self.messages.values():
            for number, message in enumerate(stream):
                if message["uuid"] == message_id:
                    return Answer(200, stream[number:])
        return not_found()

    def attachments(self, request: Request, message_id: str) -> Answer:
        return Answer(200, []) if self.message(request, message_id).status == 200 else not_found()  # noqa: PLR2004

    def write(self, request: Request) -> Answer:
        """Which field names the conversation is not known for sure: see the knob."""
        if not request.body.get("message"):
            return refused_fields(["message"])
        conversation = self._target(request) or self._open(str(request.body.get("title", "Nachricht")))
        message = {
            "uuid": str(uuid.uuid4()),
            "conversationId": conversation["uuid"],
            "message": request.body["message"],
            "whispered": bool(request.body.get("whispered")),
            "from": {"type": "user", "value": request.user_id},
            "attachedFilesCount": len(request.body.get("attachments") or []),
            "createdAt": spelled(now(), "iso"),
            "updatedAt": spelled(now(), "iso"),
        }
        self.messages[conversation["uuid"]].append(message)
        self._change(conversation, {})
        return Answer(200, message)

    def _target(self, request: Request) -> dict[str, Any] | None:
        allowed = request.knobs.reply_target
        body = request.body
        if allowed in ("any", "conversationId") and body.get("conversationId") in self.conversations:
            return self.conversations[body["conversationId"]]
        named = [body.get("parentUuid")] if allowed in ("any", "parentUuid") else []
        if allowed in ("any", "linkedTo"):
            named += [link.get("value") for link in body.get("linkedTo") or [] if link.get("type") == "message"]
        for conversation_id, stream in self.messages.items():
            if any(message["uuid"] in named for message in stream):
                return self.conversations[conversation_id]
        return None


def listing(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A route that gives out a list of the configuration."""
    return lambda request: envelope(rows, int(request.query.get("page", 1)), 50, request.knobs, dict)
