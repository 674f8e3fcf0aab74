from dataclasses import replace

from tests.benchmarks.cost import network
from tutor.lesson.references.network import MOST_SECONDS, MOST_SECONDS_OF_A_PASS
from tutor.network.spec import seconds_of, seconds_of_a_pass


def test_a_network_that_runs_in_a_second_or_two_is_not_refused() -> None:
    digits = network((784, 128, 10), "relu", 320, 32)
    assert seconds_of(digits, 2000) < MOST_SECONDS
    assert seconds_of_a_pass(digits) < MOST_SECONDS_OF_A_PASS


def test_what_makes_a_step_dearer_is_counted() -> None:
    plain = network((2, 16, 16, 1), "relu", 100, None)
    normalised = replace(plain, layers=(replace(plain.layers[0], batch_norm=True), *plain.layers[1:]))
    dearer = (
        normalised,
        network((2, 16, 16, 16, 1), "relu", 100, None),
        network((2, 16, 16, 1), "gelu", 100, None),
        network((2, 16, 16, 1), "relu", 1000, None),
        network((2, 200, 16, 1), "relu", 100, None),
    )
    assert all(seconds_of(spec, 1) > 1.2 * seconds_of(plain, 1) for spec in dearer)
    assert seconds_of(plain, 10) == 10 * seconds_of(plain, 1)
    assert seconds_of(network((2, 16, 16, 1), "relu", 1000, 100), 1) == seconds_of(plain, 1)
