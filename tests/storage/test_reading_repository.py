"""What any VoteRepository and any ReadingList keep to."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.notes import Notes
from bot.ports.people import ReadingList, VoteRepository
from bot.values.votes import Direction, Forgotten, Liked, Saved, Tally, Vote
from storage.file.database import Database
from storage.people.reading import SqlReadingList, SqlVoteRepository
from tests.storage.values import MORNING, a_channel

A, B, C = "2603.00001", "2603.00002", "hep-th/9901002"
HERE, THERE = "telegram:-55", "telegram:-10055"
ADA, BO = "telegram:42", "discord:user/7"


@pytest.fixture(params=["sqlite"])
def votes(database: Database) -> VoteRepository:
    return SqlVoteRepository(database)


@pytest.fixture(params=["sqlite"])
def reading(database: Database) -> ReadingList:
    return SqlReadingList(database)


async def vote(
    repository: VoteRepository,
    paper: str,
    value: Direction = 1,
    *,
    person: str = ADA,
    minute: int = 0,
) -> Tally:
    return await repository.cast(
        Vote(person, HERE, paper, value), MORNING + timedelta(minutes=minute)
    )


async def test_votes_of_several_people_add_up(votes: VoteRepository) -> None:
    assert await vote(votes, A) == Tally(1, 0)
    assert await vote(votes, A, -1, person=BO) == Tally(1, 1)
    assert await votes.tallies(HERE) == {A: Tally(1, 1)}


async def test_a_second_vote_replaces_the_first(votes: VoteRepository) -> None:
    await vote(votes, A)
    assert await vote(votes, A) == Tally(1, 0)
    assert await vote(votes, A, -1) == Tally(0, 1)
    assert await votes.of(ADA) == (Vote(ADA, HERE, A, -1),)


async def test_a_vote_can_be_withdrawn_and_withdrawn_again(votes: VoteRepository) -> None:
    await vote(votes, A)
    assert await vote(votes, A, 0) == Tally()
    assert await vote(votes, A, 0) == Tally()
    assert await votes.tallies(HERE, [A]) == {}
    assert await votes.of(ADA) == ()


async def test_tallies_are_of_the_papers_that_were_asked_for(votes: VoteRepository) -> None:
    for paper in (A, B, C):
        await vote(votes, paper)
    assert await votes.tallies(HERE, [C, "2603.09999"]) == {C: Tally(1, 0)}
    assert await votes.tallies(HERE, []) == {}
    assert set(await votes.tallies(HERE)) == {A, B, C}


async def test_channels_do_not_share_votes(votes: VoteRepository) -> None:
    await vote(votes, A)
    await votes.cast(Vote(ADA, THERE, A, -1), MORNING)
    assert await votes.tallies(HERE) == {A: Tally(1, 0)}
    assert await votes.tallies(THERE) == {A: Tally(0, 1)}


async def test_the_paper_voted_on_last_is_the_first_liked(votes: VoteRepository) -> None:
    await vote(votes, A, minute=1)
    await vote(votes, B, -1, minute=2)
    await vote(votes, C, minute=3)
    await vote(votes, A, person=BO, minute=4)
    assert await votes.liked(HERE, 9) == (Liked(A, 2), Liked(C, 1), Liked(B, -1))
    assert await votes.liked(HERE, 2) == (Liked(A, 2), Liked(C, 1))


async def test_the_same_vote_again_does_not_make_it_newer(votes: VoteRepository) -> None:
    await vote(votes, A, minute=1)
    await vote(votes, B, minute=2)
    await vote(votes, A, minute=3)
    assert [liked.paper for liked in await votes.liked(HERE, 9)] == [B, A]


async def test_votes_that_cancel_out_are_no_liking(votes: VoteRepository) -> None:
    await vote(votes, A)
    await vote(votes, A, -1, person=BO)
    assert await votes.liked(HERE, 9) == ()


async def test_everything_that_a_person_voted_is_told_newest_first(votes: VoteRepository) -> None:
    await vote(votes, A, minute=1)
    await votes.cast(Vote(ADA, THERE, B, -1), MORNING + timedelta(minutes=2))
    await vote(votes, C, person=BO, minute=3)
    assert await votes.of(ADA) == (Vote(ADA, THERE, B, -1), Vote(ADA, HERE, A, 1))


async def test_a_removed_channel_takes_its_votes_along(
    votes: VoteRepository, channels: ChannelRepository
) -> None:
    await channels.keep(a_channel(HERE))
    await vote(votes, A)
    await votes.cast(Vote(ADA, THERE, A, 1), MORNING)
    await channels.remove(HERE)
    assert await votes.of(ADA) == (Vote(ADA, THERE, A, 1),)


async def test_votes_are_erased_with_a_channel_that_had_set_nothing(
    votes: VoteRepository, channels: ChannelRepository
) -> None:
    await vote(votes, A)
    assert not await channels.remove(HERE)
    assert await votes.tallies(HERE) == {}


async def test_a_chat_that_moves_takes_its_votes_along(
    votes: VoteRepository, channels: ChannelRepository, membership: Membership
) -> None:
    await channels.keep(a_channel(HERE))
    await vote(votes, A)
    assert await membership.moved(HERE, THERE)
    assert await votes.of(ADA) == (Vote(ADA, THERE, A, 1),)


async def test_of_two_votes_in_a_chat_that_moved_the_later_one_counts(
    votes: VoteRepository, channels: ChannelRepository, membership: Membership
) -> None:
    await channels.keep(a_channel(HERE))
    for paper, here, there in ((A, 1, 2), (B, 2, 1)):
        await vote(votes, paper, minute=here)
        await votes.cast(Vote(ADA, THERE, paper, -1), MORNING + timedelta(minutes=there))
    await votes.cast(Vote(BO, THERE, A, 1), MORNING)
    assert await membership.moved(HERE, THERE)
    assert await votes.tallies(HERE) == {}
    assert await votes.tallies(THERE) == {A: Tally(1, 1), B: Tally(1, 0)}


async def test_a_list_is_told_newest_first(reading: ReadingList) -> None:
    first, second = Saved(ADA, A, MORNING), Saved(ADA, C, MORNING + timedelta(days=1))
    assert await reading.save(first)
    assert await reading.save(second)
    assert await reading.of(ADA) == (second, first)
    assert await reading.of(BO) == ()


async def test_a_paper_saved_twice_is_on_the_list_once_since_the_first_time(
    reading: ReadingList,
) -> None:
    await reading.save(Saved(ADA, A, MORNING))
    assert not await reading.save(Saved(ADA, A, MORNING + timedelta(days=1)))
    assert await reading.of(ADA) == (Saved(ADA, A, MORNING),)


async def test_a_paper_is_taken_off_the_own_list_only(reading: ReadingList) -> None:
    await reading.save(Saved(ADA, A, MORNING))
    await reading.save(Saved(BO, A, MORNING))
    assert await reading.remove(ADA, A)
    assert not await reading.remove(ADA, A)
    assert await reading.of(BO) == (Saved(BO, A, MORNING),)


async def test_a_person_is_forgotten_whole_and_nobody_else_is(
    votes: VoteRepository, reading: ReadingList, notes: Notes, channels: ChannelRepository
) -> None:
    for person in (ADA, BO):
        await vote(votes, A, person=person)
        await votes.cast(Vote(person, THERE, B, -1), MORNING)
        await reading.save(Saved(person, C, MORNING))
        await notes.keep(f"of {person}", "", MORNING, person)
        await channels.keep(replace(a_channel(f"terminal:{person}"), owner=person))
    await notes.keep("of both", "", MORNING, ADA, BO)
    assert await reading.forget(ADA) == Forgotten(votes=2, saved=1, notes=2, owned=1)
    assert sorted(each.owner for each in await channels.every()) == ["", BO]
    kept = [await notes.get(key) for key in (f"of {ADA}", "of both", f"of {BO}")]
    assert kept == [None, None, ""]
    assert (await votes.of(ADA), await reading.of(ADA)) == ((), ())
    assert len(await votes.of(BO)) == 2
    assert len(await reading.of(BO)) == 1
    assert await reading.forget(ADA) == Forgotten(votes=0, saved=0)


async def test_odd_addresses_come_back_as_they_were(
    votes: VoteRepository, reading: ReadingList
) -> None:
    odd = 'terminal:Zoë\'s "own" %_; DROP TABLE votes'
    await vote(votes, A, person=odd)
    await reading.save(Saved(odd, A, MORNING))
    assert await votes.of(odd) == (Vote(odd, HERE, A, 1),)
    assert await reading.of(odd) == (Saved(odd, A, MORNING),)


async def test_votes_and_lists_survive_a_restart(path: Path) -> None:
    async with Database(path) as before:
        await vote(SqlVoteRepository(before), A)
        await SqlReadingList(before).save(Saved(ADA, B, MORNING))
    async with Database(path) as after:
        assert await SqlVoteRepository(after).tallies(HERE) == {A: Tally(1, 0)}
        assert await SqlReadingList(after).of(ADA) == (Saved(ADA, B, MORNING),)
