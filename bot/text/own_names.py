r"""Names of systems that an abstract hides in its author's own commands, out of the title. Pure.

"We present \ours, a ..." under the title "FooBar: ..." presents FooBar. Where the title does
not tell, the command stays, and is read as any unknown one.
"""

import re
from collections.abc import Iterator

from bot.text.latex import is_known_command, to_unicode

_COMMAND = re.compile(r"\\([A-Za-z]{2,40})(?![A-Za-z])(?:\{\}|\\?(?=\s)|\\xspace\b)?")
_BRACKETED = re.compile(r"\s*\(\s*\\([A-Za-z]{2,40})(?:\{\}|\\?(?=\s)|\\xspace\b)?\s*\)")
# what authors call the command for what they made: \ours, \modelname, \OurMethod, \sysName
_KINDS = (
    r"models?|methods?|mthd|sys(?:tem)?|approach|framework|algo(?:rithm)?|tool|bench(?:mark)?|"
    r"data(?:set)?|corpus|net(?:work)?|agent|pipeline|app|project|paper"
)
_OWN = re.compile(
    r"ours?|title(?:variable|name)?|(?:our|my|the|this|new|full|total)*"
    rf"(?:(?:{_KINDS})?(?:name|short|full){{1,2}}|{_KINDS})",
    re.IGNORECASE,
)
_DATA = re.compile(r"data|bench|corpus", re.IGNORECASE)
_PRESENTED = re.compile(
    r"\b(?:present|propose|introduce|develop|design|construct|release|build|built|call|name|dub)"
    r"(?:s|d|ed|ing)?,? (?:our |it )?(?:\{|\\text\w\w\{|\\emph\{)*$"
)
_WORD = re.compile(r"[^\W_][\w.+-]*")
_NAMED = re.compile(r"(\S(?:.{0,22}\S)?)(?: ?: | [–—] )\S")
_ODD = re.compile(r"[a-z\d][A-Z]|[A-Z]{2}|\d")
_TEX = re.compile(r"[\\${}]")
_KINDS_OF_PAPER = frozenset(("position", "survey", "review", "tutorial", "report", "abstract"))
_SHORTEST_WORD = 3
_BEFORE = 60


def with_names(abstract: str, title: str) -> str:
    """The abstract's source with such commands replaced; nothing else is changed."""
    if "\\" not in abstract:
        return abstract
    commands = {found[1] for found in _COMMAND.finditer(abstract)}
    own = sorted(name for name in commands if not is_known_command(name))
    if not own:
        return abstract
    names = _names(own, abstract, to_unicode(title))
    named = _COMMAND.sub(lambda found: names.get(found[1], found[0]), abstract)
    # a bracket that would only say "method" is left out
    return _BRACKETED.sub(lambda found: "" if _is_own(found[1]) else found[0], named)


def _names(own: list[str], abstract: str, title: str) -> dict[str, str]:
    """What stands for each command, as far as it is clear."""
    plain = _COMMAND.sub(" ", abstract)
    spelt = {_key(word): word for word in (*_words(plain), *_words(title))}
    names = {each: spelt[_key(each)] for each in own if _key(each) in spelt and not _is_own(each)}
    system = _NAMED.match(title)
    hidden = [each for each in own if each not in names and _hides(each, abstract)]
    # with two of them it is not clear which one it is
    if system and len(hidden) == 1 and _is_name(system[1]) and _fits(hidden[0], system[1], plain):
        names[hidden[0]] = system[1]
    return names


def _fits(command: str, name: str, plain: str) -> bool:
    r"""Beside a name that is written out, only ``\ours``, ``\model`` and the like mean it too."""
    return name not in plain or (_is_own(command) and not _DATA.search(command))


def _hides(command: str, abstract: str) -> bool:
    """Whether a command is what the paper calls its own thing."""
    if _is_own(command):
        return True
    places = (found.start() for found in _COMMAND.finditer(abstract) if found[1] == command)
    return command.islower() and any(
        _PRESENTED.search(abstract[max(at - _BEFORE, 0) : at]) for at in places
    )


def _is_own(command: str) -> bool:
    return _OWN.fullmatch(command) is not None


def _is_name(text: str) -> bool:
    """One word, or two of which one is spelt as no other word is: FooBar Gym, not Beyond Words."""
    words = text.split()
    if text.islower() or text.lower() in _KINDS_OF_PAPER or _TEX.search(text):
        return False
    return len(words) == 1 or (len(words) == 2 and any(map(_ODD.search, words)))


def _words(text: str) -> Iterator[str]:
    """Words that may be names: with a capital or a digit, so that no other word is taken."""
    for found in _WORD.finditer(text):
        word = found[0].rstrip(".-+")
        if len(word) >= _SHORTEST_WORD and not word.islower():
            yield word


def _key(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())
