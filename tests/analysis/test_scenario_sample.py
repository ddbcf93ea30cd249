"""The drawn scenario is of the asked size, the same at each draw, and made up."""

from circular.adapters.scenario_files import read_scenario
from circular.analysis.scenario_sample import Size, enlarged
from circular.config import ROOT
from circular.domain.stages import ExitKind, Stage

SIZE = Size(projects=40, streams=30, agreements=10)
COMMUNES = ["33243", "33366"]


def test_the_sample_adds_what_was_asked() -> None:
    base = read_scenario(ROOT / "data" / "demo")

    large = enlarged(base, SIZE, COMMUNES, seed=1)

    assert len(large.project) == len(base.project) + 40
    assert len(large.stream) == len(base.stream) + 30
    added = large.project[len(base.project) :]
    assert sum(project.agreement is not None for project in added) == 10
    assert {project.commune for project in added} == set(COMMUNES)


def test_the_same_seed_draws_the_same_scenario() -> None:
    base = read_scenario(ROOT / "data" / "demo")

    assert enlarged(base, SIZE, COMMUNES, seed=3) == enlarged(base, SIZE, COMMUNES, seed=3)
    assert enlarged(base, SIZE, COMMUNES, seed=3) != enlarged(base, SIZE, COMMUNES, seed=4)


def test_nobody_is_supported_without_a_signed_agreement() -> None:
    base = read_scenario(ROOT / "data" / "demo")
    large = enlarged(base, Size(projects=300, streams=0, agreements=80), COMMUNES, seed=5)

    for project in large.project:
        reached = project.moves[-1].stage if project.moves else Stage.DETECTION
        if reached.rank >= Stage.SUPPORT.rank:
            assert project.agreement is not None
            assert project.agreement.signed is not None


def test_some_companies_cease_after_they_opened() -> None:
    base = read_scenario(ROOT / "data" / "demo")
    large = enlarged(base, Size(projects=200, streams=0, agreements=80), COMMUNES, seed=5)
    opened = [
        each for each in large.project if each.implantation and each.implantation.opened is not None
    ]

    ceased = [each for each in opened if each.exit and each.exit.kind is ExitKind.CEASED]
    assert 0 < len(ceased) < len(opened) / 2
    for project in ceased:
        assert project.implantation is not None
        assert project.exit is not None
        assert (project.implantation.opened or 0) <= project.exit.day <= 0
