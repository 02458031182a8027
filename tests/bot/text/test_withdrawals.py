"""A paper that says it was withdrawn, and one that only speaks of such things."""

import pytest

from bot.text.withdrawals import tells_withdrawal

NOTICES = (
    "This paper has been withdrawn by the authors due to an error.",
    "The paper (arXiv:2602.01234) is being withdrawn.",
    "This submission has been withdrawn by arXiv administrators",
    "9 pages, withdrawn by the authors",
    "Both versions were withdrawn by the author",
    "This paper contains a crucial error in Lemma 3 and has been withdrawn",
    "This paper, submitted in 2020, has been withdrawn due to an error",
    "This paper, which was posted in May, is withdrawn.",
    "The paper has an error in Theorem 1 and is withdrawn",
    "The paper has a gap in its\nproof that cannot be closed; it has been withdrawn.",
    "This paper is superseded by arXiv:2602.01234 and has been withdrawn",
    "This manuscript was posted without the consent of all authors, so it must be withdrawn",
    "This article by the second author has been withdrawn",
    "This preprint posted in error is withdrawn",
    "The first version of this paper has now been formally withdrawn.",
    "This paper will be temporarily withdrawn.",
    "We withdraw this paper because of a mistake in Section 2.",
    "The authors have withdrawn this manuscript",
    "Withdrawn",
    "(Withdrawn)",
    "WITHDRAWN: see the comments",
    "Withdrawn due to a sign error in equation (3)",
    "Withdrawn at the request of a coauthor",
    "9 pages. Withdrawn.",
    "Paper withdrawn",
    "12 pages; paper has been withdrawn",
)

FALSE_FRIENDS = (
    "In this paper we study drugs that were withdrawn from the market.",
    "This work has a look at articles withdrawn after publication.",
    "This paper is a study of papers that have been withdrawn.",
    "We collect papers that were withdrawn by the authors, and ask why.",
    "A data set of submissions withdrawn by their authors and papers withdrawn by the authors.",
    "This paper on troops that have been withdrawn asks what follows.",
    "This paper of ours shows the drug was withdrawn too late.",
    "In this paper, Vioxx, a drug against pain, was withdrawn from the model.",
    "In this work with two hospitals, Vioxx was withdrawn.",
    "This article has a model of how a drug is approved and is withdrawn.",
    "This paper is about a drug with side effects and was written before the drug was withdrawn.",
    "This work is on a treaty that was signed in 1990 and was withdrawn.",
    "The paper argues the policy is harmful and should be withdrawn.",
    "This paper uses a survey (of doctors). The drug was sold, and was withdrawn.",
    "This paper has a survey of nurses, and the drug was withdrawn.",
    "This paper uses a survey. The drug had flaws and was withdrawn.",
    "Reviewers are told when the paper is withdrawn.",
    "Withdrawn papers are still cited for years.",
    "Withdrawn drugs leave traces in social media.",
    "The work is withdrawn from the engine as heat flows.",
    "This paper has not been withdrawn.",
    "A drug has three states: approved, suspended, withdrawn.",
    "Users have the right to withdraw their data, and we withdraw this weight from the model.",
)


@pytest.mark.parametrize("said", NOTICES)
def test_a_notice_of_withdrawal_is_recognised(said: str) -> None:
    assert tells_withdrawal(said)


@pytest.mark.parametrize("said", FALSE_FRIENDS)
def test_a_text_that_only_speaks_of_withdrawals_is_none(said: str) -> None:
    assert not tells_withdrawal(said)
