"""A seeded source of choices. It draws on random() alone: that sequence is promised to be the same
in every version of Python, so a seed means the same makefile everywhere."""
import random


class Choices:
    def __init__(self, seed):
        self._random = random.Random(seed).random

    def number(self, low, high):
        """low <= n <= high."""
        return low + int(self._random() * (high - low + 1))

    def chance(self, probability):
        return self._random() < probability

    def pick(self, sequence):
        return sequence[int(self._random() * len(sequence))]

    def weighted(self, table):
        """table: pairs of a weight and a value."""
        point = self._random() * sum(weight for weight, _ in table)
        for weight, value in table:
            point -= weight
            if point < 0:
                return value
        return table[-1][1]

    def some(self, sequence, low, high):
        """Between low and high different members, in their order."""
        count = min(self.number(low, high), len(sequence))
        left = list(range(len(sequence)))
        chosen = sorted(left.pop(int(self._random() * len(left))) for _ in range(count))
        return [sequence[at] for at in chosen]

    def shuffled(self, sequence):
        left = list(sequence)
        return [left.pop(int(self._random() * len(left))) for _ in range(len(left))]
