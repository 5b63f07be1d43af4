"""Modules around state of the whole process, used from several interpreters.

    >>> from atoll import compat
    >>> compat.serialize(["legacy"])          # before or after `import legacy`, in each interpreter that uses it
    >>> import legacy
    >>> legacy.update()                       # one call at a time in the whole process

serialize() has the functions and classes of the named modules run under a lock of the process, and what they return: closures,
generators, coroutines and iterators step by step. The modules stay what they are otherwise. stats() tells how often the locks were
taken and waited for.
"""

import contextlib
import functools
import importlib.util
import inspect
import sys
import threading
import time
import types

import _atoll_compat

__all__ = ["serialize", "stats"]

# Py_TPFLAGS_IMMUTABLETYPE: a class that is not written in Python.
_IMMUTABLE_TYPE = 1 << 8
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.WrapperDescriptorType,
              types.MethodDescriptorType, types.ClassMethodDescriptorType, types.MethodWrapperType)
_GENERATORS = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_CONTEXTS = (contextlib._GeneratorContextManager, contextlib._AsyncGeneratorContextManager)
_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, bytearray, memoryview, list, dict, set, frozenset, range, slice})
# What is looked up in the class itself and would be no use under a lock, or is not the module's to answer.
_LEFT_ALONE = frozenset({"__class__", "__class_getitem__", "__dict__", "__getattribute__", "__init_subclass__", "__new__",
                         "__subclasshook__", "__weakref__", "__init__", "__del__", "__doc__", "__module__", "__getattr__",
                         "__getstate__", "__reduce__", "__reduce_ex__", "__sizeof__", "__dir__", "__setattr__", "__delattr__"})
# What belongs to the import system, or is looked into rather than called.
_OF_THE_SYSTEM = frozenset({"__loader__", "__spec__", "__builtins__", "__annotate__", "__annotate_func__"})

_rules = []


def serialize(modules, *, lock="global"):
    """Have all calls into these modules run one at a time.

    modules are names; that of a package stands for all modules in it. lock is "global" for one lock of the process, "package" for
    one for each package, or a lock: one of atoll.shared for all interpreters, or one of threading for the threads of this one.

    It holds for the calling interpreter: others call it too. Modules that are imported already are changed in place, as are names
    for their functions that other modules have; what is kept elsewhere, as in a list, is called without the lock. To name a module
    again changes nothing, and raises ValueError where the lock is another one.
    """
    if isinstance(modules, str):
        raise TypeError(f"serialize() takes a list of names, as [{modules!r}]")
    names = list(modules)
    for name in names:
        if not isinstance(name, str) or not all(part.isidentifier() for part in name.split(".")):
            raise TypeError(f"serialize() takes names of modules, not {name!r}")
        if name.partition(".")[0] in ("atoll", "builtins", "sys", "importlib", "threading", "_thread", "contextlib"):
            raise ValueError(f"{name} cannot be serialized, since serialize() needs it itself")
    for name in names:
        rule = _Rule(name, _lock_for(name, lock))
        known = next((r for r in _rules if r.covers(name)), None)
        if known is None:
            _add(rule)
        elif known.lock != rule.lock:
            raise ValueError(f"{name} is serialized already, by {known.lock!r}")


def stats():
    """Return the figures of the process by the name of the lock: calls, contended, wait_seconds, longest_wait_seconds, held_seconds.

    A call within a call counts once. Locks that were given to serialize() have figures of this interpreter only.
    """
    figures = _atoll_compat.stats()
    for rule in _rules:
        if isinstance(rule.lock, _GivenLock):
            figures[repr(rule.lock)] = rule.lock.stats()
    return figures


def _lock_for(name, lock):
    if lock == "global":
        return _atoll_compat.lock("global")
    if lock == "package":
        return _atoll_compat.lock("package " + name.partition(".")[0])
    if isinstance(lock, _atoll_compat.SerialLock):
        return lock
    if isinstance(lock, str) or not hasattr(lock, "acquire") or not hasattr(lock, "release"):
        raise TypeError(f'lock is "global", "package" or an object with acquire() and release(), not {lock!r}')
    return _GivenLock(lock)


def _add(rule):
    _rules.append(rule)
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and rule.covers(name):
            rule.change_module(module)
    rule.change_names_elsewhere()


