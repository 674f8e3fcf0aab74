"""The diagram as a widget: pulses on a clock, the mouse, themes, sizes."""

from __future__ import annotations

from tests.ui.canvas.networks import layers_of
from tests.ui.widgets.stage import staged
from tutor.text import Cells
from tutor.ui.canvas.diagram.state import Bias, DiagramState, Edge, Sweep, Unit
from tutor.ui.widgets.network_diagram import NetworkDiagram


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def diagram(clock: Clock | None = None, **state: object) -> NetworkDiagram:
    return NetworkDiagram(DiagramState(layers_of((2, 2, 2)), **state), Cells(), clock or Clock())  # type: ignore[arg-type]


async def test_a_pulse_follows_the_clock_and_tells_when_it_is_there() -> None:
    clock = Clock()
    widget = diagram(clock)
    async with staged(widget) as (stage, pilot):
        at_rest = stage.lines()
        widget.play(Sweep("forward", 0), 1, seconds=2)
        await pilot.pause()
        begun = stage.lines()
        assert sum(line.count("?") for line in begun) == 4
        clock.now += 1.5
        widget.advance()
        await pilot.pause()
        assert sum(line.count("?") for line in stage.lines()) == 2
        assert not stage.told
        clock.now += 0.6
        widget.advance()
        await pilot.pause()
        assert stage.lines() == at_rest
        assert [type(message) for message in stage.told] == [NetworkDiagram.Arrived]
        assert not widget.playing


async def test_without_motion_a_pulse_is_there_at_once() -> None:
    widget = diagram()
    async with staged(widget) as (stage, pilot):
        at_rest = stage.lines()
        widget.play(Sweep("backward", 0), 1, seconds=0)
        await pilot.pause()
        assert stage.lines() == at_rest
        assert len(stage.told) == 1


async def test_a_click_tells_the_part() -> None:
    widget = diagram()
    async with staged(widget) as (stage, pilot):
        row = next(number for number, line in enumerate(stage.lines()) if "h1_2" in line)
        await pilot.click(offset=(stage.lines()[row].index("h1_2"), row))
        label = next((line.index("−"), number) for number, line in enumerate(stage.lines()) if _is_label(line))
        await pilot.click(offset=label)
        await pilot.click(offset=(79, 13))
    parts = [message.part for message in stage.told if isinstance(message, NetworkDiagram.Selected)]
    assert parts[0] == Unit(1, 1)
    assert isinstance(parts[1], Edge)
    assert len(parts) == 2


def _is_label(line: str) -> bool:
    return "−" in line and not any(sign in line for sign in "│╭╰")


async def test_arrows_and_tab_lead_everywhere() -> None:
    widget = diagram()
    async with staged(widget):
        assert widget.toward("right") == Unit(0, 0)
        widget.show(DiagramState(widget.state.layers, selected=Unit(0, 0)))
        assert widget.toward("right") == Unit(1, 0)
        assert widget.toward("down") == Unit(0, 1)
        assert widget.toward("left") == widget.toward("up") == Unit(0, 0)
        seen = []
        for _ in range(6 + 8 + 4):
            seen.append(widget.next_part())
            widget.show(DiagramState(widget.state.layers, selected=seen[-1]))
        assert len(set(seen)) == len(seen)
        assert seen[1:5] == [Unit(1, 0), Edge(0, 0, 0), Edge(0, 1, 0), Bias(1, 0)]
        assert widget.next_part(backwards=True) == seen[-2]
        widget.show(DiagramState(widget.state.layers, selected=Edge(0, 0, 1)))
        assert widget.toward("down") == Edge(0, 1, 1)
        assert widget.toward("left") == Unit(0, 0)
        assert widget.toward("right") == Unit(1, 1)


async def test_it_follows_size_and_theme() -> None:
    widget = diagram()
    async with staged(widget) as (stage, pilot):
        dark, before = stage.colours(), stage.lines()
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(stage.lines()) == 40
        await pilot.resize_terminal(80, 14)
        await pilot.pause()
        assert stage.lines() == before
        stage.theme = "tutor-light"
        await pilot.pause()
        assert stage.lines() == before
        assert not dark & stage.colours()
