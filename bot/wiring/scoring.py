"""Who judges papers against topics, as the settings name it."""

from adapters.sentence_encoder.settings import EncoderSettings
from bot.editorial.choosing.lexical_scorer import LexicalScorer

# texts; some weeks of papers, 10 MB
_REMEMBERED = 20_000


def scorer(settings: EncoderSettings) -> LexicalScorer:
    """Raises SettingsError where the folder holds no encoder that taught the space."""
    if settings.folder is None:
        return LexicalScorer()
    # loaded where there is an encoder
    from adapters.sentence_encoder.encoder import SentenceEncoder
    from bot.editorial.choosing.background import background
    from bot.editorial.choosing.index import reference
    from bot.editorial.space.crowds import crowds
    from bot.editorial.space.remembering import RememberingEncoder
    from bot.editorial.space.teacher import TeacherInSpace
    from bot.editorial.space.vectors import space

    teacher = TeacherInSpace(SentenceEncoder(settings.folder), space())
    encoder = RememberingEncoder(teacher, _REMEMBERED)
    return LexicalScorer(reference(background(), space(), crowds(), encoder))
