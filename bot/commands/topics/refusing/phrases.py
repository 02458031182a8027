"""Phrases that refuse: leave out, I don't want, except for. Pure."""

_APOSTROPHE = r"['\N{RIGHT SINGLE QUOTATION MARK}]?"
NEVER = rf"(?:(?:do|am|are) not|don{_APOSTROPHE}t|never)"
ALOUD = (
    r"(?:(?:(?:please )?(?:leave|filter|keep) out|no more|nothing(?= (?:about|on|from|in|"
    r"for|with|to do)\b)|"
    rf"(?:(?:i|we) {NEVER}|i{_APOSTROPHE}m not|we{_APOSTROPHE}re not) "
    r"(?:(?:really|much) )?(?:want|need|like|interested in|care (?:about|for))"
    r"(?: to (?:see|read|get|have)\b)?|"
    rf"(?:i|we) (?:(?:really|just) )?(?:hate|dislike|can(?:no|{_APOSTROPHE})t stand)|"
    rf"(?:(?:please )?{NEVER} (?:show|send|give|bring|find|get)|"
    r"(?:please )?stop (?:showing|sending|giving|bringing))(?: (?:me|us))?)\b)"
)
EXCEPT = r"(?:except(?: for)?|excluding|apart from|aside from)"
