"""The decorator of atoll.arena that declares classes whose instances are in arenas."""

import dataclasses
import sys
from types import FunctionType

from _atoll_structs import Struct, declare

__all__ = ["struct", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]


class _Sized:
    """The type of a field that is kept as so many bits."""

    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"atoll.arena.{self.name}"

    def __reduce__(self):
        return self.name


int8, int16, int32, int64 = map(_Sized, ("int8", "int16", "int32", "int64"))
uint8, uint16, uint32, uint64 = map(_Sized, ("uint8", "uint16", "uint32", "uint64"))
float32, float64 = map(_Sized, ("float32", "float64"))

_PLAIN = {float: "float", int: "int", bool: "bool", str: "str", bytes: "bytes"}


def struct(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
           kw_only=False):
    """Declare a class whose instances are in arenas, with the fields that its annotations name.

        @arena.struct
        class Particle:
            x: float
            y: float
            name: str = ""
            next: object = None

    The options are those of dataclasses.dataclass. Constructing an instance puts it into the arena that the thread has
    entered last. A field that is annotated with float, int, bool, str, bytes or one of int8 to uint64 and float32 takes
    such values only; any other annotation means whatever can be in an arena.
    """

    def decorate(cls):
        return _made(cls, repr, dict(init=init, repr=False, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                                     match_args=match_args, kw_only=kw_only))

    return decorate if cls is None else decorate(cls)


def _made(cls, with_repr, options):
    if not isinstance(cls, type):
        raise TypeError(f"struct() takes a class, not {type(cls).__name__!r}")
    _check(cls)
    own_init = "__init__" in cls.__dict__ or not options["init"]
    cls = dataclasses.dataclass(cls, **options)
    fields = dataclasses.fields(cls)
    types = tuple(_storage(f.type, cls) for f in fields)
    made = _with_base(cls, {f.name for f in fields}, with_repr)
    defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING and (own_init or not f.init)}
    declare(made, tuple(f.name for f in fields), types, tuple(f.name for f in fields if f.repr), defaults)
    return made


def _check(cls):
    for name in ("__slots__", "__del__"):
        if name in cls.__dict__:
            raise TypeError(f"{cls.__name__} has {name}, which instances in an arena cannot have: take it out")
    for base in cls.__mro__[1:]:
        if base is not object and not issubclass(base, Struct) and ("__dict__" in base.__dict__ or base.__dict__.get("__slots__")):
            raise TypeError(f"{cls.__name__} derives from {base.__name__}, whose instances have attributes of their own: "
                            f"declare it with @arena.struct, too, or give it __slots__ = ()")
        if issubclass(base, Struct) and base is not Struct and "__arena_struct__" not in base.__dict__:
            raise TypeError(f"{cls.__name__} derives from {base.__name__}: declare it with @arena.struct, too")


def _storage(annotation, cls):
    """The name of the type that a field is kept as."""
    if isinstance(annotation, str):
        module = sys.modules.get(cls.__module__)
        try:
            annotation = eval(annotation, dict(vars(module)) if module else {}, dict(vars(cls)))
        except Exception:
            return "object"
    if isinstance(annotation, _Sized):
        return "float" if annotation is float64 else annotation.name
    return _PLAIN.get(annotation, "object") if isinstance(annotation, type) else "object"


def _with_base(cls, fields, with_repr):
    """The class once more, with Struct among its bases and without room for other attributes."""
    namespace = {k: v for k, v in vars(cls).items() if k not in fields and k not in ("__dict__", "__weakref__")}
    namespace["__slots__"] = ()
    if with_repr:
        namespace.setdefault("__repr__", Struct.__repr__)
    bases = tuple(b for b in cls.__bases__ if b is not object)
    if not any(issubclass(b, Struct) for b in bases):
        bases += (Struct,)
    made = type(cls)(cls.__name__, bases, namespace)
    made.__qualname__ = cls.__qualname__
    for value in namespace.values():
        _adopt_cell(value, cls, made)
    return made


def _adopt_cell(value, old, new):
    """What a method calls super() by must be the class that there is now."""
    if isinstance(value, property):
        for f in (value.fget, value.fset, value.fdel):
            _adopt_cell(f, old, new)
        return
    function = getattr(value, "__wrapped__", value)
    function = getattr(function, "__func__", function)
    if isinstance(function, FunctionType):
        for cell in function.__closure__ or ():
            try:
                if cell.cell_contents is old:
                    cell.cell_contents = new
            except ValueError:
                pass
