"""What classes declared with @arena.struct promise: fields of fixed types, constructors, methods, copies, other interpreters."""

import copy
import dataclasses
import json
import pickle
import random
import unittest

from atoll import arena, interpreters


@arena.struct
class Particle:
    x: float
    y: float = 0.0
    hits: int = 0
    name: str = ""
    next: object = None

    kind = "particle"

    def move(self, dx, dy=0.0):
        self.x += dx
        self.y += dy
        return self

    @property
    def position(self):
        return self.x, self.y

    @position.setter
    def position(self, value):
        self.x, self.y = value

    @staticmethod
    def origin():
        return Particle(0.0, 0.0)

    @classmethod
    def named(cls, name):
        return cls(1.0, name=name)


@arena.struct
class Charged(Particle):
    charge: arena.int8 = 0
    tags: dict = dataclasses.field(default_factory=dict)

    def move(self, dx, dy=0.0):
        super().move(2 * dx, 2 * dy)
        return self


@arena.struct
class Sizes:
    a: arena.int8 = 0
    b: arena.uint64 = 0
    c: arena.int16 = 0
    d: arena.float32 = 0.0
    e: bool = False
    f: arena.uint8 = 0
    g: arena.int64 = 0
    h: arena.uint16 = 0
    i: arena.int32 = 0
    j: arena.uint32 = 0
    k: bytes = b""
    l: arena.float64 = 0.0


@arena.struct
class Counter:
    count: int = 7
    label: str = "long enough to be a cell"
    limit: int = 0

    def __init__(self, limit):
        self.limit = limit

    def __eq__(self, other):
        return isinstance(other, Counter) and self.limit == other.limit

    def __repr__(self):
        return f"<counter to {self.limit}>"


@arena.struct(eq=False)
class Plain:
    value: object = None


@arena.struct(order=True, frozen=True)
class Version:
    major: int
    minor: int = dataclasses.field(default=0, kw_only=True)


@arena.struct
class Area:
    width: float
    height: float
    area: float = dataclasses.field(init=False, repr=False)
    unit: dataclasses.InitVar[str] = "m"

    def __post_init__(self, unit):
        self.area = self.width * self.height * (1 if unit == "m" else 1e-4)


