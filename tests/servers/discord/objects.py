"""Guilds, channels, members and messages in the form that Discord sends them."""

from datetime import UTC, datetime

from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.world import (
    THREADS,
    Channel,
    Guild,
    Kind,
    Message,
    Person,
    Role,
    World,
)

JOINED = "2026-01-05T12:00:00.000000+00:00"


def stamp(seconds: float | None) -> str | None:
    """Unix seconds as an ISO 8601 date, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds is not None else None


def user(person: Person) -> Json:
    shown = {"username": person.name, "global_name": None if person.bot else person.name.title()}
    rest = {"discriminator": "0", "avatar": None, "bot": person.bot, "public_flags": 0}
    return {"id": str(person.id)} | shown | rest


def member(guild: Guild, person: Person, permissions: int | None = None) -> Json:
    found: Json = {
        "user": user(person),
        "roles": [str(role) for role in guild.members.get(person.id, ())],
        "nick": None,
        "avatar": None,
        "joined_at": JOINED,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }
    return found | ({"permissions": str(permissions)} if permissions is not None else {})


def role(each: Role, position: int) -> Json:
    return {
        "id": str(each.id),
        "name": each.name,
        "permissions": str(int(each.permissions)),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": each.mentionable,
        "flags": 0,
    }


def channel(world: World, each: Channel) -> Json:
    if each.kind == Kind.DM:
        people = [user(world.people[each.recipient])] if each.recipient else []
        return {"id": str(each.id), "type": 1, "last_message_id": None, "recipients": people}
    found: Json = {
        "id": str(each.id),
        "type": int(each.kind),
        "guild_id": str(each.guild),
        "name": each.name,
        "parent_id": str(each.parent) if each.parent else None,
        "last_message_id": str(max(world.messages.get(each.id, {}), default=each.id)),
        "rate_limit_per_user": 0,
        "flags": each.flags | (1 << 4 if each.tag_required else 0),
    }
    return found | (_thread(world, each) if each.kind in THREADS else _standing(each))


def _standing(each: Channel) -> Json:
    """What a channel of a guild has and a thread has not."""
    found: Json = {
        "position": 0,
        "nsfw": False,
        "topic": None,
        "default_auto_archive_duration": 1440,
        "permission_overwrites": [
            {
                "id": str(rule.target),
                "type": int(rule.member),
                "allow": str(int(rule.allow)),
                "deny": str(int(rule.deny)),
            }
            for rule in each.overwrites
        ],
    }
    if each.kind == Kind.FORUM:
        blank = {"moderated": False, "emoji_id": None, "emoji_name": None}
        tags = [{"id": str(key), "name": name} | blank for key, name in each.tags.items()]
        order = {"default_reaction_emoji": None, "default_sort_order": None}
        found |= {"available_tags": tags, "default_forum_layout": 0} | order
    return found


def _thread(world: World, each: Channel) -> Json:
    count = len(world.messages.get(each.id, {}))
    return {
        "owner_id": str(each.owner),
        "message_count": count,
        "total_message_sent": count,
        "member_count": 1,
        "applied_tags": each.applied_tags,
        "thread_metadata": {
            "archived": each.archived,
            "locked": each.locked,
            "auto_archive_duration": each.archive_after,
            "archive_timestamp": stamp(each.archived_at) if each.archived_at else JOINED,
            "create_timestamp": JOINED,
        },
        "member": {
            "id": str(each.id),
            "user_id": str(world.bot.id),
            "join_timestamp": JOINED,
            "flags": 0,
        },
    }


def guild(world: World, each: Guild, *, whole: bool = False) -> Json:
    """``whole`` as GUILD_CREATE has it: with channels, active threads and some members."""
    found: Json = {
        "id": str(each.id),
        "name": each.name,
        "owner_id": str(each.owner),
        "roles": [role(held, position) for position, held in enumerate(each.roles.values())],
        "preferred_locale": each.locale,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": str(each.system_channel) if each.system_channel else None,
        "system_channel_flags": 0,
        "afk_timeout": 300,
    }
    found |= {key: [] for key in ("emojis", "stickers", "features")}
    return found | (_contents(world, each) if whole else {})


def _contents(world: World, each: Guild) -> Json:
    channels = [found for found in world.channels.values() if found.guild == each.id]
    standing = [channel(world, found) for found in channels if found.kind not in THREADS]
    active = [found for found in channels if found.kind in THREADS and not found.archived]
    nothing = ("voice_states", "presences", "stage_instances", "guild_scheduled_events")
    return {
        "joined_at": JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(each.members),
        # without the members' intent a bot is sent itself alone
        "members": [member(each, world.bot)],
        "channels": standing,
        "threads": [channel(world, found) for found in active],
        **{key: [] for key in (*nothing, "soundboard_sounds")},
    }


def message(world: World, each: Message, *, quoted: bool = True) -> Json:
    """``quoted``: with the message that it answers."""
    found: Json = {
        "id": str(each.id),
        "channel_id": str(each.channel.id),
        "author": user(each.author),
        "content": each.content,
        "timestamp": stamp(each.sent_at),
        "edited_timestamp": stamp(each.edited_at),
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(world.people[one]) for one in each.mentions if one in world.people],
        "mention_roles": [],
        "attachments": each.attachments,
        "embeds": each.embeds,
        "components": each.components,
        "pinned": each.id in each.channel.pinned,
        "type": each.kind,
        "flags": each.flags,
    }
    if each.nonce is not None:
        found["nonce"] = each.nonce
    if each.interaction is not None:
        found |= {"interaction_metadata": each.interaction, "webhook_id": str(world.bot.id)}
        found |= {"application_id": str(world.bot.id)}
    if each.thread is not None:
        found["thread"] = channel(world, each.thread)
    if each.reply_to is not None and quoted:
        found |= _reference(world, each.reply_to)
    return found


def _reference(world: World, quoted: Message) -> Json:
    reference: Json = {
        "type": 0,
        "message_id": str(quoted.id),
        "channel_id": str(quoted.channel.id),
    }
    if quoted.channel.guild:
        reference["guild_id"] = str(quoted.channel.guild)
    shown = None if quoted.deleted else message(world, quoted, quoted=False)
    return {"message_reference": reference, "referenced_message": shown}


def application(world: World, *, content: bool = False) -> Json:
    """``content``: the intent for the content of messages is switched on."""
    return {
        "id": str(world.bot.id),
        "name": "Paperbrief",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 1 << 19 if content else 0,
        "owner": {"id": "1", "username": "operator", "discriminator": "0", "avatar": None},
        "integration_types_config": {"0": {}, "1": {}},
    }
