"""Who runs when: all contenders in each round, every second round backwards, so that a machine's drift hits all alike."""

import sys


def measure(contenders, rounds):
    """What each took, a list for each in the contenders' order."""
    took = [[] for _ in contenders]
    for turn in range(rounds):
        order = list(enumerate(contenders))
        # Contenders that build on the one before keep their order.
        for i, contender in order if turn % 2 == 0 or _is_chain(contenders) else reversed(order):
            contender.prepare()
            result = contender.action()
            took[i].append(result)
            print(f"  round {turn + 1}: {contender.name}: {result.wall:.2f} s for {contender.clips}", file=sys.stderr, flush=True)
    return took


def _is_chain(contenders):
    return any(contender.follows for contender in contenders)