class _GivenLock:
    """A lock of somebody else's, taken once by each thread however often it enters."""

    def __init__(self, lock):
        self._lock = lock
        self._owner = None
        self._figures = dict(calls=0, contended=0, wait_seconds=0.0, longest_wait_seconds=0.0, held_seconds=0.0)

    def __eq__(self, other):
        return isinstance(other, _GivenLock) and self._lock is other._lock

    __hash__ = None

    def __repr__(self):
        return f"given {self._lock!r}"

    def run(self, callable, /, *args, **kwargs):
        me = threading.get_ident()
        if self._owner == me:
            return callable(*args, **kwargs)
        figures = self._figures
        waited = self._acquire()
        began = time.perf_counter()
        try:
            self._owner = me
            figures["calls"] += 1
            figures["contended"] += waited is not None
            figures["wait_seconds"] += waited or 0.0
            figures["longest_wait_seconds"] = max(figures["longest_wait_seconds"], waited or 0.0)
            return callable(*args, **kwargs)
        finally:
            figures["held_seconds"] += time.perf_counter() - began
            self._owner = None
            self._lock.release()

    def _acquire(self):
        """Take the lock; the time that was waited for it, None where it was free."""
        if self._lock.acquire(False):
            return None
        began = time.perf_counter()
        self._lock.acquire()
        return time.perf_counter() - began

    def stats(self):
        return dict(self._figures)


