"""The class of model.py whose instances are in arenas, where all interpreters find it."""

from atoll import arena


@arena.struct
class Item:
    tag: int = 0
    weight: float = 0.0
    name: str = ""
    link: object = None

    def heavier(self, by):
        self.weight += by
        return self.weight