class Structs(unittest.TestCase):
    def setUp(self):
        self.bank = arena.create(self.id())
        self.bank.__enter__()

    def tearDown(self):
        self.bank.__exit__(None, None, None)

    def test_fields_and_methods(self):
        p = Particle(1.0, 2, name="first")
        self.assertEqual((p.x, p.y, p.hits, p.name, p.next), (1.0, 2.0, 0, "first", None))
        self.assertIs(type(p.y), float)
        p.x += 1.5
        p.hits += 1 << 70
        p.name = "a name that is longer than a word"
        p.next = {"list": (1, 2)}
        self.assertEqual((p.x, p.hits, p.name, p.next["list"]), (2.5, 1 << 70, "a name that is longer than a word", (1, 2)))
        self.assertEqual(p.move(1, 2).position, (3.5, 4.0))
        p.position = 8, 9
        self.assertEqual((p.x, p.y), (8.0, 9.0))
        self.assertEqual((Particle.kind, p.kind, Particle.origin().x, Particle.named("n").name), ("particle", "particle", 0.0, "n"))

    def test_is_an_instance_of_its_class(self):
        p = Particle(1.0)
        self.assertIsInstance(p, Particle)
        self.assertIs(type(p), Particle)
        self.assertIs(p.__class__, Particle)
        self.assertTrue(dataclasses.is_dataclass(p))
        self.assertEqual([f.name for f in dataclasses.fields(p)], ["x", "y", "hits", "name", "next"])
        with self.assertRaises(AttributeError):
            p.__class__ = Counter

    def test_identity(self):
        p = Particle(1.0)
        self.bank.root["p"] = p
        self.assertIs(self.bank.root["p"], p)
        self.assertIsNot(Particle(1.0), p)
        p.next = p
        self.assertIs(p.next.next, p)
        self.assertEqual(repr(p), "Particle(x=1.0, y=0.0, hits=0, name='', next=...)")

    def test_equality_as_dataclasses(self):
        self.assertEqual(Particle(1.0, 2.0), Particle(1.0, 2.0))
        self.assertNotEqual(Particle(1.0, 2.0), Particle(1.0, 2.5))
        self.assertNotEqual(Particle(1.0), Charged(1.0))
        self.assertIsNone(Particle.__hash__)
        self.assertEqual(Counter(3), Counter(3))
        self.assertEqual(repr(Counter(3)), "<counter to 3>")
        self.assertLess(Version(1, minor=2), Version(1, minor=3))

    def test_equality_by_identity_and_hash(self):
        p = Plain(1)
        self.bank.root["p"] = p
        self.assertEqual(p, self.bank.root["p"])
        self.assertNotEqual(p, Plain(1))
        self.assertEqual(len({p, self.bank.root["p"], Plain(1)}), 2)

    def test_repr(self):
        self.assertEqual(repr(Particle(1.5, name="x")), "Particle(x=1.5, y=0.0, hits=0, name='x', next=None)")
        self.assertEqual(repr(Area(2.0, 3.0)), "Area(width=2.0, height=3.0)")

    def test_constructor_errors_are_those_of_dataclasses(self):
        @dataclasses.dataclass
        class Particle:
            x: float
            y: float = 0.0
            hits: int = 0
            name: str = ""
            next: object = None

        for args, kwargs in (((), {}), ((1.0,) * 6, {}), ((1.0,), {"z": 1}), ((1.0,), {"x": 1})):
            with self.assertRaises(TypeError) as ours:
                globals()["Particle"](*args, **kwargs)
            with self.assertRaises(TypeError) as theirs:
                Particle(*args, **kwargs)
            self.assertEqual(str(ours.exception), str(theirs.exception).replace(Particle.__qualname__, "Particle"))
        with self.assertRaises(TypeError):
            Version(1, 2)

    def test_post_init_and_init_var(self):
        self.assertEqual(Area(2.0, 3.0).area, 6.0)
        self.assertAlmostEqual(Area(200.0, 300.0, unit="cm").area, 6.0)

    def test_own_init_finds_defaults(self):
        c = Counter(3)
        self.assertEqual((c.count, c.label, c.limit), (7, "long enough to be a cell", 3))

    def test_frozen(self):
        v = Version(1)
        with self.assertRaises(dataclasses.FrozenInstanceError):
            v.major = 2
        self.assertEqual(v.major, 1)

    def test_inheritance(self):
        c = Charged(1.0, charge=-3)
        self.assertEqual(c.move(1.0).x, 3.0)
        self.assertIsInstance(c, Particle)
        self.assertEqual((c.charge, len(c.tags)), (-3, 0))
        self.assertEqual(Particle.x.__get__(c), 3.0)
        Particle.hits.__set__(c, 9)
        self.assertEqual(c.hits, 9)
        with self.assertRaises(TypeError):
            Charged.charge.__get__(Particle(1.0))
        with self.assertRaisesRegex(TypeError, "applies? to a 'Counter'|doesn't apply"):
            Particle.x.__get__(Counter(1))

    def test_wrong_types_name_the_field(self):
        p = Particle(1.0)
        for field, value in (("x", "1"), ("x", None), ("hits", 1.0), ("hits", "1"), ("name", b"x"), ("name", None)):
            with self.assertRaisesRegex(TypeError, f"Particle.{field} takes"):
                setattr(p, field, value)
            with self.assertRaisesRegex(TypeError, f"Particle.{field} takes"):
                Particle(**{"x": 0.0, field: value})
        with self.assertRaisesRegex(arena.ArenaReferenceError, "object"):
            p.next = object()
        self.assertEqual((p.x, p.hits, p.name, p.next), (1.0, 0, "", None))

    def test_sized_fields(self):
        s = Sizes()
        for name, low, high in (("a", -128, 127), ("b", 0, 2**64 - 1), ("c", -2**15, 2**15 - 1), ("f", 0, 255), ("g", -2**63, 2**63 - 1),
                                ("h", 0, 2**16 - 1), ("i", -2**31, 2**31 - 1), ("j", 0, 2**32 - 1)):
            for value in (low, high, 1, 0):
                setattr(s, name, value)
                self.assertEqual(getattr(s, name), value)
            for value in (low - 1, high + 1, 1 << 100, -1 << 100):
                with self.assertRaisesRegex(OverflowError, f"Sizes.{name} takes"):
                    setattr(s, name, value)
            with self.assertRaises(TypeError):
                setattr(s, name, 1.0)
            setattr(s, name, high)
        s.d, s.e, s.k, s.l = 0.1, True, b"some more bytes", -0.0
        self.assertEqual((s.a, s.b, s.c, s.f, s.g, s.h, s.i, s.j), (127, 2**64 - 1, 2**15 - 1, 255, 2**63 - 1, 2**16 - 1, 2**31 - 1, 2**32 - 1))
        self.assertAlmostEqual(s.d, 0.1, 6)
        self.assertNotEqual(s.d, 0.1)
        self.assertIs(s.e, True)
        self.assertEqual((s.k, str(s.l)), (b"some more bytes", "-0.0"))
        with self.assertRaises(TypeError):
            s.e = 1
        with self.assertRaises(OverflowError):
            s.l = 10**400

    def test_no_other_attributes(self):
        p = Particle(1.0)
        for change in (lambda: setattr(p, "z", 1), lambda: delattr(p, "x"), lambda: p.z, lambda: p.__dict__):
            with self.assertRaises(AttributeError):
                change()

    def test_refused_declarations(self):
        class WithDict:
            pass

        class NoFields(Particle):
            pass

        with self.assertRaisesRegex(TypeError, "declared with @arena.struct"):
            NoFields(1.0)
        for body, bases in (({"__slots__": ("x",)}, ()), ({"__del__": lambda self: None}, ()), ({}, (WithDict,)), ({}, (NoFields,))):
            with self.assertRaises(TypeError):
                arena.struct(type("Bad", bases, body))
        with self.assertRaises(ValueError):
            arena.struct(type("Bad", (), {"__annotations__": {"x": list}, "x": []}))
        with self.assertRaises(TypeError):
            arena.struct(3)

    def test_views_die_with_the_block(self):
        with arena.create("other") as other:
            p = Particle(1.0)
            with self.assertRaises(arena.ArenaReferenceError):
                self.bank.root["p"] = p
        for use in (lambda: p.x, lambda: setattr(p, "x", 1.0), lambda: p.move(1.0), lambda: repr(p)):
            with self.assertRaises(arena.ArenaNotHeld):
                use()
        self.bank.__exit__(None, None, None)
        try:
            with self.assertRaisesRegex(arena.ArenaNotHeld, "with"):
                Particle(1.0)
        finally:
            self.bank.__enter__()

    def test_copies_are_local(self):
        p = Particle(1.0, name="a", next=Particle(2.0, next=(1, 2)))
        p.next.next = (p, p.next)
        shallow, deep = copy.copy(p), copy.deepcopy(p)
        self.assertIs(shallow.next.next[0], p)
        self.assertIs(type(deep), Particle)
        self.bank.__exit__(None, None, None)
        try:
            self.assertIs(deep.next.next[0], deep)
            self.assertIs(deep.next.next[1], deep.next)
            deep.x += 1
            self.assertEqual((deep.move(1.0).x, deep.name, deep.next.x), (3.0, "a", 2.0))
            with self.assertRaisesRegex(TypeError, "Particle.x takes a float"):
                deep.x = "2"
            with self.assertRaises(arena.ArenaNotHeld):
                shallow.next.x
            again = pickle.loads(pickle.dumps(deep))
            self.assertIs(again.next.next[0], again)
            self.assertEqual(again.x, 3.0)
        finally:
            self.bank.__enter__()
        self.bank.root["again"] = deep
        self.assertIs(self.bank.root["again"].next.next[0], self.bank.root["again"])
        with self.assertRaises(TypeError):
            pickle.dumps(p)
        with self.assertRaises(TypeError):
            json.dumps(p)

    def test_asdict_and_replace(self):
        p = Particle(1.0, name="a")
        self.assertEqual(dataclasses.asdict(p), {"x": 1.0, "y": 0.0, "hits": 0, "name": "a", "next": None})
        self.assertEqual(dataclasses.replace(p, x=2.0).x, 2.0)
        match p:
            case Particle(x, name=name):
                self.assertEqual((x, name), (1.0, "a"))

    def test_innermost_arena(self):
        with arena.create("inner") as inner:
            p = Particle(1.0)
            inner.root["p"] = p
            self.assertIs(inner.root["p"], p)
        q = Particle(1.0)
        self.bank.root["q"] = q
        self.assertIs(self.bank.root["q"], q)

    def test_local_classes(self):
        made = []
        for version in range(2):
            @arena.struct
            class Local:
                value: (int if version else str)
            made.append(Local)
        self.bank.root["a"], self.bank.root["b"] = made[0]("x"), made[1](2)
        self.assertIs(type(self.bank.root["a"]), made[0])
        self.assertIs(type(self.bank.root["b"]), made[1])

    def test_class_declared_again(self):
        made = []
        for i in range(2):
            @arena.struct
            class Local:
                value: int
            made.append(Local)
        old = made[0](5)
        self.assertIs(type(old), made[0])
        self.assertEqual(old.value, 5)
        self.bank.root["old"] = old
        self.assertIs(type(self.bank.root["old"]), made[1])
        self.assertEqual(self.bank.root["old"].value, 5)

    def test_random_programs(self):
        for seed in range(20):
            with self.subTest(seed=seed):
                self.random_program(random.Random(seed))

    def random_program(self, r):
        """Structs that refer to each other, beside plain objects: the same fields after every collection."""
        @dataclasses.dataclass
        class Model:
            x: float
            y: float = 0.0
            hits: int = 0
            name: str = ""
            next: object = None

        ours = self.bank.root["all"] = {}
        theirs = {}
        ours = self.bank.root["all"]
        for step in range(400):
            i = r.randrange(12)
            action = r.randrange(7)
            if action == 0 or i not in theirs:
                x, name = r.random() * 10 ** r.randrange(-200, 200), r.choice("ab") * r.randrange(30)
                ours[i], theirs[i] = Particle(x, name=name), Model(x, name=name)
            elif action == 1:
                j = r.choice(list(theirs))
                ours[i].next, theirs[i].next = ours[j], theirs[j]
            elif action == 2:
                n = r.getrandbits(r.choice((8, 61, 62, 63, 64, 200)))
                ours[i].hits -= n
                theirs[i].hits -= n
            elif action == 3:
                ours[i].name += "xyz"
                theirs[i].name += "xyz"
            elif action == 4:
                del ours[i], theirs[i]
            elif action == 5:
                ours[i].x *= 1.5
                theirs[i].x *= 1.5
            else:
                self.bank.collect()
            if step % 20 == 0:
                self.assertEqual(sorted(ours), sorted(theirs))
                for k in theirs:
                    self.same(ours[k], theirs[k])

    def same(self, ours, theirs):
        for depth in range(5):
            if theirs is None:
                self.assertIsNone(ours)
                return
            self.assertEqual((ours.x, ours.y, ours.hits, ours.name), (theirs.x, theirs.y, theirs.hits, theirs.name))
            ours, theirs = ours.next, theirs.next


if __name__ == "__main__":
    unittest.main()