class _Rule:
    """A module, or a package, and the lock that its calls run under."""

    def __init__(self, name, lock):
        self.name = name
        self.lock = lock
        self._inside = name + "."
        # What has been made for which original, by its id; it keeps the original.
        self._made = {}

    def covers(self, module):
        return isinstance(module, str) and (module == self.name or module.startswith(self._inside))

    # Modules and classes.

    def change_module(self, module):
        namespace = vars(module)
        for name, value in list(namespace.items()):
            changed = value if name in _OF_THE_SYSTEM else self._changed(value)
            if changed is not value:
                namespace[name] = changed

    def change_names_elsewhere(self):
        """Names for changed functions that `from ... import` has made."""
        for module_name, module in list(sys.modules.items()):
            if not isinstance(module, types.ModuleType) or self.covers(module_name) or module is sys.modules[__name__]:
                continue
            for name, value in list(vars(module).items()):
                made = self._made.get(id(value))
                if made is not None and made[0] is value:
                    setattr(module, name, made[1])

    def _changed(self, value):
        """What stands for a value of a module from now on."""
        if isinstance(value, type):
            return self._class(value) if self.covers(value.__module__) else value
        if isinstance(value, _FUNCTIONS):
            return self._kept(value, self._function) if self._is_inside(value) else value
        if isinstance(value, functools._lru_cache_wrapper):
            return self._cached(value) if self.covers(getattr(value, "__module__", None)) else value
        return self._native(value)

    def _is_inside(self, function):
        if isinstance(function, types.MethodType):
            return self._is_inside(function.__func__) if isinstance(function.__func__, _FUNCTIONS) else False
        if isinstance(function, types.FunctionType):
            # What a decorator has made has the globals of the decorator.
            names = function.__globals__.get("__name__"), function.__module__
            return function.__globals__ is not globals() and any(map(self.covers, names))
        owner = getattr(function, "__self__", None)
        if isinstance(function, types.WrapperDescriptorType | types.MethodDescriptorType | types.ClassMethodDescriptorType):
            return self.covers(function.__objclass__.__module__)
        if owner is not None and not isinstance(owner, types.ModuleType):
            return self.covers((owner if isinstance(owner, type) else type(owner)).__module__)
        return self.covers(getattr(function, "__module__", None))

    def _class(self, cls):
        if cls.__flags__ & _IMMUTABLE_TYPE:
            return self._kept(cls, self._native_class)
        if id(cls) not in self._made:
            self._made[id(cls)] = cls, cls
            for name, value in list(vars(cls).items()):
                changed = value if name in _OF_THE_SYSTEM else self._member(value)
                if changed is not value:
                    type.__setattr__(cls, name, changed)
        return cls

    def _member(self, value):
        """What stands for a member of a class that is written in Python; the class itself stays."""
        if isinstance(value, types.FunctionType):
            return self._kept(value, self._function) if self._is_inside(value) else value
        if isinstance(value, staticmethod | classmethod) and isinstance(value.__func__, types.FunctionType):
            function = self._member(value.__func__)
            return value if function is value.__func__ else type(value)(function)
        if isinstance(value, property):
            accessors = [self._member(f) for f in (value.fget, value.fset, value.fdel)]
            return value if accessors == [value.fget, value.fset, value.fdel] else type(value)(*accessors, value.__doc__)
        if isinstance(value, functools.cached_property):
            value.func = self._member(value.func)
        elif isinstance(value, functools._lru_cache_wrapper):
            return self._changed(value)
        elif isinstance(value, type) and self.covers(value.__module__):
            return self._class(value)
        return value

    def _kept(self, original, make):
        made = self._made.get(id(original))
        if made is None:
            made = self._made[id(original)] = original, make(original)
        return made[1]

    # Functions.

    def _function(self, function):
        """A function that calls another one under the lock."""
        if inspect.iscoroutinefunction(function):
            async def wrapper(*args, **kwargs):
                return self.result(await _Awaited(self, function(*args, **kwargs)))
        elif inspect.isasyncgenfunction(function):
            def wrapper(*args, **kwargs):
                return _async_steps(self, function(*args, **kwargs))
        elif inspect.isgeneratorfunction(function):
            def wrapper(*args, **kwargs):
                return _steps(self, function(*args, **kwargs))
        else:
            return self._plain_function(function)
        return functools.update_wrapper(wrapper, function)

    def _plain_function(self, function):
        run, result = self.lock.run, self.result
        if isinstance(function, types.FunctionType):
            def wrapper(*args, **kwargs):
                return result(run(function, *args, **kwargs))
        else:
            def wrapper(*args, **kwargs):
                return result(run(function, *map(_original, args), **{k: _original(v) for k, v in kwargs.items()}))
        return functools.update_wrapper(wrapper, function)

    def _cached(self, function):
        def make(function):
            wrapper = self._plain_function(function)
            for name in "cache_info", "cache_clear", "cache_parameters":
                setattr(wrapper, name, getattr(function, name))
            return wrapper
        return self._kept(function, make)

    # Results.

    def result(self, value):
        """What a call under the lock gives to the caller."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            results = [self.result(x) for x in value]
            return value if all(map(_is, results, value)) else tuple(results)
        if isinstance(value, _FUNCTIONS):
            if not self._is_inside(value):
                return value
            made = self._made.get(id(value))
            return made[1] if made is not None and made[0] is value else self._function(value)
        if kind in _GENERATORS:
            return self._generator(value)
        if isinstance(value, _CONTEXTS):
            value.gen = self._generator(value.gen)
            value.func = self._changed(value.func)
            return value
        if isinstance(value, type):
            return self._class(value) if self.covers(value.__module__) else value
        if kind.__module__ in ("builtins", "itertools") and hasattr(kind, "__next__"):
            return _Iterator(self, value)
        return self._native(value)

    def _generator(self, value):
        frame = getattr(value, "gi_frame", None) or getattr(value, "cr_frame", None) or getattr(value, "ag_frame", None)
        if frame is None or not self.covers(frame.f_globals.get("__name__")):
            return value
        if isinstance(value, types.GeneratorType):
            return _steps(self, value)
        if isinstance(value, types.CoroutineType):
            return _coroutine(self, value)
        return _async_steps(self, value)

    # Objects and classes that are not written in Python.

    def _native(self, value):
        kind = type(value)
        if not kind.__flags__ & _IMMUTABLE_TYPE or not self.covers(kind.__module__):
            return value
        return self._kept(kind, self._native_class)._of(value)

    def _native_class(self, cls):
        """A class that stands for one written in Java: its instances have the object, and take the lock for all that is done."""
        members = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__,
                   "_rule": self, "_native": cls}
        for name in dir(cls):
            if name not in _LEFT_ALONE and isinstance(getattr(cls, name, None), types.WrapperDescriptorType | types.MethodDescriptorType):
                members[name] = _forwarding(name)
        if getattr(cls, "__hash__", None) is None:
            members["__hash__"] = None
        return _NativeClass(cls.__name__, (_NativeObject,), members)


def _is(a, b):
    return a is b


def _original(value):
    """What an object stands for; another one for itself."""
    return object.__getattribute__(value, "_value") if issubclass(type(value), _NativeObject) else value


def _forwarding(name):
    def forward(self, *args, **kwargs):
        rule = type(self)._rule
        value = _original(self)
        result = rule.lock.run(getattr(type(value), name), value, *map(_original, args), **kwargs)
        return self if result is value else rule.result(result)
    forward.__name__ = name
    return forward


class _NativeClass(type):
    """The class of classes that stand for one that is not written in Python."""

    def __instancecheck__(cls, instance):
        return type.__instancecheck__(cls, instance) or "_native" in vars(cls) and isinstance(instance, cls._native)

    def __subclasscheck__(cls, other):
        return type.__subclasscheck__(cls, other) or "_native" in vars(cls) and issubclass(other, cls._native)

    def __getattr__(cls, name):
        rule, native = cls._rule, cls._native
        return rule.result(rule.lock.run(getattr, native, name))

    def _of(cls, value):
        made = object.__new__(cls)
        object.__setattr__(made, "_value", value)
        return made


class _NativeObject:
    """An object that is not written in Python, used under the lock of its module."""

    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        value = cls._rule.lock.run(cls._native.__new__, cls._native, *map(_original, args), **kwargs)
        object.__setattr__(made, "_value", value)
        return made

    def __init__(self, *args, **kwargs):
        value = _original(self)
        type(self)._rule.lock.run(type(value).__init__, value, *map(_original, args), **kwargs)

    def __getattr__(self, name):
        rule = type(self)._rule
        return rule.result(rule.lock.run(getattr, _original(self), name))

    def __setattr__(self, name, value):
        if "_native" in vars(type(self)) or hasattr(_original(self), name):
            type(self)._rule.lock.run(setattr, _original(self), name, _original(value))
        else:
            object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if "_native" in vars(type(self)) or hasattr(_original(self), name):
            type(self)._rule.lock.run(delattr, _original(self), name)
        else:
            object.__delattr__(self, name)


class _Iterator:
    """An iterator, each step of which is under the lock."""

    def __init__(self, rule, iterator):
        self._rule = rule
        self._iterator = iterator

    def __iter__(self):
        return self

    def __next__(self):
        return self._rule.result(self._rule.lock.run(next, self._iterator))

    def __length_hint__(self):
        return self._rule.lock.run(getattr(self._iterator, "__length_hint__", lambda: NotImplemented))


def _steps(rule, generator):
    """A generator that has another one's, or a coroutine's, steps done under the lock."""
    run = rule.lock.run
    step, argument = generator.send, None
    while True:
        try:
            value = run(step, argument)
        except StopIteration as end:
            return end.value
        try:
            argument = yield rule.result(value)
            step = generator.send
        except GeneratorExit:
            run(generator.close)
            raise
        except BaseException as e:
            step, argument = generator.throw, e


class _Awaited:
    """What is awaited in the place of a coroutine."""

    def __init__(self, rule, coroutine):
        self._rule = rule
        self._coroutine = coroutine

    def __await__(self):
        return _steps(self._rule, self._coroutine)


async def _coroutine(rule, coroutine):
    return rule.result(await _Awaited(rule, coroutine))


async def _async_steps(rule, generator):
    """An asynchronous generator, each step of which is under the lock."""
    step, argument = generator.asend, None
    while True:
        try:
            value = await _Awaited(rule, step(argument))
        except StopAsyncIteration:
            return
        try:
            argument = yield rule.result(value)
            step = generator.asend
        except GeneratorExit:
            await _Awaited(rule, generator.aclose())
            raise
        except BaseException as e:
            step, argument = generator.athrow, e


class _Finder:
    """Finds the serialized modules where the other finders do, and has them changed once they have been run."""

    def find_spec(self, name, path=None, target=None):
        rule = next((r for r in _rules if r.covers(name)), None)
        if rule is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader, rule)
                return spec
        return None


class _Loader:
    """Loads as another loader does, which is the module's as soon as it is there."""

    def __init__(self, loader, rule):
        self._loader = loader
        self._rule = rule

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._rule.lock.run(self._loader.exec_module, module)
        self._rule.change_module(module)


_finder = _Finder()
