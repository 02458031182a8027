"""The table of everything that is measured: it makes the metrics and docs/metrics.md. Values only.

Names follow https://prometheus.io/docs/practices/naming/. What a label may be stands with it.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Measure:
    """``labels`` by name, with what they may be."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    said: str
    labels: tuple[tuple[str, str], ...] = ()
    # upper bounds in seconds
    buckets: tuple[float, ...] = ()

    @property
    def label_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.labels)


_PLATFORM = ("platform", "`telegram`, `discord`, `terminal`")
_CATEGORY = ("category", "an arXiv category that a channel asked for")
_PURPOSE = ("purpose", "`topic`, `embed`, `score`, `write`, `summarise`, `probe`")
_WORKER = (
    "worker",
    "`loop`, `watch`, `publish`, `publish with a model`, `deliver …`, `sweep`, `receive …`, "
    "`store …`",
)

PARTS = "paperbrief_parts_total"
ARXIV_ANSWERS = "paperbrief_arxiv_answers_total"
COMMANDS = "paperbrief_commands_total"
COMMAND_SECONDS = "paperbrief_command_seconds"
STORE_SECONDS = "paperbrief_store_seconds"
ALARM = "paperbrief_alarm_ringing"
SILENT = "paperbrief_worker_silent_seconds"
HANGS = "paperbrief_worker_hangs"
WAITING = "paperbrief_deliveries_waiting"
DUE = "paperbrief_deliveries_due"
OLDEST = "paperbrief_deliveries_oldest_waiting_seconds"
ENDED = "paperbrief_deliveries_ended"
ARXIV_STATE = "paperbrief_arxiv_state"
ARXIV_NEWEST = "paperbrief_arxiv_newest_announcement_seconds"
CHOOSING_STAGES = "paperbrief_choosing_stages_total"
MODEL_CALLS = "paperbrief_model_calls_total"
MODEL_TOKENS = "paperbrief_model_tokens_total"
MODEL_SECONDS = "paperbrief_model_call_seconds"
MODEL_REFUSALS = "paperbrief_model_refusals_total"
MODEL_BUDGET = "paperbrief_model_budget_used"
MODEL_TEXTS = "paperbrief_model_texts_total"

MEASURES = (
    Measure(
        PARTS,
        "counter",
        "Messages of briefs that were given to a platform, by what became of them.",
        (
            _PLATFORM,
            (
                "outcome",
                "`delivered`, `perhaps_twice`, `later`, `in_doubt`, `refused`, `gone`, `moved`, "
                "`failed`",
            ),
        ),
    ),
    Measure(WAITING, "gauge", "Briefs that are stored and not yet there.", (_PLATFORM,)),
    Measure(DUE, "gauge", "Those of them whose time has come.", (_PLATFORM,)),
    Measure(OLDEST, "gauge", "For how long the oldest of them has waited.", (_PLATFORM,)),
    Measure(
        ENDED,
        "gauge",
        "Briefs that came to an end in the last 24 hours, by how.",
        (_PLATFORM, ("state", "`delivered`, `refused`, `undelivered`")),
    ),
    Measure(
        ARXIV_ANSWERS,
        "counter",
        "Answers of arXiv.",
        (
            ("asked", "`listings` (feeds and records), `look-ups`, `files` of papers"),
            ("status", "the HTTP status"),
        ),
    ),
    Measure(
        ARXIV_STATE,
        "gauge",
        "1 for the state of a category on the newest date that is stored of it.",
        (_CATEGORY, ("state", "`fresh`, `truncated`, `empty`, `stale`, `unreachable`")),
    ),
    Measure(
        ARXIV_NEWEST,
        "gauge",
        "The date of a category's newest announcement with papers, as Unix time at 0:00 UTC.",
        (_CATEGORY,),
    ),
    Measure(
        COMMANDS,
        "counter",
        "Commands of people.",
        (
            ("command", "a name of docs/commands.md"),
            ("outcome", "`answered`, `undone` (wrong use, no right), `trouble`, `failed`, `cut`"),
        ),
    ),
    Measure(
        COMMAND_SECONDS,
        "histogram",
        "How long a command took to its answer, without the platform's own time.",
        (("command", "a name of docs/commands.md"),),
        (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0),
    ),
    Measure(
        STORE_SECONDS,
        "histogram",
        "How long the store took, with the wait for its turn.",
        (("lane", "`write`, or one of the threads that read: `short`, `all`, …"),),
        (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0),
    ),
    Measure(
        ALARM,
        "gauge",
        "1 while the operator is told of a trouble, 0 once it is over.",
        (
            (
                "kind",
                "as the log's `alarm` lines name it, without what follows a colon but for the "
                "faults of the store (`store:full`); what nothing calms is not here",
            ),
        ),
    ),
    Measure(
        MODEL_CALLS,
        "counter",
        "Calls to a model, by what became of them.",
        (
            _PURPOSE,
            (
                "outcome",
                "`answered`; unusable: `invalid`, `truncated`, `refused`, `filtered`, `empty`; "
                "no answer: `late`, `unreachable`, `overloaded`; not let in: `quota`, `denied`",
            ),
        ),
    ),
    Measure(
        MODEL_TOKENS,
        "counter",
        "Tokens of these calls, as the server counted them or, where it did not, as estimated.",
        (_PURPOSE, ("kind", "`input` (without `cached`), `cached`, `output`")),
    ),
    Measure(
        MODEL_SECONDS,
        "histogram",
        "How long a call took.",
        (_PURPOSE,),
        (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0),
    ),
    Measure(
        MODEL_REFUSALS,
        "counter",
        "Calls that were not made.",
        (
            (
                "reason",
                "over the budget of the `day`, a `channel`, a `person`, or what is `under_way`; "
                "`not_open` to a channel; `no_price`; `no_books`",
            ),
        ),
    ),
    Measure(
        MODEL_BUDGET,
        "gauge",
        "How much of the day's budget is spent: 1 is all of it. Without a budget it is 0.",
    ),
    Measure(
        MODEL_TEXTS,
        "counter",
        "Texts that a model was asked for, by what the checks said.",
        (
            ("purpose", "`write`, `summarise`"),
            ("outcome", "`written`, `repaired` (written once more), `fell_back` (extractive)"),
            ("reason", "what was found wrong first, as the checks name it; empty for `written`"),
        ),
    ),
    Measure(SILENT, "gauge", "Since its last sign of life.", (_WORKER,)),
    Measure(HANGS, "gauge", "1 for a worker that hangs.", (_WORKER,)),
    Measure(
        CHOOSING_STAGES,
        "counter",
        "Stages of choosing with a model, by what became of them.",
        (
            ("stage", "`english`, `embeddings`, `judge`"),
            (
                "outcome",
                "`done`; and where the numbers before it stay in force: `late`, `denied` (the "
                "budget or the server says no), `failed`",
            ),
        ),
    ),
)
